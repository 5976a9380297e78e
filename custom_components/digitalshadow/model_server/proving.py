"""How a server proves that it answers as the model's file here does."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import median
from typing import Final, Protocol

from ..engine.records.elsewhere import Judgement, JudgeProof, ShowProofPictures, TellContract
from ..engine.records.messages import Request
from .inference_server import Answer, Encoding, InferenceServer, ServedModel
from .trouble import ServerError, Trouble

PROOF_DEADLINE_SECONDS: Final = 10.0
"""For each picture of a proof: a server may load its model with the first one."""
ENGINE_DEADLINE_SECONDS: Final = 120.0
"""For what the engine does in a proof: once, it answers eight pictures itself."""
SHORTEST_DEADLINE_SECONDS: Final = 2.0
LONGEST_DEADLINE_SECONDS: Final = 10.0
_DEADLINE_FACTOR: Final = 5.0


class AskEngine(Protocol):
    """Asks the engine, in turn with whatever else is asked of it."""

    async def __call__[R](self, request: Request[R], deadline_seconds: float) -> R:
        """Return the engine's reply; raise what it refuses, or that it is lost or too slow."""
        ...


@dataclass(frozen=True, slots=True)
class Proof:
    """A server that answers as the file here does, and what that took."""

    served: ServedModel
    """How to ask it."""
    judgement: Judgement
    """How far its answers lie from ours."""
    median_ms: float
    """Milliseconds from question to answer."""

    @property
    def deadline_seconds(self) -> float:
        """How long an answer is waited for."""
        usual = _DEADLINE_FACTOR * self.median_ms / 1000
        return min(max(usual, SHORTEST_DEADLINE_SECONDS), LONGEST_DEADLINE_SECONDS)


async def async_prove(
    server: InferenceServer, ask_engine: AskEngine, stopwatch: Callable[[], float]
) -> Proof:
    """Ask a server about the drawn faces, and have the engine judge its answers; `stopwatch` tells seconds.

    Raises:
        ServerError: It does not answer, or answers otherwise.
        EngineError: The engine does not say what is right.
    """
    contract = await ask_engine(TellContract(), ENGINE_DEADLINE_SECONDS)
    served = await server.async_look(contract)
    pictures = (await ask_engine(ShowProofPictures(served.form), ENGINE_DEADLINE_SECONDS)).pictures
    served, first = await _async_find_encoding(server, served, pictures[0])
    answers, took_ms = [first], []
    for picture in pictures[1:]:
        asked_at = stopwatch()
        answers.append(await server.async_ask(served, picture, PROOF_DEADLINE_SECONDS))
        took_ms.append((stopwatch() - asked_at) * 1000)
    if {answer.version for answer in answers} != {first.version}:
        raise ServerError(Trouble.OTHER_VERSION)
    outputs = tuple(answer.output for answer in answers)
    judgement = await ask_engine(JudgeProof(outputs), ENGINE_DEADLINE_SECONDS)
    if not judgement.agrees:
        raise ServerError(Trouble.DISAGREES)
    return Proof(replace(served, version=first.version), judgement, median(took_ms))


async def _async_find_encoding(
    server: InferenceServer, served: ServedModel, picture: bytes
) -> tuple[ServedModel, Answer]:
    """Return how the server can be asked, and what it answered: binary numbers where it takes them, else JSON."""
    try:
        return served, await server.async_ask(served, picture, PROOF_DEADLINE_SECONDS)
    except ServerError as err:
        if err.trouble not in (Trouble.REFUSED, Trouble.UNREACHABLE, Trouble.UNREADABLE):
            raise
    # A server that knows no binary numbers answers 400 or 500, or ends the connection.
    in_json = replace(served, encoding=Encoding.JSON)
    return in_json, await server.async_ask(in_json, picture, PROOF_DEADLINE_SECONDS)
