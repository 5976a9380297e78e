"""What is known of one enrolled person at one moment."""

from dataclasses import dataclass
from typing import Final

from ..engine.records.pulse import WhyNoPulse
from ..engine.records.readings import Reading
from ..health.clinical import ClinicalSnapshot
from ..health.notices.state import NoticeState
from ..health.pulse.medians import PulseMedians
from ..health.trend.replay import TrendState
from ..health.trend.trend import Trend
from ..record import StoredPulse

VALUE_DAYS: Final = 28
"""After so many days without a visit a face signal says nothing of today."""
PULSE_SECONDS: Final = 120.0
"""After so long a pulse rate is none of now, and is not shown as one."""


@dataclass(frozen=True, slots=True)
class PersonSnapshot:
    """One enrolled person."""

    person_id: str
    """Key in gallery and record."""
    monitoring: bool = True
    """Whether the person's monitoring switch is on."""
    reading: Reading | None = None
    """Latest reading of the model that speaks now."""
    is_out_of_date: bool = False
    """Whether that reading is more than `VALUE_DAYS` old, so that it and the trend are not shown as today's."""
    trend: Trend | None = None
    """Change against the person's own reference, by the model that speaks now; None until it is computed."""
    clinical: ClinicalSnapshot | None = None
    """What a validated equation says, apart from any reading; None until it is computed."""
    report_made_at: float | None = None
    """When the latest report was made."""
    notices: NoticeState | None = None
    """What was told, snoozed and muted; None for somebody whom the record does not know."""
    last_seen_at: float | None = None
    """Latest sighting since start."""
    needs_consent: bool = False
    """The person agreed to another text than today's, and is not read."""
    is_asked: bool = False
    """The person's account has yet to say whether what is stored may be used; until then nothing of it is."""
    may_be_sent: bool = False
    """The person agreed that the inference server of today gets their face."""
    may_have_pulse: bool = False
    """The person agreed that the pulse is measured from video."""
    pulse: StoredPulse | None = None
    """The pulse rate that was measured a moment ago; None as soon as it is none of now."""
    no_pulse: tuple[WhyNoPulse, ...] = ()
    """Why the latest piece of video gave no rate; empty after one that did, and before the first."""
    pulse_medians: PulseMedians | None = None
    """What the rates come to over days and weeks; None for somebody who does not agree, and until it is computed."""
    needs_enrolment: bool = False
    """The stored templates came from another recogniser, or cannot be read."""
    face_jpeg: bytes | None = None
    """Crop of the latest sighting; kept only in memory and only while the image entity is enabled."""

    @property
    def last_known_at(self) -> float | None:
        """When the person was seen last, before or since the start; None while they are not looked for."""
        if not self.monitoring or self.needs_consent or self.needs_enrolment:
            return None
        read_at = self.reading.ended_at if self.reading else None
        return max((at for at in (read_at, self.last_seen_at) if at is not None), default=None)

    @property
    def attention(self) -> bool | None:
        """Whether a rise of the trend has lasted long enough to look at.

        None while there is no reference or no reading of late, and while one camera alone says so: a new lamp before
        it looks the same.
        """
        if self.trend is None or self.is_out_of_date or self.trend.state is TrendState.CALIBRATING:
            return None
        if self.trend.is_sustained_rise and self.trend.cameras == 1:
            return None
        return self.trend.is_sustained_rise
