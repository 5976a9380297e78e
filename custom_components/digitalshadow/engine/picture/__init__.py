"""Bytes to upright pixels, resized and warped, by OpenCV or Pillow."""
