"""Stands in for a voice package of Home Assistant that has no wheel for musl outside Home Assistant's own index."""


class AudioProcessor:
    """Can be made, and does nothing else: no test of ours listens."""

    def __init__(self, *_settings: float) -> None:
        """Take the settings."""
