"""What Home Assistant and the engine say to each other where a server computes the facial model.

The engine asks (`FrameResult.questions`), Home Assistant carries the picture to the server and back, and the engine
judges the answer. So the engine needs no network, and no frame waits for a server.
"""

from dataclasses import dataclass
from enum import StrEnum

from .messages import Request
from .sightings import Sighting


class PictureForm(StrEnum):
    """What the numbers of a picture for the facial model are; channels red, green, blue, one after another."""

    FLOAT32 = "float32"
    """Little-endian, scaled and normalised as the model wants them."""
    UINT8 = "uint8"
    """Pixels 0-255: a quarter of the bytes, for a file whose graph does the rest."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What the facial model takes and answers."""

    side: int
    """Pixels along each side of the square picture."""
    output: str
    """The output's name."""
    classes: int
    """How many float32 numbers the output holds."""


@dataclass(frozen=True, slots=True)
class TellContract(Request[Contract]):
    """Tell what the facial model takes and answers."""


@dataclass(frozen=True, slots=True)
class ProofPictures:
    """The drawn faces that a server is compared on."""

    pictures: tuple[bytes, ...]
    """One each, in the form that was asked for."""


@dataclass(frozen=True, slots=True)
class ShowProofPictures(Request[ProofPictures]):
    """Return the pictures that a server must answer as the file here does."""

    form: PictureForm
    """What their numbers are."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How far a server's answers lie from those of the file here."""

    largest_difference: float
    """Of any number of the output, before they become probabilities."""
    tolerance: float
    """How large it may be."""

    @property
    def agrees(self) -> bool:
        """Whether the server may speak for the file."""
        return self.largest_difference <= self.tolerance


@dataclass(frozen=True, slots=True)
class JudgeProof(Request[Judgement]):
    """Compare a server's answers with those of the file here; a `ModelError` where they are no such answers."""

    outputs: tuple[bytes, ...]
    """One for each of the pictures, in their order."""


@dataclass(frozen=True, slots=True)
class AskingElsewhere:
    """Where questions go from now on."""

    form: PictureForm | None
    """The form in which they are asked; None where the engine answers them itself."""


@dataclass(frozen=True, slots=True)
class AskElsewhere(Request[AskingElsewhere]):
    """Ask about people who agreed in `FrameResult.questions`, or answer by oneself again.

    It ends with the configuration.
    """

    form: PictureForm | None
    """In which form; None to answer by oneself."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a question."""

    sighting: Sighting | None
    """The sighting, now with its probability; None where the question does not count any more."""


@dataclass(frozen=True, slots=True)
class GiveAnswer(Request[Answered]):
    """Judge what a server answered; a `ModelError` where that is no probability, and the question stays open."""

    question_id: str
    """Which question."""
    output: bytes
    """Float32, little-endian."""
    runtime: str
    """Which server it was, as the sighting is to say."""


@dataclass(frozen=True, slots=True)
class AskLocally(Request[Answered]):
    """Answer a question with the file here: the server did not."""

    question_id: str
    """Which question."""
