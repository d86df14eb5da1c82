"""What is particular to French."""
