"""Pre-training on faces without labels: shards, the recipe, what it costs, and the program that trains with PyTorch."""
