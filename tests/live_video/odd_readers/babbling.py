"""A reader that says something else than was agreed."""

import sys

sys.stdout.buffer.write(b"Opening the stream now, please wait a moment.\n")
sys.stdout.flush()
sys.stdin.buffer.read()
