"""What the demo saw, as a table for people and as JSON for programmes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
import json
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Report:
    """One run of the demo."""

    home_assistant: str
    """Version of Home Assistant."""
    detector: str
    """Which face detector ran."""
    identity: str
    """`recognised`, or `single_person` where no recogniser was found."""
    model: str
    """Which model spoke."""
    model_kind: str
    """Whether that model is a demonstration."""
    runtimes: Mapping[str, str]
    """What computes each model, with its version: `detector`, `recogniser` and `risk_model`; `off` without one."""
    reading_runtimes: tuple[str, ...]
    """What computed the values that are kept."""
    cameras: int
    """How many cameras were watched."""
    person: str
    """The enrolled person's name."""
    person_state: str
    """State of the person's face signal sensor at the end."""
    attention: str
    """State of the person's attention sensor at the end: a rise that lasts for weeks is not seen in a minute."""
    readings: tuple[float, ...]
    """Every value that is kept, in percent, oldest first."""
    asked_about: float
    """The value that the phone asked about and that was taken back, in percent."""
    question: str
    """What the phone asked."""
    answer: str
    """What it showed when "No" was pressed."""
    frames_fetched: int
    """Pictures that the cameras delivered."""
    frames_analysed: int
    """Those that the engine answered."""
    frames_refused: int
    """Those that it refused."""
    frames_dropped: int
    """Those that nobody analysed."""
    sightings: int
    """Faces that got the person's name."""
    frame_ms_median: float
    """Median milliseconds from request to answer."""
    notification_received: bool
    """Whether the phone heard of the report."""
    notification: str
    """What it heard."""
    event_loop_lag_ms_max: float
    """Worst lag of Home Assistant's event loop while the clip played."""
    unload_s: float | None
    """Seconds that unloading took while every camera hung; None while the demo goes on."""
    dashboard: str
    """Where to look."""

    @property
    def complete(self) -> bool:
        """Whether everything happened that the demo promises."""
        is_as_before = bool(self.readings) and float(self.person_state) == self.readings[-1]
        return self.notification_received and is_as_before and self.asked_about > self.readings[-1]

    def write(self, file: Path) -> None:
        """Write the report as a flat JSON object."""
        file.write_text(json.dumps(asdict(self), indent=2) + "\n")

    def table(self) -> str:
        """Return the report as a table."""
        rows = {
            "person": self.person,
            f"Face signal ({self.model_kind})": f"{self.person_state} of 100",
            "values kept": ", ".join(f"{value:.1f}" for value in self.readings),
            "with the sticker": f"{self.asked_about:.1f}, taken back",
            "question": self.question or "none",
            "after pressing No": self.answer or "nothing",
            "model": self.model,
            "computed by": ", ".join(f"{role} {name}" for role, name in self.runtimes.items()).replace(
                "_", " "
            ),
            "faces": f"{self.detector}, {self.identity.replace('_', ' ')}",
            "frames seen": f"{self.frames_fetched}: {self.frames_analysed} analysed, {self.frames_refused} refused, "
            f"{self.frames_dropped} dropped",
            "sightings": str(self.sightings),
            "ms per frame": f"{self.frame_ms_median:.1f}",
            "notification": self.notification or "none",
            "event loop": f"{self.event_loop_lag_ms_max:.1f} ms late at worst",
            "unload": "not tried"
            if self.unload_s is None
            else f"{self.unload_s:.2f} s while every camera hung",
            "dashboard": self.dashboard,
        }
        width = max(map(len, rows))
        return "\n".join(f"  {name:<{width}}  {value}" for name, value in rows.items())
