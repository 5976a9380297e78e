"""Several engines side by side, which look from outside like one: each camera is watched by one of them.

They have the same models and the same gallery. How often LiveCAD looks at a person is decided across all cameras, so
what one engine asked it, the others learn with their next picture.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, cast, override

from ..engine.records.configuration import Configure, Ready
from ..engine.records.elsewhere import AskElsewhere, AskLocally, GiveAnswer
from ..engine.records.frame_result import FrameResult
from ..engine.records.gallery import GalleryLoaded, SetGallery
from ..engine.records.messages import Request
from ..engine.records.pictures import LookedAt, Process
from ..engine.records.pulse import FollowPulse
from .runner import EngineRunner, RunnerState

type MakeRunner = Callable[[Callable[[RunnerState], None]], EngineRunner]
"""Makes one engine, given who hears of its state."""

_REMEMBERED: Final = 64
"""Of what is told from engine to engine, and of the questions whose engine is known: more than are ever open."""


class EngineGroup(EngineRunner):
    """Deals cameras to engines, the next one to whichever has the fewest. The first answers whatever is no camera's."""

    def __init__(self, make: MakeRunner, count: int, on_state: Callable[[RunnerState], None]) -> None:
        """Make so many engines; none runs yet."""
        self._on_state = on_state
        self._engines = tuple(make(self._handle_state) for _ in range(count))
        self._cameras: dict[str, int] = {}
        self._questions: deque[tuple[str, int]] = deque(maxlen=_REMEMBERED)
        self._untold = tuple(deque[LookedAt](maxlen=_REMEMBERED) for _ in range(count))
        self._is_changing = False

    @property  # type: ignore[explicit-override]  # mypy sees no override where there is a setter
    @override
    def on_model_death(self) -> Callable[[], None] | None:
        """Called when one of the engines ended or hung while the facial model looked at a face."""
        return self._engines[0].on_model_death

    @on_model_death.setter
    def on_model_death(self, callback: Callable[[], None] | None) -> None:
        for engine in self._engines:
            engine.on_model_death = callback

    @property  # type: ignore[explicit-override]  # as above
    @override
    def failed_launches(self) -> int:
        """How often in a row the engine that fares worst ended or hung while it proved its models."""
        return max(engine.failed_launches for engine in self._engines)

    @failed_launches.setter
    def failed_launches(self, count: int) -> None:
        for engine in self._engines:
            engine.failed_launches = count

    @property
    @override
    def engines(self) -> int:
        """How many there are."""
        return len(self._engines)

    @override
    def engine_of_camera(self, camera_id: str) -> int:
        """Return which engine watches a camera."""
        if camera_id not in self._cameras:
            dealt = Counter(self._cameras.values())
            self._cameras[camera_id] = min(range(self.engines), key=lambda number: dealt[number])
        return self._cameras[camera_id]

    @override
    def engine_of(self, request: Request[Any]) -> int:
        """Return which engine answers a request."""
        match request:
            case Process(camera_id=camera_id) | FollowPulse(camera_id=camera_id):
                return self.engine_of_camera(camera_id)
            case GiveAnswer(question_id=question_id) | AskLocally(question_id=question_id):
                return dict(self._questions).get(question_id, 0)
        return 0

    @property
    @override
    def ready(self) -> Ready | None:
        """What the first engine reported when it became ready; None while it is down."""
        return self._engines[0].ready

    @override
    async def async_start(self, configure: Configure) -> Ready:
        """Start the first engine, and then the others, which need not prove the runtimes again."""
        self._on_state(RunnerState.STARTING)
        self._is_changing = True
        try:
            ready = await self._engines[0].async_start(configure)
            proven = replace(configure, known_proofs=ready.proofs or configure.known_proofs)
            async with asyncio.TaskGroup() as group:
                for engine in self._engines[1:]:
                    group.create_task(engine.async_start(proven))
        except ExceptionGroup as errors:
            await self.async_stop()
            raise errors.exceptions[0] from None
        except BaseException:
            await self.async_stop()
            raise
        finally:
            self._is_changing = False
        self._on_state(RunnerState.RUNNING)
        return ready

    @override
    async def async_set_gallery(self, gallery: SetGallery) -> GalleryLoaded:
        """Replace every engine's gallery; one that is down remembers it."""
        loaded = await asyncio.gather(
            *(engine.async_set_gallery(gallery) for engine in self._engines), return_exceptions=True
        )
        for outcome in loaded:
            if isinstance(outcome, BaseException):
                raise outcome
        return cast("GalleryLoaded", loaded[0])

    @override
    async def async_call[R](self, request: Request[R], deadline_seconds: float) -> R:
        """Return the reply of the engine that the request belongs to."""
        number = self.engine_of(request)
        engine = self._engines[number]
        if isinstance(request, AskElsewhere):
            calls = (one.async_call(request, deadline_seconds) for one in self._engines)
            return cast("R", (await asyncio.gather(*calls))[0])
        if not isinstance(request, Process):
            return await engine.async_call(request, deadline_seconds)
        told = tuple(self._untold[number])
        result = await engine.async_call(replace(request, looked_at=told), deadline_seconds)
        for _ in told:
            self._untold[number].popleft()
        self._take(result, number)
        return cast("R", result)

    @override
    async def async_stop(self) -> None:
        """End all engines."""
        self._is_changing = True
        try:
            await asyncio.gather(*(engine.async_stop() for engine in self._engines))
        finally:
            self._is_changing = False
        self._on_state(RunnerState.STOPPED)

    def _take(self, result: FrameResult, number: int) -> None:
        """Remember which engine asked what, and whom LiveCAD looked at for it."""
        self._questions.extend((question.question_id, number) for question in result.questions)
        looked_at = [
            LookedAt(sighting.person_id, sighting.captured_at, sighting.quality.value)
            for sighting in result.sightings
            if sighting.crop is not None
        ]
        for other, untold in enumerate(self._untold):
            if other != number:
                untold.extend(looked_at)

    def _handle_state(self, state: RunnerState) -> None:
        """Pass on what happens to one engine by itself; all run once the last one is back."""
        if self._is_changing or (
            state is RunnerState.RUNNING and not all(one.ready for one in self._engines)
        ):
            return
        self._on_state(state)


def several(make: MakeRunner, count: int) -> MakeRunner:
    """Return what makes so many engines in the place of one."""
    if count == 1:
        return make
    return lambda on_state: EngineGroup(make, count, on_state)
