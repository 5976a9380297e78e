"""Runs the engine: a child process with deadline, kill and respawn, or a thread where none can be started."""
