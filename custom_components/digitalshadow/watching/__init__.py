"""Cameras to visits: one task a camera, exact accounting, pictures from entities and files."""
