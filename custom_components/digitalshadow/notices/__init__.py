"""What is worth telling: decided by rules, kept in the record, then told."""
