"""What a language model is given of a report, and whether its answer may be believed."""
