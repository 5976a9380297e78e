"""What docs/models.md says about chances is arithmetic, and is computed again here."""

import math
from pathlib import Path
from statistics import NormalDist

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "models.md"
NORMAL = NormalDist()


def rows() -> dict[tuple[str, float], tuple[float, float]]:
    """Return the page's table: by first words and prevalence in per cent, both predictive values as printed."""
    section = PAGE.read_text().partition("## What an AUC means at home")[2]
    found, what = {}, ""
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[1].replace(".", "").isdigit():
            what = cells[0][:8] or what
            found[what, float(cells[1])] = (float(cells[2]), float(cells[3]))
    return found


def equal_point(auc: float) -> float:
    """Return sensitivity = specificity of two normal distributions of equal width with this AUC."""
    return NORMAL.cdf(math.sqrt(2) * NORMAL.inv_cdf(auc) / 2)


@pytest.mark.parametrize(
    ("what", "sensitivity", "specificity"),
    [
        pytest.param("Lin 2020", 0.80, 0.54, id="published"),
        pytest.param("AUC 0.87", equal_point(0.87), equal_point(0.87), id="internal"),
        pytest.param("AUC 0.73", equal_point(0.73), equal_point(0.73), id="fallen"),
    ],
)
@pytest.mark.parametrize("percent", [1.9, 5.2, 10.0, 50.0])
def test_the_page_says_how_often_a_flag_is_right(
    what: str, sensitivity: float, specificity: float, percent: float
) -> None:
    ill = percent / 100
    raised_rightly, raised_wrongly = sensitivity * ill, (1 - specificity) * (1 - ill)
    missed, absent_rightly = (1 - sensitivity) * ill, specificity * (1 - ill)
    right, wrong = rows()[what, percent]
    assert right == pytest.approx(100 * raised_rightly / (raised_rightly + raised_wrongly), abs=0.05)
    assert wrong == pytest.approx(100 * missed / (missed + absent_rightly), abs=0.05)
