"""The engine: from the bytes of a picture to a person's LiveCAD probability.

Pure Python and numpy. It sees no Home Assistant, no clock and no network: time and files are arguments.
Importing this package imports nothing heavy; the files that need numpy, OpenCV or onnxruntime say so themselves,
so that Home Assistant's own process can use the records without loading any of them.
"""
