"""The committed icons are what the script draws."""

from pathlib import Path

from PIL import Image
import pytest

from scripts.draw_icon import BRAND, SIZES, draw


@pytest.mark.parametrize(("name", "side"), SIZES.items())
def test_the_committed_icon_is_what_the_script_draws(name: str, side: int) -> None:
    committed = Image.open(Path(BRAND, name))
    assert committed.size == (side, side)
    assert committed.tobytes() == draw(side).tobytes()
