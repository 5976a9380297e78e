"""Faces in a picture: found, judged, and compared with the people who enrolled."""
