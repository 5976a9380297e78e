"""From a picture or a video file to rows, through the home's own engine: what is measured is what a home sees."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from custom_components.digitalshadow.engine.engine import Engine
from custom_components.digitalshadow.engine.reading.visits import VisitBook, reading_of
from custom_components.digitalshadow.engine.records.clips import BeginClip, ClipFrame, ContinueClip
from custom_components.digitalshadow.engine.records.configuration import Configure, Ready
from custom_components.digitalshadow.engine.records.errors import EngineError
from custom_components.digitalshadow.engine.records.frame_result import FrameResult
from custom_components.digitalshadow.engine.records.gallery import EnrolledPerson, SetGallery
from custom_components.digitalshadow.engine.records.messages import Failure, Request
from custom_components.digitalshadow.engine.records.pictures import Assess, AssessedFace, Process
from custom_components.digitalshadow.engine.records.readings import Visit
from custom_components.digitalshadow.engine.wire.frames import error_of

from .rows import Row
from .sources import Source

NO_FACE, TOO_FEW_FRAMES, UNREADABLE = "no_face", "too_few_frames", "unreadable"


@dataclass(frozen=True, slots=True)
class ScoringSettings:
    """What decides the rows; travels to every process."""

    configure: Configure
    """The models."""
    people: tuple[EnrolledPerson, ...] = ()
    """Who is recognised; without anybody each file shows its subject alone, and the largest face is theirs."""
    frames_per_second: float = 5.0
    """Of a video file, at most; what a home takes of a live stream."""
    visit_gap_seconds: float = 30.0
    """Unseen for longer, and another visit begins."""


class Scorer:
    """An engine and what it is asked."""

    def __init__(self, settings: ScoringSettings) -> None:
        """Load and prove the models; raises `EngineError` for what is refused."""
        self._settings = settings
        # A stopwatch that stands still: how often the model looks must not depend on the computer.
        self._engine = Engine(lambda: 0.0)
        self.ready: Ready = self.ask(settings.configure)

    def ask[R](self, request: Request[R]) -> R:
        """Return the engine's reply; raise the `EngineError` that it carries instead."""
        reply = self._engine.handle(request)
        if isinstance(reply, Failure):
            raise error_of(reply)
        return reply

    def rows(self, source: Source) -> list[Row]:
        """Return a row for each visit that a file shows, one that says why where it shows none."""
        subject = "" if self._settings.people else source.subject
        # Nobody first, so that nothing is known of the file before.
        self.ask(SetGallery(()))
        alone = (EnrolledPerson(subject, may_be_read=True, model_sha256="", templates=()),)
        self.ask(SetGallery(self._settings.people or alone))
        nothing = Row(source.name, subject)
        try:
            rows = list(
                self._video_rows(source, nothing) if source.is_video else self._picture_rows(source, nothing)
            )
        except (EngineError, OSError) as error:
            rows = [replace(nothing, why_not=str(getattr(error, "reason", UNREADABLE)))]
        model = self.ready.risk_model
        return [
            replace(row, model=model.title, model_kind=model.kind.value, model_sha256=model.sha256)
            for row in rows
        ]

    def _picture_rows(self, source: Source, nothing: Row) -> Iterator[Row]:
        """Yield a row for each person in a picture."""
        reply = self.ask(Assess(source.path.read_bytes(), nothing.person or None))
        named = [face for face in reply.faces if face.person_id is not None]
        for face in named:
            yield _row_of_face(nothing, face, self.ready.runtime)
        if not named:
            yield replace(nothing, why_not=_most_frequent(face.why_not for face in reply.faces))

    def _video_rows(self, source: Source, nothing: Row) -> Iterator[Row]:
        """Yield a row for each visit in a video file."""
        book, visits = VisitBook(gap_seconds=self._settings.visit_gap_seconds), list[Visit]()
        seen = Counter[str]()
        for frame in self._frames(source):
            result = self._process(source, frame, nothing.person or None)
            seen.update(map(str, result.why_not))
            for sighting in result.sightings:
                book.add(sighting)
            if result.frozen_since is not None:
                book.drop(source.name, result.frozen_since)
            visits += book.close(frame.seconds)
        visits += book.close_all()
        for visit in visits:
            yield self._row_of_visit(nothing, visit)
        if not visits:
            yield replace(nothing, why_not=_most_frequent(seen.elements()))

    def _frames(self, source: Source) -> Iterator[ClipFrame]:
        """Yield the frames of a video file."""
        part = self.ask(BeginClip(str(source.path.resolve()), self._settings.frames_per_second))
        while part.frame is not None:
            yield part.frame
            part = self.ask(ContinueClip())

    def _process(self, source: Source, frame: ClipFrame, subject: str | None) -> FrameResult:
        """Show a frame to the engine as a camera would."""
        return self.ask(Process(source.name, frame.seconds, frame.image, frame.turn_degrees, subject))

    def _row_of_visit(self, nothing: Row, visit: Visit) -> Row:
        """Return what a visit yields, as it would be stored in a home."""
        row = replace(
            nothing,
            person=visit.person_id,
            started_seconds=visit.started_at,
            ended_seconds=visit.last_seen_at,
            sightings=visit.sightings,
        )
        reading = reading_of(visit, self.ready.risk_model)
        if reading is None:
            why_not = visit.why_not.value if visit.why_not and not visit.best else TOO_FEW_FRAMES
            return replace(row, frames=len(visit.best), why_not=why_not)
        return replace(
            row,
            frames=reading.frames,
            probability=reading.probability,
            spread=reading.spread,
            quality=reading.quality,
            crop=reading.crop.value,
            runtimes=", ".join(reading.runtimes),
        )


def _row_of_face(nothing: Row, face: AssessedFace, runtime: str) -> Row:
    """Return what a picture says about one person."""
    row = replace(nothing, person=face.person_id or "", sightings=1, quality=face.quality.value)
    if face.probability is None:
        return replace(row, why_not=face.why_not.value if face.why_not else "")
    crop = face.crop.value if face.crop else ""
    return replace(row, frames=1, probability=face.probability, crop=crop, runtimes=runtime)


def _most_frequent(reasons: Iterable[str | None]) -> str:
    """Return what most often stood against it; that there was no face where nothing did."""
    counted = Counter(reason for reason in reasons if reason)
    return counted.most_common(1)[0][0] if counted else NO_FACE
