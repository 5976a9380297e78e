"""A model on a server that speaks the Open Inference Protocol v2 over HTTP. No other file knows the protocol.

Nothing that the server says is trusted: it is not followed anywhere, it is read up to a limit and until a deadline, and
what it answers is judged elsewhere. A request holds the picture and nothing else: no identifier, no cookie.
"""

from array import array
import asyncio
from dataclasses import dataclass, replace
from enum import StrEnum
import re
import sys
from typing import Any, Final
from urllib.parse import quote

from aiohttp import hdrs
import orjson

from ..engine.records.elsewhere import Contract, PictureForm
from ..server_options import ServerOptions
from .connection import HEADER_LENGTH, Connection, Reply
from .trouble import ServerError, Trouble

LOOK_SECONDS: Final = 5.0
"""For what a server says about its model."""
_FORMS: Final = {"FP32": PictureForm.FLOAT32, "UINT8": PictureForm.UINT8}
_DATATYPES: Final = {form: datatype for datatype, form in _FORMS.items()}
_PLAIN_WORD: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._+-]{0,31}")
"""What may be shown and stored of what a server says about itself."""
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
"""A number that the server wrote as text; Python refuses to read one of thousands of digits."""
_BATCH_OF_ONE: Final = (-1, 1)
_FLOAT_BYTES: Final = 4


class Encoding(StrEnum):
    """How a picture's numbers travel."""

    BINARY = "binary"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A model as a server offers it, and how to ask it."""

    contract: Contract
    """What it takes and answers."""
    path: str
    """Where it is."""
    input_name: str
    """The input's name on the server, which may differ from the file's."""
    form: PictureForm
    """What the input takes."""
    encoding: Encoding = Encoding.BINARY
    """How the picture travels. What a server lists among its extensions is no guide to that."""
    version: str = ""
    """What answers name as their version; empty where they name none."""
    software: str = ""
    """What the server calls itself, with its version, for example `triton 2.51.0`; empty where it does not say."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server computed. Nobody has judged it."""

    output: bytes
    """Float32, little-endian, as many as there are classes."""
    version: str
    """The version that computed it; empty where the server names none."""


class InferenceServer:
    """One model on one server."""

    def __init__(self, options: ServerOptions, connection: Connection) -> None:
        """Ask through `connection`; nothing is asked yet."""
        self._options = options
        self._connection = connection

    async def async_look(self, contract: Contract) -> ServedModel:
        """Return the model, once the server says that this very model is ready.

        What a server says about itself as a whole is not asked: one that loads another model calls itself unready.

        Raises:
            ServerError: There is none, it is not ready, or it is not made for such pictures.
        """
        base = f"/v2/models/{quote(self._options.model, safe='')}"
        path = f"{base}/versions/{quote(self._options.version, safe='')}" if self._options.version else base
        described = _parsed(await self._connection.async_call(hdrs.METH_GET, path, LOOK_SECONDS))
        if not self._options.version and (newest := _newest(described.get("versions"))):
            path = f"{base}/versions/{newest}"
        served = _served(described, path, contract)
        try:
            await self._connection.async_call(hdrs.METH_GET, f"{path}/ready", LOOK_SECONDS)
        except ServerError as err:
            if err.trouble in (Trouble.REFUSED, Trouble.NO_SUCH_MODEL):
                raise ServerError(Trouble.NOT_READY) from err
            raise
        return replace(served, software=await self._async_software())

    async def _async_software(self) -> str:
        """Return what the server calls itself; nothing is made of it but a name."""
        try:
            described = _parsed(await self._connection.async_call(hdrs.METH_GET, "/v2", LOOK_SECONDS))
        except ServerError:
            # Many proxies let nothing through but the model.
            return ""
        words = (described.get("name"), described.get("version"))
        return " ".join(word for word in words if isinstance(word, str) and _PLAIN_WORD.fullmatch(word))

    async def async_ask(self, served: ServedModel, picture: bytes, deadline_seconds: float) -> Answer:
        """Return what the model computes of one picture, whose numbers have the form that it takes.

        Raises:
            ServerError: No answer, a late one, or none that can be read.
        """
        if served.encoding is Encoding.BINARY:
            head = orjson.dumps(_question(served, {"parameters": {"binary_data_size": len(picture)}}))
            body = head + picture
            headers = {hdrs.CONTENT_TYPE: "application/octet-stream", HEADER_LENGTH: str(len(head))}
        else:
            body = await asyncio.to_thread(_as_json, served, picture)
            headers = {hdrs.CONTENT_TYPE: "application/json"}
        return _answer(
            await self._connection.async_call(
                hdrs.METH_POST, f"{served.path}/infer", deadline_seconds, body, headers
            ),
            served.contract,
        )


def _parsed(reply: Reply, length: int | None = None) -> dict[str, Any]:
    """Return a JSON object; NaN and infinity are no JSON."""
    try:
        parsed = orjson.loads(reply.content[:length])
    except orjson.JSONDecodeError as err:
        raise ServerError(Trouble.UNREADABLE) from err
    if not isinstance(parsed, dict):
        raise ServerError(Trouble.UNREADABLE)
    return parsed


