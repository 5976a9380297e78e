"""Asks a model about people in pictures and video files, and writes down a row for each visit."""
