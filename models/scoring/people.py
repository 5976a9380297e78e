"""Whom to recognise: people with reference photos, enrolled as a home does it."""

from collections.abc import Iterator
import hashlib
from pathlib import Path

from custom_components.digitalshadow.engine.records.errors import EngineError
from custom_components.digitalshadow.engine.records.gallery import Enrol, EnrolledPerson, SetGallery
from models.training.manifest import SUFFIXES

from .scorer import Scorer


def enrol(folder: Path, scorer: Scorer) -> tuple[EnrolledPerson, ...]:
    """Return the people of FOLDER/PERSON/*.jpg; ends the program for one without a photo that does."""
    people: tuple[EnrolledPerson, ...] = ()
    for person in _people(folder):
        people += (_enrolled(person, scorer),)
        # Whoever comes next is compared with those before: two who look alike could not be told apart.
        scorer.ask(SetGallery(people))
    if not people:
        raise SystemExit(f"score: Expected PERSON/PHOTO.jpg below {folder}, got none.")
    return people


def fingerprint(folder: Path | None) -> str:
    """Return what tells these photos from any others; empty for none."""
    if folder is None:
        return ""
    digest = hashlib.sha256()
    for photo in (photo for person in _people(folder) for photo in _photos(person)):
        digest.update(f"{photo.parent.name}\0".encode() + hashlib.sha256(photo.read_bytes()).digest())
    return digest.hexdigest()


def _enrolled(person: Path, scorer: Scorer) -> EnrolledPerson:
    """Return a person with the templates of all photos that do."""
    templates: tuple[bytes, ...] = ()
    for photo in _photos(person):
        try:
            made = scorer.ask(Enrol(person.name, photo.read_bytes(), templates))
        except EngineError as error:
            print(f"{photo} is left out: {error}")
            continue
        templates += (made.template,)
    if not templates:
        raise SystemExit(
            f"score: Expected a photo that shows the face of {person.name}, got none in {person}."
        )
    model_sha256 = scorer.ready.recogniser_sha256 or ""
    return EnrolledPerson(person.name, may_be_read=True, model_sha256=model_sha256, templates=templates)


def _people(folder: Path) -> Iterator[Path]:
    """Yield a folder of each person."""
    if not folder.is_dir():
        raise SystemExit(f"score: Expected a folder of people, got none at {folder}. Check the path.")
    yield from sorted(path for path in folder.iterdir() if path.is_dir())


def _photos(person: Path) -> Iterator[Path]:
    """Yield a person's photos."""
    yield from sorted(path for path in person.iterdir() if path.suffix.lower() in SUFFIXES)
