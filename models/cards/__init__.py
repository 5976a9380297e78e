"""The model card: what must be said about a model wherever it goes."""
