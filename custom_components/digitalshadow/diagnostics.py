"""Diagnostics from an allow-list: counters and settings, nothing that names or measures anybody."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from homeassistant.core import HomeAssistant

from .engine.records.configuration import Ready
from .engine_host.runtimes import installed_runtimes
from .entry import engine_processes_of, is_monitored, is_shared, people_of, settings_of
from .model_server.carrier import Carrier
from .outlook.linked_sensors import LinkedEntities
from .reports.chooser import Chooser
from .runtime import DigitalShadowConfigEntry
from .snapshot import HomeSnapshot
from .watching.snapshot import CameraSnapshot
from .watching.video_as_json import video_as_dict


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry
) -> dict[str, Any]:
    """Return what helps to find a fault."""
    data, coordinator = entry.runtime_data, entry.runtime_data.coordinator
    snapshot, settings = coordinator.data, settings_of(entry)
    return {
        "engine": _engine(snapshot.ready) if snapshot.ready else None,
        "inference_server": _server(coordinator.carrier) if coordinator.carrier else None,
        "frame_ms": coordinator.watching.speed.frame_ms,
        "reading_ms": coordinator.watching.speed.reading_ms,
        "runtimes": [asdict(runtime) for runtime in await hass.async_add_executor_job(installed_runtimes)],
        "settings": {
            "match_similarity": settings.match_similarity,
            "match_margin": settings.match_margin,
            "exact_crop": settings.exact_crop,
            "read_grey": settings.read_grey,
            "visit_gap_seconds": settings.visit_gap_seconds,
            "engine_processes": engine_processes_of(entry),
        },
        "people": _people(entry, snapshot),
        "cameras": [_camera(camera) for camera in snapshot.cameras.values()],
        "record": {
            "journal_mode": data.record.opened.journal_mode,
            "damaged_rows": data.record.damaged_rows,
            "waiting_readings": data.record.waiting_readings,
        },
        "linked_sensors": _linked_sensors(data.linked_entities),
        "chooser": _chooser(data.reports.chooser),
        "notices_told": _counts(coordinator.notices.told),
        "paused": snapshot.paused,
        "analysing": snapshot.analysing,
    }


def _engine(ready: Ready) -> dict[str, Any]:
    """Return what runs in the engine, and which facial model without its name: a household may have given that."""
    return {
        "detector": ready.detector,
        "recogniser": ready.recogniser,
        "recogniser_sha256": ready.recogniser_sha256,
        "runtime": ready.runtime,
        "detector_runtime": ready.detector_runtime,
        "detector_input_px": ready.detector_input_px,
        "recogniser_runtime": ready.recogniser_runtime,
        "refused_runtimes": list(ready.refused_runtimes),
        "image_backend": ready.image_backend,
        "crop": ready.crop.value,
        "confinement": list(ready.confinement),
        "risk_model_kind": str(ready.risk_model.kind),
        "risk_model_verified": ready.risk_model.is_verified,
        "risk_model_version": ready.risk_model.version,
        "risk_model_sha256": ready.risk_model.sha256,
    }


def _server(carrier: Carrier) -> dict[str, Any]:
    """Return how the inference server does and what software it is, not its name, its address and what opens it."""
    proof = carrier.proof
    return {
        "state": str(carrier.rung.state),
        "trouble": str(carrier.trouble) if carrier.trouble else None,
        "failed_proofs": carrier.rung.failures,
        "answered": carrier.answered,
        "answered_here": carrier.answered_here,
        "proof": {
            "largest_difference": proof.judgement.largest_difference,
            "tolerance": proof.judgement.tolerance,
            "median_ms": proof.median_ms,
            "deadline_seconds": proof.deadline_seconds,
            "form": str(proof.served.form),
            "encoding": str(proof.served.encoding),
            "version": proof.served.version,
            "software": proof.served.software,
        }
        if proof
        else None,
    }


def _people(entry: DigitalShadowConfigEntry, snapshot: HomeSnapshot) -> dict[str, int]:
    """Return how many people there are of each kind."""
    people = people_of(entry).values()
    return {
        "enrolled": len(people),
        "shared": sum(map(is_shared, people)),
        "monitored": sum(map(is_monitored, people)),
        "needing_enrolment": sum(person.needs_enrolment for person in snapshot.people.values()),
    }


def _camera(camera: CameraSnapshot) -> dict[str, Any]:
    """Return a camera's counters without its name."""
    counters = camera.counters
    return {
        "status": str(camera.status),
        "frame_ms": camera.frame_ms,
        "video": video_as_dict(camera.video),
        "fetched": counters.fetched,
        "analysed": counters.analysed,
        "refused": _counts(counters.refused),
        "dropped": _counts(counters.dropped),
        "why_not": _counts(counters.why_not),
    }


def _linked_sensors(linked: LinkedEntities) -> dict[str, Any]:
    """Return how many sensors are followed, and why values of them did not count."""
    ignored = {f"{measure} {reason}": count for (measure, reason), count in linked.ignored.items()}
    return {"followed": linked.followed, "ignored": ignored}


def _chooser(chooser: Chooser) -> dict[str, Any]:
    """Return how the language model's choices fared."""
    return {
        "chosen": chooser.is_chosen,
        "accepted": chooser.accepted,
        "refused": _counts(chooser.refused),
    }


def _counts(counted: Mapping[Any, int]) -> dict[str, int]:
    """Return counters with their keys as text."""
    return {str(key): count for key, count in counted.items()}
