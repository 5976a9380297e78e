"""Video files in Home Assistant: from allowed folders only, decoded in a process of their own that is ended."""

from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
import sys
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.digitalshadow.engine.records.clips import ClipFrame
from custom_components.digitalshadow.engine.records.errors import (
    ClipError,
    EngineBusyError,
    EngineLostError,
    EngineTimeoutError,
)
from custom_components.digitalshadow.engine.records.refusals import ClipRefusal
from custom_components.digitalshadow.watching.clips import Clips, is_clip
from tests.builders.clips import grey_levels, make_clip


@pytest.fixture
def film(hass: HomeAssistant, tmp_path: Path) -> Path:
    """A film in the one folder that Home Assistant may read."""
    media = tmp_path / "media"
    media.mkdir()
    hass.config.allowlist_external_dirs = {str(media)}
    return make_clip(media / "anna.mp4", grey_levels(15))


async def frames(clips: Clips, path: Path) -> list[ClipFrame]:
    """Return all frames."""
    async with aclosing(clips.async_frames(str(path))) as clip:
        return [frame async for frame in clip]


async def test_the_frames_of_a_film_come_one_a_second(hass: HomeAssistant, film: Path) -> None:
    clips = Clips(hass)
    assert [frame.seconds for frame in await frames(clips, film)] == pytest.approx([0, 1, 2], abs=0.001)
    assert len(await frames(clips, film)) == 3, "the next one is read too"


async def test_nothing_is_read_outside_the_allowed_folders(hass: HomeAssistant, film: Path) -> None:
    outside = film.rename(film.parent.parent / "anna.mp4")
    (film.parent / "link.mp4").symlink_to(outside)
    for path in (outside, film.parent / "link.mp4"):
        with pytest.raises(ServiceValidationError) as refused:
            await frames(Clips(hass), path)
        assert refused.value.translation_key == "path_not_allowed"


async def test_one_film_is_read_at_a_time(hass: HomeAssistant, film: Path) -> None:
    clips = Clips(hass)
    async with aclosing(clips.async_frames(str(film))) as clip:
        assert (await anext(clip)).seconds == 0
        with pytest.raises(EngineBusyError):
            await frames(clips, film)
    assert len(await frames(clips, film)) == 3, "who stops early leaves nothing behind"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        pytest.param(EngineLostError(""), ClipRefusal.NO_VIDEO, id="it ends its reader"),
        pytest.param(EngineTimeoutError(""), ClipRefusal.TOO_SLOW, id="its reader hangs"),
    ],
)
async def test_a_film_that_its_reader_cannot_bear_is_refused(
    hass: HomeAssistant, film: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: ClipRefusal
) -> None:
    class Reader:
        """Ends or hangs."""

        async def async_ask(self, *_request: object) -> Any:  # noqa: ANN401  # never comes to it
            """Fail."""
            raise error

    @asynccontextmanager
    async def start(*_args: object) -> AsyncIterator[Reader]:
        """Return a reader."""
        yield Reader()

    monkeypatch.setattr("custom_components.digitalshadow.watching.clips.async_spare_engine", start)
    with pytest.raises(ClipError) as refused:
        await frames(Clips(hass), film)
    assert refused.value.reason is reason


async def test_no_film_is_decoded_in_home_assistants_own_process(
    hass: HomeAssistant, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(ClipError) as refused:
        await frames(Clips(hass), film)
    assert refused.value.reason is ClipRefusal.NOT_SUPPORTED


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/media/a.MP4", True), ("/media/a.mkv", True), ("/media/a.jpg", False), ("", False)],
)
def test_a_film_is_known_by_its_name(path: str, expected: bool) -> None:
    assert is_clip(path) is expected
