"""Damaged and hostile pictures, made on the spot; `python -m tests.hostile.pictures --count N` tries many.

Everything is made of scikit-image's public-domain portrait and of random numbers with a seed: each run can be repeated.
"""

import argparse
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
import io
import json
from pathlib import Path
from random import Random
import struct
import sys
import zlib

from PIL import Image

type Damage = Callable[[bytes, Random], bytes]

_SCAN = b"\xff\xda"
_END = b"\xff\xd9"


def portrait() -> Image.Image:
    """Return a picture of 512 x 512 pixels with one frontal face."""
    # Found and not imported: the package needs more than its pictures do.
    spec = find_spec("skimage")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Image.open(Path(next(iter(spec.submodule_search_locations))) / "data/astronaut.png").convert("RGB")


def encode(picture: Image.Image, image_format: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
    """Return a picture as a camera would deliver it."""
    target = io.BytesIO()
    picture.convert(mode).save(target, image_format, **options)
    return target.getvalue()


def seeded(seed: int) -> Random:
    """Return random numbers that are the same each time."""
    return Random(seed)  # noqa: S311  # nothing is to be kept secret


def whole_pictures() -> dict[str, bytes]:
    """Return the portrait in every form that is damaged here, by name."""
    picture = portrait()
    return {
        "baseline": encode(picture, quality=85),
        "full colour": encode(picture, quality=90, subsampling=0),
        "restart markers": encode(picture, quality=85, restart_marker_rows=1),
        "progressive": encode(picture, quality=85, progressive=True),
        "cmyk": encode(picture, mode="CMYK", quality=85),
        "grey": encode(picture, mode="L", quality=85),
        "png": encode(picture, "PNG"),
        "webp": encode(picture, "WEBP"),
        "avif": encode(picture, "AVIF", quality=60),
    }


def compressed_part(data: bytes) -> tuple[int, int]:
    """Return where the compressed data of a picture lies: a JPEG's first scan to its end, else all but the header."""
    start = data.find(_SCAN) if data.startswith(b"\xff\xd8") else 64
    if data.startswith(b"\xff\xd8"):
        start += 2 + int.from_bytes(data[start + 2 : start + 4], "big")
    return start, len(data) - 16


def flipped_bit(data: bytes, random: Random) -> bytes:
    """Turn one bit of the compressed data around."""
    place = random.randrange(*compressed_part(data))
    return data[:place] + bytes([data[place] ^ 1 << random.randrange(8)]) + data[place + 1 :]


def lost_bytes(data: bytes, random: Random) -> bytes:
    """Lose up to a thousand bytes of the compressed data, as a lost packet does."""
    start, end = compressed_part(data)
    place, count = random.randrange(start, end), random.randrange(1, 1001)
    return data[:place] + data[min(end, place + count) :]


def cut_off(data: bytes, random: Random) -> bytes:
    """Lose the end; a JPEG is closed again as some cameras do."""
    start, end = compressed_part(data)
    return data[: random.randrange(start, end)] + (_END if data.startswith(b"\xff\xd8") else b"")


def swapped_parts(data: bytes, random: Random) -> bytes:
    """Exchange two stretches of the compressed data, as packets out of order do."""
    start, end = compressed_part(data)
    one, two, three = sorted(random.randrange(start, end) for _ in range(3))
    return data[:one] + data[two:three] + data[one:two] + data[three:]


def random_bytes(data: bytes, random: Random) -> bytes:
    """Write nonsense over up to eight places anywhere, the header included."""
    damaged = bytearray(data)
    for _ in range(random.randrange(1, 9)):
        damaged[random.randrange(len(damaged))] = random.randrange(256)
    return bytes(damaged)


DAMAGES: dict[str, Damage] = {
    "bit flip": flipped_bit,
    "lost bytes": lost_bytes,
    "cut off": cut_off,
    "swapped parts": swapped_parts,
    "random bytes": random_bytes,
}


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """Return one PNG chunk."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(
    pixel_stream: bytes, side_px: int = 100, *, bits: int = 8, extra: bytes = b"", interlaced: bool = False
) -> bytes:
    """Return a PNG in colour with any compressed stream for its pixels, and any chunks before it."""
    header = struct.pack(">IIBBBBB", side_px, side_px, bits, 2, 0, 0, int(interlaced))
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + b"".join(
        (png_chunk(b"IHDR", header), extra, png_chunk(b"IDAT", pixel_stream), png_chunk(b"IEND", b""))
    )


@cache
def inflating(byte_count: int) -> bytes:
    """Return a stream of zlib that inflates to so many zeros, about a thousandth of its size."""
    deflater = zlib.compressobj(9)
    piece = bytes(1024 * 1024)
    pieces = [deflater.compress(piece) for _ in range(byte_count // len(piece))]
    return b"".join((*pieces, deflater.flush()))


def scan_bomb(picture: bytes, scans: int) -> bytes:
    """Return a JPEG that asks for so many further walks over its pixels."""
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
    return picture[:-2] + scan * scans + _END


def main() -> None:
    """Print a report as JSON, of both back ends or of one in this process; exit with 1 where anything came through."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="damaged pictures for each back end")
    parser.add_argument("--first-seed", type=int, default=1, help="where the random numbers begin")
    parser.add_argument("--backend", choices=["opencv", "pillow"], help="show them here and now to one only")
    chosen = parser.parse_args()
    from tests.hostile import picture_run  # noqa: PLC0415  # it needs the engine, and this module

    if chosen.backend:
        # A Counter survives no `asdict`.
        counts = picture_run.show(chosen.backend, chosen.count, chosen.first_seed)
        report = {name: getattr(counts, name) for name in counts.__dataclass_fields__}
    else:
        report = picture_run.run(chosen.count, chosen.first_seed)
    sys.stdout.write(json.dumps(report, indent=2) + "\n")
    raise SystemExit(bool(report.get("crashes") or report.get("readings_moved_by_more_than_0.02")))


if __name__ == "__main__":
    main()
