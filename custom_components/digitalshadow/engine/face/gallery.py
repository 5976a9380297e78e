"""The enrolled people, and whom a face is closest to."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import float32
    from numpy.typing import NDArray

    from ..records.gallery import EnrolledPerson

# A template this far from the mean of its person's others is a slip of the enrolment and is left out of the mean.
_OUTLIER_SIMILARITY: Final = 0.3
_FEWEST_FOR_OUTLIERS: Final = 3
_UNIT_TOLERANCE: Final = 0.01


@dataclass(frozen=True, slots=True)
class Match:
    """Whom an embedding is closest to; whether that is close enough is for the caller to decide."""

    person_id: str
    """The closest person."""
    similarity: float
    """Cosine to that person's mean template."""
    margin: float
    """How much closer than the runner-up; 2 where there is no other person."""


class Gallery:
    """Mean templates of everybody whose templates the present recogniser made."""

    def __init__(self, people: Sequence[EnrolledPerson], model_sha256: str | None) -> None:
        """Take the people; `model_sha256` is the present recogniser, None when identity is off."""
        self._people, self._model_sha256 = tuple(people), model_sha256
        self._choices: dict[tuple[str, ...], Gallery] = {}
        self._readable = frozenset(person.person_id for person in people if person.may_be_read)
        self._elsewhere = self._readable & {
            person.person_id for person in people if person.may_be_asked_elsewhere
        }
        self._pulse = self._readable & {person.person_id for person in people if person.may_have_pulse}
        self._known = frozenset(person.person_id for person in people)
        means = {
            person.person_id: mean
            for person in people
            if model_sha256 is not None and person.model_sha256 == model_sha256
            if (mean := mean_template(read_templates(person.templates))) is not None
        }
        widths = [mean.size for mean in means.values()]
        usual = max(set(widths), key=widths.count, default=0)
        self._person_ids = tuple(person_id for person_id, mean in means.items() if mean.size == usual)
        rows = [means[person_id] for person_id in self._person_ids]
        self._means = np.stack(rows) if rows else np.zeros((0, 0), np.float32)
        unusable = self._known - set(self._person_ids) if model_sha256 is not None else frozenset()
        self.needs_enrolment: tuple[str, ...] = tuple(sorted(unusable))
        """People whose templates another recogniser made, or that are unusable."""

    def among(self, person_ids: tuple[str, ...]) -> Gallery:
        """Return the gallery of these people only, made once for each choice; empty stands for everybody."""
        if not person_ids:
            return self
        if person_ids not in self._choices:
            chosen = tuple(person for person in self._people if person.person_id in person_ids)
            self._choices[person_ids] = Gallery(chosen, self._model_sha256)
        return self._choices[person_ids]

    def __len__(self) -> int:
        """Return how many people can be recognised."""
        return len(self._person_ids)

    def __contains__(self, person_id: object) -> bool:
        """Tell whether the person is enrolled, recognisable or not."""
        return person_id in self._known

    def may_be_read(self, person_id: str) -> bool:
        """Tell whether LiveCAD may look at this person's face; False for everybody unknown."""
        return person_id in self._readable

    def may_be_asked_elsewhere(self, person_id: str) -> bool:
        """Tell whether a server may compute LiveCAD for this person, who agreed to both."""
        return person_id in self._elsewhere

    def may_have_pulse(self, person_id: str) -> bool:
        """Tell whether this person's pulse may be measured, who agreed to being read and to that."""
        return person_id in self._pulse

    def match(self, embedding: NDArray[float32]) -> Match | None:
        """Return the closest person, None where nobody can be recognised.

        The embedding is a unit vector of the templates' width.
        """
        if not self._person_ids:
            return None
        similarities = _similarities(self._means, embedding)
        closest = int(np.argmax(similarities))
        similarity = float(similarities[closest])
        similarities[closest] = -np.inf
        return Match(self._person_ids[closest], similarity, min(2.0, similarity - float(similarities.max())))

    def look_alike(self, embedding: NDArray[float32], person_id: str) -> Match | None:
        """Return the closest person other than `person_id`, None where there is no other."""
        others = [index for index, other in enumerate(self._person_ids) if other != person_id]
        if not others:
            return None
        similarities = _similarities(self._means[others], embedding)
        closest = int(np.argmax(similarities))
        return Match(self._person_ids[others[closest]], float(similarities[closest]), 0.0)


def _similarities(means: NDArray[float32], embedding: NDArray[float32]) -> NDArray[float32]:
    """Return the cosine of each mean to the embedding; both are unit vectors."""
    # Not the matrix product: BLAS would wake threads that then spin longer than this takes.
    similarities: NDArray[float32] = np.einsum("ij,j->i", means, embedding)
    return similarities


def read_templates(templates: Sequence[bytes]) -> list[NDArray[float32]]:
    """Return the stored unit vectors without damaged ones (not of unit length, not of the first one's width)."""
    vectors = [np.frombuffer(raw[: len(raw) // 4 * 4], "<f4").astype(np.float32) for raw in templates]
    sound = [
        vector for vector in vectors if vector.size and abs(np.linalg.norm(vector) - 1) < _UNIT_TOLERANCE
    ]
    return [vector for vector in sound if vector.size == sound[0].size]


def mean_template(vectors: Sequence[NDArray[float32]]) -> NDArray[float32] | None:
    """Return the unit mean of a person's templates, without those unlike the rest; None for none.

    The mean rather than the closest template: measured, more templates per person then do not let more strangers in.
    """
    if not vectors:
        return None
    stack = np.stack(vectors)
    if len(vectors) >= _FEWEST_FOR_OUTLIERS:
        others = stack.sum(axis=0) - stack
        likeness = np.sum(stack * others, axis=1) / np.maximum(
            np.linalg.norm(others, axis=1), np.float32(1e-6)
        )
        if (likeness >= _OUTLIER_SIMILARITY).any():
            stack = stack[likeness >= _OUTLIER_SIMILARITY]
    mean: NDArray[float32] = stack.mean(axis=0, dtype=np.float32)
    return mean / np.float32(np.linalg.norm(mean))
