"""How messages become bytes on the pipe between two of our processes, and back.

A frame is a prefix, a JSON header and the bytes that the message carries::

    prefix   4 bytes  magic and version, "DSW2"
             4 bytes  number of the request, which its reply repeats, unsigned, little-endian
             4 bytes  length of the header, the same
             4 bytes  length of all blobs together, the same
    header   {"message": class name, "fields": {field name: value}}
    blobs    the values of all `bytes` fields one after another; in the header stands the length of each

What a peer sends is never trusted: only the messages of a vocabulary are made, and no code is ever run.
"""

import json
import struct
from typing import Final, NoReturn, cast

from ..records.errors import MessageError
from .codec import Blobs, Json, codec_of

MAX_HEADER_BYTES: Final = 4 * 2**20
MAX_FRAME_BYTES: Final = 64 * 2**20
MAX_REPLY_HEADER_BYTES: Final = 512 * 1024
MAX_REPLY_BYTES: Final = 8 * 2**20
"""More than any honest reply; so much is read and checked in a few milliseconds of Home Assistant's event loop."""
_MAGIC: Final = b"DSW2"
_PREFIX: Final = struct.Struct("<4sIII")
PREFIX_BYTES: Final = _PREFIX.size


class Vocabulary[Message]:
    """The messages that two processes have agreed on."""

    def __init__(self, *messages: type[Message]) -> None:
        """Take records whose fields can travel; see codec.py."""
        self.messages: Final[dict[str, type]] = {message.__name__: message for message in messages}

    def encode(self, message: Message, number: int = 0) -> bytes:
        """Return the frame of a message with the number of its request, below 2**32.

        Raises:
            MessageError: It is none of these messages, or a value does not have its field's type.
        """
        kind: type = type(message)
        name = kind.__name__
        if self.messages.get(name) is not kind:
            raise MessageError(f"Expected one of {', '.join(self.messages)}, got a {name}. Register it.")
        blobs = Blobs()
        packed = codec_of(kind, name).pack(message, blobs)
        header = json.dumps({"message": name, "fields": packed}, separators=(",", ":")).encode()
        content_bytes = sum(map(len, blobs.written))
        _check_sizes(len(header), content_bytes)
        return b"".join((_PREFIX.pack(_MAGIC, number, len(header), content_bytes), header, *blobs.written))

    def decode(self, frame: bytes) -> Message:
        """Return the message of one whole frame.

        Raises:
            MessageError: The frame is anything else.
        """
        header_bytes, content_bytes = _read_prefix(frame[:PREFIX_BYTES])
        end_of_header = PREFIX_BYTES + header_bytes
        if len(frame) != end_of_header + content_bytes:
            raise MessageError(
                f"Expected a frame of {end_of_header + content_bytes} bytes, got {len(frame)}."
            )
        name, values = _parse(frame[PREFIX_BYTES:end_of_header])
        if name not in self.messages:
            raise MessageError(f"Expected one of {', '.join(self.messages)}, got {name[:40]!r}.")
        blobs = Blobs(memoryview(frame)[end_of_header:])
        message = codec_of(self.messages[name], name).unpack(values, blobs)
        if blobs.left:
            raise MessageError(f"Expected no bytes after the last field, got {blobs.left}.")
        return cast("Message", message)


def numbered_prefix(frame: bytes, number: int) -> bytes:
    """Return the prefix of a frame with another number."""
    return _PREFIX.pack(_MAGIC, number, *_read_prefix(frame[:PREFIX_BYTES]))


def number_of(prefix: bytes) -> int:
    """Return the number of the request that a frame is or answers; raise MessageError for a foreign one."""
    _read_prefix(prefix[:PREFIX_BYTES])
    number: int = _PREFIX.unpack(prefix[:PREFIX_BYTES])[1]
    return number


def body_bytes(prefix: bytes) -> int:
    """Return how many bytes follow a prefix; raise MessageError for a foreign or an oversized frame."""
    return sum(_read_prefix(prefix))


def reply_bytes(prefix: bytes, number: int) -> int:
    """Return how many bytes follow the prefix of a reply.

    Raises:
        MessageError: For a foreign frame, for the reply to another request than this one, and for one larger than
            honest replies are.
    """
    header_bytes, content_bytes = _read_prefix(prefix)
    if number_of(prefix) != number:
        raise MessageError(f"Expected the reply to request {number}, got the one to {number_of(prefix)}.")
    if header_bytes > MAX_REPLY_HEADER_BYTES or header_bytes + content_bytes > MAX_REPLY_BYTES:
        raise MessageError(
            f"Expected a reply of at most {MAX_REPLY_BYTES} bytes with a header of {MAX_REPLY_HEADER_BYTES}, "
            f"got {header_bytes} and {content_bytes}."
        )
    return header_bytes + content_bytes


def _read_prefix(prefix: bytes) -> tuple[int, int]:
    """Return the lengths of header and blobs."""
    if len(prefix) != PREFIX_BYTES or not prefix.startswith(_MAGIC):
        raise MessageError(f"Expected {PREFIX_BYTES} bytes that start with {_MAGIC!r}, got {prefix[:12]!r}.")
    _, _, header_bytes, content_bytes = _PREFIX.unpack(prefix)
    _check_sizes(header_bytes, content_bytes)
    return header_bytes, content_bytes


def _check_sizes(header_bytes: int, content_bytes: int) -> None:
    """Refuse a frame that no honest message needs."""
    if header_bytes > MAX_HEADER_BYTES or PREFIX_BYTES + header_bytes + content_bytes > MAX_FRAME_BYTES:
        raise MessageError(
            f"Expected a header of at most {MAX_HEADER_BYTES} bytes in a frame of at most {MAX_FRAME_BYTES}, "
            f"got {header_bytes} with {content_bytes} bytes of content."
        )


def _parse(header: bytes) -> tuple[str, Json]:
    """Return the message's name and its fields."""
    try:
        parsed = json.loads(header.decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as err:
        raise MessageError(f"Expected a header in JSON, got something else: {type(err).__name__}.") from err
    match parsed:
        case {"message": str(name), "fields": values} if len(parsed) == 2:  # noqa: PLR2004  # these two, no more
            return name, values
    raise MessageError('Expected a header with "message" and "fields", got another one.')


def _refuse_constant(name: str) -> NoReturn:
    """Refuse NaN and the infinities, which JSON does not have."""
    raise MessageError(f"Expected finite numbers, got {name}.")
