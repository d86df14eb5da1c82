"""What several claims say alike: matching, verdicts on what a proposition rests on, decisions of people."""
