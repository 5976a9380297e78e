"""The pulse at the mirror: has the colour of faces measured in live video, and keeps what the engine makes of it."""
