"""The engine as all but the cameras ask it: one picture, one answer of a server, some colours; in turn with them."""

from collections.abc import Sequence
from typing import Final

from ..engine.records.gallery import (
    CheckPhoto,
    Enrol,
    EnrolmentPhoto,
    PhotoCheck,
)
from ..engine.records.messages import Request
from ..engine.records.pictures import (
    Assess,
    Assessment,
    Look,
    Looked,
)
from ..engine_host.runner import EngineRunner
from .turns import Turns

QUESTION_DEADLINE_SECONDS: Final = 20.0
"""For pictures that somebody waits for."""


class EngineInTurn:
    """Asks the engine when it is the question's turn. Each question may raise an EngineError."""

    def __init__(self, runner: EngineRunner, turns: Sequence[Turns]) -> None:
        """Ask through `runner`, in the order that the turns of each of its engines keep."""
        self._runner = runner
        self._turns = turns

    async def async_ask_in_turn[R](self, request: Request[R], deadline_seconds: float) -> R:
        """Return the engine's reply to what it is to hear of an inference server, or of colours in live video.

        Raises:
            EngineError: The engine does not answer, or refuses the request.
        """
        async with self._turns[self._runner.engine_of(request)].for_small_request():
            return await self._runner.async_call(request, deadline_seconds)

    async def async_assess(
        self,
        image: bytes,
        single_person_id: str | None = None,
        turn_degrees: int = 0,
        people: tuple[str, ...] = (),
    ) -> Assessment:
        """Assess one picture now.

        Raises:
            EngineError: The engine does not answer, or refuses the picture.
        """
        return await self._async_ask(Assess(image, single_person_id, turn_degrees, people))

    async def async_look(
        self,
        image: bytes,
        single_person_id: str | None = None,
        turn_degrees: int = 0,
        people: tuple[str, ...] = (),
    ) -> Looked:
        """Find and name the faces of one picture; the facial model is asked about none of them.

        Raises:
            EngineError: The engine does not answer, or refuses the picture.
        """
        return await self._async_ask(Look(image, single_person_id, turn_degrees, people))

    async def async_enrol_photo(
        self, person_id: str, image: bytes, previous: tuple[bytes, ...] = ()
    ) -> EnrolmentPhoto:
        """Turn one picture into a template; nothing is stored.

        Raises:
            EngineError: The engine does not answer, or refuses the picture: an EnrolmentError then.
        """
        return await self._async_ask(Enrol(person_id, image, previous))

    async def async_check_photo(self, image: bytes) -> PhotoCheck:
        """Look whether a picture would do for a template; none is made, and nobody asks whose face it is.

        Raises:
            EngineError: The engine does not answer, or refuses the picture: an EnrolmentError then.
        """
        return await self._async_ask(CheckPhoto(image))

    async def _async_ask[R](self, request: Request[R]) -> R:
        """Ask about one picture that somebody waits for."""
        async with self._turns[self._runner.engine_of(request)].for_question():
            return await self._runner.async_call(request, QUESTION_DEADLINE_SECONDS)
