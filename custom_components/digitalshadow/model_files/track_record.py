"""What is remembered of models beyond a restart: which worked, how often one died, who spoke, what was proven.

It holds names and hashes of files, nothing about people.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store

from ..const import DOMAIN
from ..engine.records.configuration import ModelKind, RiskModel
from ..engine_host.dlib_trial import DlibState, DlibTrial

MOST_DEATHS: Final = 3
"""A model that takes the engine with it so often in a row is set aside."""
_VERSION: Final = 1
_KEPT: Final = 20
_KEPT_PROOFS: Final = 50


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model that once spoke."""

    sha256: str
    """Hash of its file."""
    name: str
    """Its name."""
    kind: ModelKind
    """What it is."""


class TrackRecord:
    """One for the home, kept in Home Assistant's own storage."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Remember nothing yet; `async_load` reads what is stored."""
        self._store: Store[dict[str, Any]] = Store(hass, _VERSION, f"{DOMAIN}.models")
        self._spoke: list[KnownModel] = []
        self._deaths: dict[str, int] = {}
        self._proofs: list[str] = []
        self._dlib: DlibTrial | None = None

    async def async_load(self) -> None:
        """Read what is stored."""
        stored = await self._store.async_load() or {}
        self._spoke = [
            KnownModel(known["sha256"], known["name"], ModelKind(known["kind"]))
            for known in stored.get("spoke", [])
        ]
        self._deaths = dict(stored.get("deaths", {}))
        self._proofs = list(stored.get("proofs", []))
        if dlib := stored.get("dlib"):
            self._dlib = DlibTrial(dlib["holds_for"], DlibState(dlib["state"]))

    @property
    def latest(self) -> KnownModel | None:
        """The model that spoke last."""
        return self._spoke[-1] if self._spoke else None

    @property
    def proofs(self) -> tuple[str, ...]:
        """What was proven: that a runtime agrees with NumPy on a file, on a processor."""
        return tuple(self._proofs)

    async def async_note_proofs(self, proofs: Collection[str]) -> None:
        """Remember what was proven, if anything was."""
        if new := [proof for proof in proofs if proof not in self._proofs]:
            self._proofs = [*self._proofs, *new][-_KEPT_PROOFS:]
            await self._async_save()

    @property
    def dlib(self) -> DlibTrial | None:
        """Whether dlib works on this computer, once that was tried."""
        return self._dlib

    async def async_note_dlib(self, trial: DlibTrial) -> None:
        """Remember what became of dlib."""
        if trial != self._dlib:
            self._dlib = trial
            await self._async_save()

    def is_set_aside(self, sha256: str) -> bool:
        """Tell whether a model died so often that it is not tried again."""
        return self._deaths.get(sha256, 0) >= MOST_DEATHS

    def in_place_of(self, sha256: str, kind: ModelKind) -> tuple[KnownModel, ...]:
        """Return which models of a kind worked and may speak instead of one, the last one first."""
        return tuple(
            known
            for known in reversed(self._spoke)
            if known.kind is kind and known.sha256 != sha256 and not self.is_set_aside(known.sha256)
        )

    async def async_note_speaking(self, model: RiskModel) -> None:
        """Remember that a model works, and that it is the one that speaks."""
        others = [known for known in self._spoke if known.sha256 != model.sha256]
        spoke = [*others[1 - _KEPT :], KnownModel(model.sha256, model.name, model.kind)]
        if spoke != self._spoke or model.sha256 in self._deaths:
            self._spoke = spoke
            self._deaths.pop(model.sha256, None)
            await self._async_save()

    async def async_note_death(self, sha256: str, deaths: int = 1) -> int:
        """Count that a model took the engine with it; return how often in a row it did."""
        self._deaths[sha256] = self._deaths.get(sha256, 0) + deaths
        await self._async_save()
        return self._deaths[sha256]

    async def async_forgive(self) -> None:
        """Let every model be tried again: somebody asked for that."""
        if self._deaths:
            self._deaths = {}
            await self._async_save()

    async def _async_save(self) -> None:
        """Store everything."""
        await self._store.async_save(
            {
                "spoke": [asdict(known) for known in self._spoke],
                "deaths": self._deaths,
                "proofs": self._proofs,
                "dlib": asdict(self._dlib) if self._dlib else None,
            }
        )


async def async_forgive(hass: HomeAssistant) -> None:
    """Let models be tried again that were set aside, from outside of a loaded entry."""
    track_record = TrackRecord(hass)
    await track_record.async_load()
    await track_record.async_forgive()
