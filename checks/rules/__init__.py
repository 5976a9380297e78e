"""One rule per file; the file name is the name of the rule."""
