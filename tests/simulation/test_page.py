"""The program writes the page's figures and its charts, and nothing else."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from simulation import __main__ as program
from simulation.svg import Axis, Line, line_chart

DOCS = Path(__file__).resolve().parents[2] / "docs"
MOST_CHART_BYTES = 20_000


def test_the_figures_stand_between_their_marks_and_the_rest_of_the_page_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "DOCS", tmp_path)
    monkeypatch.setattr(program, "PAGE", tmp_path / "trend.md")
    (tmp_path / "images").mkdir()
    page = f"# Above\n\n{program.BEGIN}\nof last time\n{program.END}\n\nBelow\n"
    (tmp_path / "trend.md").write_text(page)

    assert program.main(["--people", "2"]) == 0

    written = (tmp_path / "trend.md").read_text()
    assert written.startswith(f"# Above\n\n{program.BEGIN}\n")
    assert written.endswith(f"{program.END}\n\nBelow\n")
    assert "of last time" not in written
    assert "person-years for each rise told | ≥ 5 |" in written
    charts = sorted(path.name for path in (tmp_path / "images").iterdir())
    assert charts == sorted(path.name for path in (DOCS / "images").glob("trend-*.svg"))


def test_the_page_shows_every_chart_and_the_charts_are_small() -> None:
    page = (DOCS / "trend.md").read_text()
    for chart in (DOCS / "images").glob("trend-*.svg"):
        assert f"images/{chart.name}" in page
        assert chart.stat().st_size <= MOST_CHART_BYTES


def test_a_chart_is_a_picture_with_its_lines_where_they_belong() -> None:
    chart = line_chart(
        "Up & <down>",
        Axis(name="across", ticks=(0, 10)),
        Axis(name="up", ticks=(0, 1)),
        [Line("one", [(0, 0), (10, 1)]), Line("two", [(0, 1), (10, 1)], is_dashed=True)],
    )

    root = ET.fromstring(chart)  # noqa: S314  # our own text
    paths = [
        element.get("d")
        for element in root.iter("{http://www.w3.org/2000/svg}path")
        if element.get("stroke-width")
    ]
    assert paths == ["M56.0 308.0L624.0 64.0", "M56.0 64.0L624.0 64.0"]
    assert "Up & <down>" in [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
