"""A real engine and a server that computes the same model, with a carrier between them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
import numpy as np
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.engine.engine import Engine
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.records.errors import EngineUnavailableError
from custom_components.digitalshadow.engine.records.frame_result import FrameResult, RiskQuestion
from custom_components.digitalshadow.engine.records.gallery import EnrolledPerson, SetGallery
from custom_components.digitalshadow.engine.records.messages import Failure, Request
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.engine.records.sightings import Sighting
from custom_components.digitalshadow.engine.wire.frames import error_of
from custom_components.digitalshadow.model_server.carrier import Carrier
from custom_components.digitalshadow.server_options import ServerOptions
from tests.builders.home import async_until
from tests.builders.inference_liar import MODEL, SIDE, Liar, serving
from tests.engine.configured import SETTLED, enrolled, picture, started, with_faces
from tests.engine.synthetic_models import BLUE, RED

COLOURS = {"anna": RED, "ben": BLUE}
COLUMNS = {"anna": 10, "ben": 50}


def computing(model: LiveCad, shift: float = 0.0) -> Callable[[bytes], tuple[float, ...]]:
    """Return what makes a server compute a model, or another one that answers a little off."""

    def compute(numbers: bytes) -> tuple[float, ...]:
        normalised = np.frombuffer(numbers, "<f4").reshape(1, 3, SIDE, SIDE)
        return tuple(float(number) + shift for number in model.answer_to(normalised)[0])

    return compute


@dataclass(kw_only=True)
class ServedEngine:
    """The engine, the server, and what came of it."""

    engine: Engine
    """The real one, on tiny face models and the demonstration model."""
    carrier: Carrier
    """What is tested."""
    people: list[EnrolledPerson]
    """Anna and Ben, who agreed."""
    may_be_sent: set[str]
    """Whose face may be sent, as Home Assistant knows it."""
    answers: list[Sighting]
    """The answers that came."""
    losses: list[bool]
    """What was told of losses that lasted, latest last."""
    liar: Liar = field(default_factory=Liar)
    """The server, where it is none of the real ones."""
    asked: list[Request[Any]] = field(default_factory=list)
    """What the engine was asked."""
    is_up: bool = True
    """Whether the engine answers."""
    frames: int = 0
    """How many were shown."""

    async def ask_engine[R](self, request: Request[R], deadline_seconds: float) -> R:
        """Return the engine's reply, as a runner does."""
        del deadline_seconds
        self.asked.append(request)
        if not self.is_up:
            raise EngineUnavailableError("Expected a running engine, got none.")
        reply = self.engine.handle(request)
        if isinstance(reply, Failure):
            raise error_of(reply)
        return reply

    async def async_show(self, *person_ids: str) -> tuple[FrameResult, tuple[RiskQuestion, ...]]:
        """Show people in two frames that agree, long after the last ones; return the second, and what it asks."""
        image = picture(*((COLUMNS[person_id], 20, COLOURS[person_id]) for person_id in person_ids))
        since = SETTLED + self.frames * 6.0
        self.frames += 1
        self.engine.handle(Process("hall", since, image))
        result = self.engine.handle(Process("hall", since + 0.2, image))
        assert isinstance(result, FrameResult), result
        return result, result.questions

    def agree(self, *person_ids: str) -> None:
        """Have only these people agree from now on."""
        self.may_be_sent.clear()
        self.may_be_sent.update(person_ids)
        self.engine.handle(
            SetGallery(
                tuple(
                    replace(person, may_be_asked_elsewhere=person.person_id in person_ids)
                    for person in self.people
                )
            )
        )

    async def async_speaks(self) -> None:
        """Wait until the server speaks."""
        await async_until(
            lambda: self.carrier.rung.state == "proven" and self.carrier._asked_form is not None
        )

    async def async_answered(self, count: int) -> list[Sighting]:
        """Wait for so many answers."""
        await async_until(lambda: len(self.answers) >= count)
        return self.answers


@asynccontextmanager
async def served_engine(
    hass: HomeAssistant,
    folder: Path,
    liar: Liar,
    **options: Any,  # noqa: ANN401  # any field
) -> AsyncIterator[ServedEngine]:
    """Yield an engine whose carrier has begun with a server of this process."""
    async with serving(liar) as url, carrying(hass, folder, url, **options) as served:
        served.liar = liar
        yield served


@asynccontextmanager
async def carrying(
    hass: HomeAssistant,
    folder: Path,
    url: str,
    **options: Any,  # noqa: ANN401  # any field
) -> AsyncIterator[ServedEngine]:
    """Yield an engine whose carrier has begun with the server at an address."""
    engine = started(with_faces(folder))
    entry = MockConfigEntry(domain="digitalshadow")
    entry.add_to_hass(hass)
    people = [enrolled(engine, person_id, picture((30, 20, colour))) for person_id, colour in COLOURS.items()]
    answers: list[Sighting] = []
    may_be_sent: set[str] = set()
    served: ServedEngine

    async def ask_engine[R](request: Request[R], deadline_seconds: float) -> R:
        return await served.ask_engine(request, deadline_seconds)

    losses: list[bool] = []
    carrier = Carrier(
        ServerOptions("Cellar", url, MODEL, **options),
        begin=partial(entry.async_create_background_task, hass),
        ask_engine=ask_engine,
        is_engine_ready=lambda: served.is_up,
        may_be_sent=lambda: may_be_sent,
        on_answer=answers.append,
        on_loss=losses.append,
        now=hass.loop.time,
    )
    served = ServedEngine(
        engine=engine,
        carrier=carrier,
        people=people,
        may_be_sent=may_be_sent,
        answers=answers,
        losses=losses,
    )
    served.agree("anna", "ben")
    carrier.async_start()
    try:
        yield served
    finally:
        await carrier.async_stop()
