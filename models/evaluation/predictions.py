"""What a model said about pictures: the records, and the CSV file that `finetune` writes and `evaluate` reads."""

from collections.abc import Iterable, Iterator
import csv
from dataclasses import asdict, dataclass, fields
import math
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Prediction:
    """One picture and the answer to it."""

    subject: str
    """Whom it shows."""
    is_positive: bool
    """Whether the subject has what is predicted."""
    log_odds: float
    """Logarithm of the odds of the positive class."""
    part: str = "test"
    """training, validation or test."""
    site: str = ""
    """Where it was taken; empty where unknown."""
    view: str = ""
    """From where; empty where unknown."""
    sex: str = ""
    """As the data says it; empty where unknown."""
    age: str = ""
    """Years; empty where unknown."""


def write_predictions(file: Path, predictions: Iterable[Prediction]) -> None:
    """Write predictions as CSV."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, [field.name for field in fields(Prediction)])
        writer.writeheader()
        for one in predictions:
            writer.writerow(asdict(one) | {"is_positive": int(one.is_positive)})


def read_predictions(file: Path) -> tuple[Prediction, ...]:
    """Return the predictions of a CSV file; ends the program for one that cannot be read."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.DictReader(opened)
        wanted = {field.name for field in fields(Prediction)}
        if missing := sorted(wanted - set(reader.fieldnames or ())):
            raise SystemExit(f"Expected the columns {', '.join(missing)} in {file}, got none of these.")
        return tuple(_rows(reader, file))


def _rows(reader: Iterable[dict[str, str]], file: Path) -> Iterator[Prediction]:
    """Yield the rows as records."""
    for number, row in enumerate(reader, start=2):
        try:
            log_odds = float(row["log_odds"])
        except ValueError:
            log_odds = math.nan
        if row["is_positive"] not in {"0", "1"} or not math.isfinite(log_odds):
            raise SystemExit(
                f"Expected is_positive 0 or 1 and log_odds a number in line {number} of {file}, got "
                f"{row['is_positive']!r} and {row['log_odds']!r}."
            )
        rest = {field.name: row[field.name] for field in fields(Prediction)[3:]}
        yield Prediction(row["subject"], row["is_positive"] == "1", log_odds, **rest)
