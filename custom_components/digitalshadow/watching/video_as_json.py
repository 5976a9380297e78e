"""How a camera is looked at, in plain JSON types. Nothing of it tells where the stream is."""

from typing import Any

from .snapshot import CameraVideo


def video_as_dict(video: CameraVideo) -> dict[str, Any]:
    """Return whether a camera is looked at live, what its stream is, and in one word why there is none."""
    facts = video.facts
    fps, keyframe = (facts.frames_per_second, facts.keyframe_interval_seconds) if facts else (None, None)
    return {
        "video": video.video.value,
        "reason": video.reason and video.reason.value,
        "codec": facts and facts.codec,
        "width_px": facts and facts.width,
        "height_px": facts and facts.height,
        "frames_per_second": None if fps is None else round(fps),
        "keyframe_interval_seconds": None if keyframe is None else round(keyframe, 1),
        "reconnects": video.reconnects,
    }
