"""The training side: data, splits, recipe, and the program that fine-tunes with PyTorch."""
