"""Models computed with NumPy alone: where no native runtime can be had, and to compare the others with."""
