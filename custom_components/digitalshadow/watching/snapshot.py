"""What an analysed frame says about its camera, as the one state that its sensor shows."""

from typing import Final

from ..engine.records.observations import FrameResult, WhyNot
from ..snapshot import CameraStatus

_STATUS_OF: Final = {
    WhyNot.NOT_DUE: CameraStatus.WATCHING,
    WhyNot.UNCONFIRMED: CameraStatus.WATCHING,
    WhyNot.NO_CONSENT: CameraStatus.WATCHING,
    WhyNot.TOO_DARK: CameraStatus.TOO_DARK,
    WhyNot.TOO_BRIGHT: CameraStatus.TOO_BRIGHT,
    WhyNot.TOO_SMALL: CameraStatus.TOO_SMALL,
    WhyNot.BLURRED: CameraStatus.BLURRED,
    WhyNot.TURNED: CameraStatus.TURNED,
    WhyNot.CUT_OFF: CameraStatus.CUT_OFF,
    WhyNot.NOT_RECOGNISED: CameraStatus.NOT_RECOGNISED,
    WhyNot.AMBIGUOUS: CameraStatus.NOT_RECOGNISED,
    WhyNot.TOO_MANY_FACES: CameraStatus.NOT_RECOGNISED,
}


def status_of(result: FrameResult) -> CameraStatus:
    """Return `watching` if any face could be read, else what stood against the first face, else `nobody`."""
    if any(sighting.probability is not None for sighting in result.sightings):
        return CameraStatus.WATCHING
    statuses = [_STATUS_OF[reason] for reason in result.why_not]
    if CameraStatus.WATCHING in statuses:
        return CameraStatus.WATCHING
    return statuses[0] if statuses else CameraStatus.NOBODY
