"""Which face of one frame carries which name: each person at most once, nobody where it is not sure."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..picture.chip import aligned_chip
from ..records.faces import Face, Quality, WhyNot
from ..records.sightings import Identity
from .glimpse import Glimpse, glimpse_of
from .quality import assess, is_recognisable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import uint8
    from numpy.typing import NDArray

    from ..picture.picture import Picture
    from ..records.configuration import Settings
    from .gallery import Gallery
    from .recogniser import Recogniser


@dataclass(frozen=True, slots=True, eq=False)
class NamedFace:
    """A face and whom this one frame takes it for."""

    face: Face
    """The face."""
    chip: NDArray[uint8]
    """It aligned, shape (112, 112, 3); kept as long as its picture."""
    quality: Quality
    """How good it is."""
    is_recognisable: bool
    """Whether comparing it could say anything."""
    person_id: str | None = None
    """The name; None for nobody."""
    identity: Identity | None = None
    """How the name was found; None for nobody."""
    similarity: float | None = None
    """Cosine to the person's mean template, where faces are compared."""
    why_not: WhyNot | None = None
    """Why there is no name; None when there is one."""
    glimpse: Glimpse | None = None
    """What shows whether the face lives; None without a name, and for a small face."""


def name_by_recognition(
    picture: Picture,
    faces: Sequence[Face],
    recogniser: Recogniser | None,
    gallery: Gallery,
    settings: Settings,
) -> tuple[NamedFace, ...]:
    """Compare every recognisable face with the gallery; the closest face of a person gets the name, in order of faces.

    Embeddings live no longer than this call, so that nothing of a stranger stays.
    """
    named = [_compare(picture, face, recogniser, gallery, settings) for face in faces]
    closest: dict[str, NamedFace] = {}
    for face in named:
        if face.person_id is not None:
            rival = closest.get(face.person_id)
            if rival is None or (face.similarity or 0) > (rival.similarity or 0):
                closest[face.person_id] = face
    winners = {id(face) for face in closest.values()}
    return tuple(
        face
        if face.person_id is None or id(face) in winners
        else replace(face, person_id=None, identity=None, similarity=None, why_not=WhyNot.AMBIGUOUS)
        for face in named
    )


def name_the_largest(
    picture: Picture, faces: Sequence[Face], person_id: str, gallery: Gallery, settings: Settings
) -> tuple[NamedFace, ...]:
    """Give the largest recognisable face the one name that this camera knows; somebody not enrolled gets none."""
    nobody = WhyNot.NOT_RECOGNISED if person_id in gallery else WhyNot.NO_CONSENT
    named = [_without_name(picture, face, nobody, settings) for face in faces]
    sizes = [face.face.box.width * face.face.box.height if face.is_recognisable else 0.0 for face in named]
    if person_id in gallery and any(sizes):
        index = sizes.index(max(sizes))
        largest = named[index]
        named[index] = replace(
            largest,
            person_id=person_id,
            identity=Identity.SINGLE_PERSON,
            why_not=None,
            glimpse=glimpse_of(largest.chip, largest.face),
        )
    return tuple(named)


def _compare(
    picture: Picture, face: Face, recogniser: Recogniser | None, gallery: Gallery, settings: Settings
) -> NamedFace:
    """Name one face by itself."""
    unnamed = _without_name(picture, face, WhyNot.NOT_RECOGNISED, settings)
    if not unnamed.is_recognisable or recogniser is None or face.landmarks is None or not len(gallery):
        return unnamed
    match = gallery.match(recogniser.embed(unnamed.chip))
    if match is None or match.similarity < settings.match_similarity:
        return unnamed
    if match.margin < settings.match_margin:
        return replace(unnamed, why_not=WhyNot.AMBIGUOUS)
    return replace(
        unnamed,
        person_id=match.person_id,
        identity=Identity.RECOGNISED,
        similarity=match.similarity,
        why_not=None,
        glimpse=glimpse_of(unnamed.chip, face),
    )


def _without_name(picture: Picture, face: Face, why_not: WhyNot, settings: Settings) -> NamedFace:
    """Align and judge a face; too poor a face says so, any other gets the given reason."""
    chip = aligned_chip(picture, face)
    quality = assess(chip, face, picture.size, settings)
    recognisable = is_recognisable(quality, settings)
    return NamedFace(
        face, chip, quality, recognisable, why_not=why_not if recognisable else quality.reasons[0]
    )
