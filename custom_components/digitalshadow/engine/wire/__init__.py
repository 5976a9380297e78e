"""The bytes between Home Assistant's process and the engine's."""
