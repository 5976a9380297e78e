"""Visits to days, the person's own reference, and whether it has changed."""
