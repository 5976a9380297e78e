"""The whole streams that are damaged: each codec bare, so that damage reaches it, and what carries codecs."""

import io
from typing import Final

import av

from tests.live_video.clips import encoded

_SECONDS_OF_CLIP: Final = 1.0


def whole_streams() -> dict[str, bytes]:
    """Return a stream of each kind: the codecs bare, so that damage reaches them, and what carries them."""
    h264 = b"".join(encoded("libx264", "mpegts", _SECONDS_OF_CLIP).parts)
    h265 = b"".join(encoded("libx265", "mpegts", _SECONDS_OF_CLIP).parts)
    return {
        "h264": _bare(h264, "h264"),
        "h265": _bare(h265, "hevc"),
        "mjpeg": b"".join(encoded("mjpeg", "mpjpeg", _SECONDS_OF_CLIP).parts),
        "mpegts": h264,
        "mpegts h265": h265,
    }


def _bare(stream: bytes, codec: str) -> bytes:
    """Return a stream's packets without what carries them."""
    with av.open(io.BytesIO(stream), format="mpegts") as container:
        written = io.BytesIO()
        with av.open(written, "w", format=codec) as output:
            template = output.add_stream_from_template(container.streams.video[0])
            for packet in container.demux(video=0):
                if packet.dts is not None:
                    packet.stream = template
                    output.mux(packet)
        return written.getvalue()
