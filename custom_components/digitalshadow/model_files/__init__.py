"""Finds, downloads, tries, converts and stores model files."""
