"""The model workshop: makes the ONNX files that DigitalShadow runs."""
