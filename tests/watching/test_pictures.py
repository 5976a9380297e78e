"""Pictures are read from allowed folders only, and never anything but a picture file of sensible size."""

import os
from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.digitalshadow.engine.picture.image_format import FRAME_LIMITS
from custom_components.digitalshadow.engine.records.errors import FrameError
from custom_components.digitalshadow.engine.records.refusals import FrameRefusal
from custom_components.digitalshadow.watching.pictures import async_file_picture


@pytest.fixture
def allowed(hass: HomeAssistant, tmp_path: Path) -> Path:
    """Return the one folder that Home Assistant may read, beside a secret that it may not."""
    folder = tmp_path / "media"
    folder.mkdir()
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (tmp_path / "media-secret").mkdir()
    (tmp_path / "media-secret" / "a.jpg").write_bytes(b"secret")
    hass.config.allowlist_external_dirs = {str(folder)}
    return folder


async def test_a_file_in_an_allowed_folder_is_read(hass: HomeAssistant, allowed: Path) -> None:
    (allowed / "anna.jpg").write_bytes(b"picture")
    assert await async_file_picture(hass, str(allowed / "anna.jpg")) == b"picture"


async def test_a_link_that_stays_inside_is_followed(hass: HomeAssistant, allowed: Path) -> None:
    (allowed / "anna.jpg").write_bytes(b"picture")
    (allowed / "link.jpg").symlink_to(allowed / "anna.jpg")
    assert await async_file_picture(hass, str(allowed / "link.jpg")) == b"picture"


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("../secret.jpg", id="upwards"),
        pytest.param("../media-secret/a.jpg", id="a sibling with the same beginning"),
        pytest.param("out.jpg", id="a link to the outside"),
        pytest.param("folder/secret.jpg", id="a linked folder"),
        pytest.param("/etc/passwd", id="somewhere else"),
        pytest.param("/nowhere/at/all.jpg", id="nowhere"),
        pytest.param("a\x00/b.jpg", id="a null byte in a folder"),
    ],
)
async def test_nothing_outside_is_read_or_told_about(hass: HomeAssistant, allowed: Path, path: str) -> None:
    (allowed / "out.jpg").symlink_to(allowed.parent / "secret.jpg")
    (allowed / "folder").symlink_to(allowed.parent)
    with pytest.raises(ServiceValidationError) as refused:
        await async_file_picture(hass, str(allowed / path))
    assert refused.value.translation_key == "path_not_allowed"


async def test_a_relative_path_is_refused_wherever_home_assistant_was_started(
    hass: HomeAssistant, allowed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (allowed / "anna.jpg").write_bytes(b"picture")
    monkeypatch.chdir(allowed)
    with pytest.raises(ServiceValidationError) as refused:
        await async_file_picture(hass, "anna.jpg")
    assert refused.value.translation_key == "path_not_allowed"


@pytest.mark.parametrize("kind", ["missing", "null byte", "folder", "pipe", "link to itself"])
async def test_what_is_no_regular_file_is_refused_without_waiting(
    hass: HomeAssistant, allowed: Path, kind: str
) -> None:
    place = allowed / ("a\x00.jpg" if kind == "null byte" else "thing")
    if kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "link to itself":
        place.symlink_to(place)
    with pytest.raises(ServiceValidationError) as refused:
        await async_file_picture(hass, str(place))
    assert refused.value.translation_key == "path_unreadable"


async def test_a_film_is_refused_before_it_fills_the_memory(hass: HomeAssistant, allowed: Path) -> None:
    with (allowed / "film.jpg").open("wb") as file:
        file.truncate(FRAME_LIMITS.max_bytes + 1)
    with pytest.raises(FrameError) as refused:
        await async_file_picture(hass, str(allowed / "film.jpg"))
    assert refused.value.reason is FrameRefusal.TOO_MANY_BYTES


async def test_a_file_that_becomes_a_link_after_it_was_looked_at_is_not_followed(
    hass: HomeAssistant, allowed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = allowed / "anna.jpg"
    path.write_bytes(b"picture")
    is_allowed = hass.config.is_allowed_path

    def swapped(name: str) -> bool:
        """Answer as ever; meanwhile somebody puts a link in the file's place."""
        answer = is_allowed(name)
        path.unlink()
        path.symlink_to(allowed.parent / "secret.jpg")
        return answer

    monkeypatch.setattr(hass.config, "is_allowed_path", swapped)
    with pytest.raises(ServiceValidationError):
        await async_file_picture(hass, str(path))
