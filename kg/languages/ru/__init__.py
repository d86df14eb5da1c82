"""What is particular to Russian."""
