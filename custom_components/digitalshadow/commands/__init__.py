"""The websocket commands that pages read."""
