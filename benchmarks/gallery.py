"""How long it takes to find whom a face is closest to among a thousand people."""

from statistics import median
import time

import numpy as np
from numpy.typing import NDArray

from custom_components.digitalshadow.engine.face.gallery import Gallery
from custom_components.digitalshadow.engine.records.gallery import EnrolledPerson

from .effort import Effort

WIDTH = 128
"""SFace's embedding width."""
TEMPLATES_PER_PERSON = 5


def measure(effort: Effort) -> dict[str, float]:
    """Time single matches against a full gallery."""
    random = np.random.default_rng(0)
    gallery = Gallery([_person(random, number) for number in range(effort.people)], "recogniser")
    times_ms = []
    for _ in range(effort.match_repetitions):
        embedding = _unit(random.normal(size=WIDTH))
        started = time.perf_counter()
        gallery.match(embedding)
        times_ms.append((time.perf_counter() - started) * 1000)
    return {
        "gallery_people": effort.people,
        "gallery_templates_per_person": TEMPLATES_PER_PERSON,
        "gallery_match_ms_median": median(times_ms),
        "gallery_match_ms_max": max(times_ms),
    }


def _person(random: np.random.Generator, number: int) -> EnrolledPerson:
    """Return somebody whose templates lie close together, as those of one face do."""
    face = random.normal(size=WIDTH)
    vectors = [_unit(face + random.normal(scale=0.5, size=WIDTH)) for _ in range(TEMPLATES_PER_PERSON)]
    return EnrolledPerson(
        person_id=f"person {number}",
        may_be_read=True,
        model_sha256="recogniser",
        templates=tuple(vector.tobytes() for vector in vectors),
    )


def _unit(vector: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the vector at length one, float32."""
    return (vector / np.linalg.norm(vector)).astype(np.float32)