def _newest(versions: object) -> str:
    """Return the highest of a server's versions, so that a later one is asked only once it is proven; else nothing."""
    if not isinstance(versions, list):
        return ""
    numbers = [number for version in versions if _NUMBER.fullmatch(number := _version(version))]
    return max(numbers, key=int, default="")


def _version(named: object) -> str:
    """Return a version as text; nothing where none is named. Some servers write it as a number."""
    return str(named) if isinstance(named, str | int) and not isinstance(named, bool) else ""


def _served(described: dict[str, Any], path: str, contract: Contract) -> ServedModel:
    """Return how to ask the described model; refuse one that takes or answers something else."""
    picture, numbers = (3, contract.side, contract.side), (contract.classes,)
    match described:
        case {
            "inputs": [{"name": str(name), "datatype": "FP32" | "UINT8" as form, "shape": list(shape)}]
        } if _fits(shape, picture):
            outputs = described.get("outputs")
        case _:
            raise ServerError(Trouble.WRONG_SIGNATURE)
    if not isinstance(outputs, list) or not any(_is_output(one, contract.output, numbers) for one in outputs):
        raise ServerError(Trouble.WRONG_SIGNATURE)
    return ServedModel(contract, path, name, _FORMS[form])


def _is_output(described: object, name: str, numbers: tuple[int, ...]) -> bool:
    """Tell whether this is the output that counts."""
    match described:
        case {"name": str(got), "datatype": "FP32", "shape": list(shape)}:
            return got == name and _fits(shape, numbers)
    return False


def _fits(shape: list[object], wanted: tuple[int, ...]) -> bool:
    """Tell whether a described shape is a batch of what is wanted; sizes that are left open are written as -1."""
    return (
        len(shape) == len(wanted) + 1
        and shape[0] in _BATCH_OF_ONE
        and all(got in (-1, size) for got, size in zip(shape[1:], wanted, strict=True))
    )


def _question(served: ServedModel, content: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON of a question. It names the input and the output, and nobody."""
    side, is_binary = served.contract.side, served.encoding is Encoding.BINARY
    output: dict[str, Any] = {"name": served.contract.output}
    if is_binary:
        output["parameters"] = {"binary_data": True}
    picture = {"name": served.input_name, "shape": [1, 3, side, side], "datatype": _DATATYPES[served.form]}
    return {"inputs": [picture | content], "outputs": [output]}


def _as_json(served: ServedModel, picture: bytes) -> bytes:
    """Return a question with its numbers written out; takes milliseconds."""
    numbers = list(picture) if served.form is PictureForm.UINT8 else _floats(picture).tolist()
    return orjson.dumps(_question(served, {"data": numbers}))


def _floats(content: bytes) -> array[float]:
    """Return little-endian float32 numbers."""
    numbers = array("f", content)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _answer(reply: Reply, contract: Contract) -> Answer:
    """Return the output, which must have the shape and type that were asked for."""
    length = reply.header_length
    if length is not None and not _NUMBER.fullmatch(length):
        raise ServerError(Trouble.UNREADABLE)
    parsed = _parsed(reply, None if length is None else int(length))
    rest = b"" if length is None else reply.content[int(length) :]
    output, content = _output(parsed.get("outputs"), rest, contract)
    return Answer(_numbers(output, content, contract.classes), _version(parsed.get("model_version")))


def _output(outputs: object, rest: bytes, contract: Contract) -> tuple[dict[str, Any], bytes]:
    """Return the output that was asked for, and its bytes among those of all outputs: some servers send every one."""
    found: list[tuple[dict[str, Any], bytes]] = []
    start = 0
    for output in outputs if isinstance(outputs, list) else ():
        end = start + _binary_size(output)
        match output:
            case {"name": contract.output, "datatype": "FP32", "shape": [1, contract.classes]}:
                found.append((output, rest[start:end]))
        start = end
    if len(found) != 1 or start != len(rest):
        raise ServerError(Trouble.UNREADABLE)
    return found[0]


def _binary_size(output: object) -> int:
    """Return how many bytes of an output follow the JSON."""
    match output:
        case {"parameters": {"binary_data_size": int(size)}} if size >= 0:
            return size
    return 0


def _numbers(output: dict[str, Any], content: bytes, classes: int) -> bytes:
    """Return an output's numbers, from behind the JSON or from within it."""
    match output:
        case {"parameters": {"binary_data_size": int()}} if len(content) == classes * _FLOAT_BYTES:
            return content
        case {"data": [list(row)]} | {"data": list(row)} if len(row) == classes and all(
            type(number) in (int, float) for number in row
        ):
            numbers = array("f", row)  # too large a one becomes infinite, which is refused where it is judged
            if sys.byteorder == "big":
                numbers.byteswap()
            return numbers.tobytes()
    raise ServerError(Trouble.UNREADABLE)
