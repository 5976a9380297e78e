"""What runs in the workshop's own environment, where PyTorch and timm are.

Free of the project's engine and of syntax newer than Python 3.10, because PyTorch is not made for every Python.
"""
