"""A PyTorch checkpoint becomes an ONNX file and is compared with what it came from."""
