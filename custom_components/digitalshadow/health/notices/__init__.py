"""Rules that decide what is worth telling, once."""
