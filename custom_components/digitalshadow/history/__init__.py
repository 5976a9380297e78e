"""Corrects and clears what Home Assistant itself remembers of a person."""
