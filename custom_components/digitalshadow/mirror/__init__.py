"""What a mirror shows: who stands in front of it, what may be shown of them, and in which words."""
