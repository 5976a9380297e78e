"""Reads a camera's live stream in a process of its own: frames with true times, and colours where they are asked for.

Pure Python on this side; PyAV, which Home Assistant's own streams bring, is imported in the child process alone.
"""
