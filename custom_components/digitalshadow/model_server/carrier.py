"""Carries questions about faces to the server and its answers to the engine, which answers those that failed itself."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine
from contextlib import suppress
import logging
from typing import Any, Final

from homeassistant.core import callback

from ..engine.records.elsewhere import Answered, AskElsewhere, AskLocally, GiveAnswer, PictureForm
from ..engine.records.errors import EngineError, ModelError
from ..engine.records.frame_result import RiskQuestion
from ..engine.records.sightings import Sighting
from ..server_options import ServerOptions
from .connection import MOST_IN_FLIGHT, Connection
from .inference_server import InferenceServer
from .proving import AskEngine, Proof, async_prove
from .rung import Rung, RungState
from .trouble import ServerError, Trouble

_LOGGER = logging.getLogger(__name__)

ANSWER_DEADLINE_SECONDS: Final = 20.0
"""For the engine, to judge an answer or to give one."""


class Carrier:
    """Everything between the engine and one named server. The engine asks, this carries, the engine judges."""

    def __init__(
        self,
        options: ServerOptions,
        *,
        begin: Callable[[Coroutine[Any, Any, None], str], asyncio.Task[None]],
        ask_engine: AskEngine,
        is_engine_ready: Callable[[], bool],
        may_be_sent: Callable[[], Collection[str]],
        on_answer: Callable[[Sighting], None],
        on_loss: Callable[[bool], None],
        now: Callable[[], float],
    ) -> None:
        """Prepare; nothing is sent yet.

        Args:
            options: The server.
            begin: Begins a task of this name, which ends with the entry.
            ask_engine: Asks the engine.
            is_engine_ready: Whether there is one.
            may_be_sent: Whose face may go to this server now.
            on_answer: Hears the answers.
            on_loss: Hears that the server has been lost for long, or speaks.
            now: Seconds of a steady clock.
        """
        self.options = options
        self.rung = Rung()
        """Whether the server speaks."""
        self.proof: Proof | None = None
        """The latest proof."""
        self.trouble: Trouble | None = None
        """What went wrong the last time; None while the server speaks."""
        self.answered = 0
        """Answers of the server that counted."""
        self.answered_here = 0
        """Questions that the file here answered in its place."""
        self._begin = begin
        self._on_loss = on_loss
        self._now = now
        self._ask_engine = ask_engine
        self._is_engine_ready = is_engine_ready
        self._asked_form: PictureForm | None = None
        self._may_be_sent = may_be_sent
        self._on_answer = on_answer
        self._connection: Connection | None = None
        self._server: InferenceServer | None = None
        self._wake = asyncio.Event()
        self._keeping: asyncio.Task[None] | None = None
        self._carrying: dict[asyncio.Task[None], str] = {}
        self._at_server: dict[asyncio.Task[None], str] = {}

    @property
    def title(self) -> str:
        """The server as the household calls it, and its software once that is known; no address."""
        software = self.proof.served.software if self.proof else ""
        return f"{self.options.name} ({software})" if software else self.options.name

    @callback
    def async_start(self) -> None:
        """Begin to prove the server, as often as that is due."""
        self._keeping = self._begin(self._async_keep(), "digitalshadow inference server")

    async def async_stop(self) -> None:
        """End everything that is under way; what was asked gets no answer any more."""
        tasks = [*self._carrying, *([self._keeping] if self._keeping else [])]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=0.5)
        if self._connection is not None:
            await self._connection.async_close()
        self._on_loss(False)  # noqa: FBT003  # what it is said by its name

    @callback
    def begin_anew(self) -> None:
        """Prove the server now: the engine is another one, which asks nobody."""
        self._asked_form = None
        self.rung = self.rung.anew(self._now())
        self._wake.set()

    @callback
    def take(self, questions: Collection[RiskQuestion]) -> None:
        """Carry what the engine asked; what several engines ask beyond the server's share is answered here."""
        for question in questions:
            person_id, under_way = question.person_id, self._at_server.values()
            if person_id in under_way or len(under_way) >= MOST_IN_FLIGHT:
                self._follow(self._async_carry(question, self._async_answer_here), person_id)
            else:
                task = self._follow(self._async_carry(question, self._async_ask_either), person_id)
                self._at_server[task] = person_id
                task.add_done_callback(self._at_server.pop)

    def _follow(self, carrying: Coroutine[Any, Any, None], person_id: str) -> asyncio.Task[None]:
        """Begin to carry a question about somebody; it can be ended until it is answered."""
        task = self._begin(carrying, "digitalshadow question to the inference server")
        self._carrying[task] = person_id
        task.add_done_callback(self._carrying.pop)
        return task

    @callback
    def drop(self, person_id: str) -> None:
        """End what is under way about somebody who agrees no more."""
        for task, about in self._carrying.items():
            if about == person_id:
                task.cancel()

    # The proof

    async def _async_keep(self) -> None:
        """Prove the server whenever that is due, until cancelled. Nobody else tells the engine whom to ask."""
        while True:
            self._wake.clear()
            if self._is_engine_ready():
                if self.rung.due_at <= self._now():
                    await self._async_prove()
                await self._async_tell_engine()
            self._tell()
            pause = max(0.0, self.rung.due_at - self._now()) if self._is_engine_ready() else None
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._wake.wait()

    async def _async_prove(self) -> None:
        """Have the server prove itself."""
        try:
            self.proof = await async_prove(await self._async_server(), self._ask_engine, self._now)
        except ServerError as err:
            if self.rung.state is not RungState.LOST:
                _LOGGER.warning("The inference server does not speak: %s. The file here does", err.trouble)
            self.rung, self.trouble = self.rung.after_failed_proof(self._now()), err.trouble
        except EngineError as err:
            _LOGGER.debug("The engine proves no server now: %s", err)
            self.rung = self.rung.put_off(self._now())
        else:
            _LOGGER.info("The inference server proved itself, and speaks")
            self.rung, self.trouble = self.rung.after_proof(self._now()), None

    async def _async_server(self) -> InferenceServer:
        """Return the server, with a connection that is opened once."""
        if self._server is None:
            self._connection = await Connection.async_open(self.options)
            self._server = InferenceServer(self.options, self._connection)
        return self._server

    async def _async_tell_engine(self) -> None:
        """Have the engine ask the server that speaks, or answer by itself."""
        form = self.proof.served.form if self.proof and self.rung.state is RungState.PROVEN else None
        if form is self._asked_form:
            return
        try:
            await self._ask_engine(AskElsewhere(form), ANSWER_DEADLINE_SECONDS)
        except EngineError as err:
            # An engine that was lost begins again without asking anybody.
            _LOGGER.debug("The engine could not be told whom to ask: %s", err)
        self._asked_form = form

    @callback
    def _tell(self) -> None:
        """Say that the server is lost for long, until it is not."""
        is_lost = self.rung.is_lost_for_long(self._now())
        if is_lost or self.rung.state is RungState.PROVEN:
            self._on_loss(is_lost)

    # The questions

    async def _async_carry(
        self, question: RiskQuestion, async_ask: Callable[[RiskQuestion], Awaitable[Answered]]
    ) -> None:
        """Have one question answered once, about somebody who agrees before and after."""
        if question.person_id not in self._may_be_sent():
            return
        answered = await async_ask(question)
        if answered.sighting is not None and question.person_id in self._may_be_sent():
            self._on_answer(answered.sighting)

    async def _async_ask_either(self, question: RiskQuestion) -> Answered:
        """Return what the server says, or the file here where it fails; nothing where the engine is gone."""
        try:
            return await self._async_ask_server(question)
        except (ServerError, ModelError) as err:
            self._lose(err.trouble if isinstance(err, ServerError) else Trouble.UNREADABLE)
            return await self._async_answer_here(question)
        except EngineError as err:
            _LOGGER.debug("The engine took no answer: %s", err)
            return Answered(None)

    async def _async_ask_server(self, question: RiskQuestion) -> Answered:
        """Return what became of a question that the server answered.

        Raises:
            ServerError: It did not.
            ModelError: What it answered is no probability.
            EngineError: The engine that asked is gone.
        """
        server, proof = self._server, self.proof
        if server is None or proof is None or self.rung.state is not RungState.PROVEN:
            raise ServerError(self.trouble or Trouble.UNREACHABLE)
        answer = await server.async_ask(proof.served, question.picture, proof.deadline_seconds)
        if answer.version != proof.served.version:
            raise ServerError(Trouble.OTHER_VERSION)
        request = GiveAnswer(question.question_id, answer.output, f"server {self.title}")
        answered = await self._ask_engine(request, ANSWER_DEADLINE_SECONDS)
        self.answered += 1
        return answered

    @callback
    def _lose(self, trouble: Trouble) -> None:
        """Let the file here speak from now on, and the server prove itself anew."""
        if self.rung.state is not RungState.PROVEN:
            return
        _LOGGER.warning("The inference server is lost: %s. The file here speaks", trouble)
        self.rung, self.trouble = self.rung.after_loss(self._now()), trouble
        self._wake.set()

    async def _async_answer_here(self, question: RiskQuestion) -> Answered:
        """Return what the file here says; nothing where the engine is gone too."""
        try:
            answered = await self._ask_engine(AskLocally(question.question_id), ANSWER_DEADLINE_SECONDS)
        except EngineError as err:
            _LOGGER.debug("The engine did not answer either: %s", err)
            return Answered(None)
        self.answered_here += 1
        return answered
