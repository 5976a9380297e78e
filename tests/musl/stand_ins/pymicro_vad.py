"""Stands in for a voice package of Home Assistant that has no wheel for musl outside Home Assistant's own index."""


class MicroVad:
    """Hears nothing."""

    def Process10ms(self, _audio: bytes) -> float:  # noqa: N802  # the package's own name
        """Return that there is too little sound to say anything."""
        return -1.0
