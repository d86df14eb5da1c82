"""What a proposition rests on: the rules, who counts as a source of a country, how many are independent."""
