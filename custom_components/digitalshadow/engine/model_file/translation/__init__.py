"""From an ONNX graph to the layers that ncnn computes: a closed list of operators, all else is left to NumPy."""
