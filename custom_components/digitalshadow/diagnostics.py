"""Diagnostics from an allow-list: counters and settings, nothing that names or measures anybody."""

from dataclasses import asdict
from typing import Any

from homeassistant.core import HomeAssistant

from .engine_host.runtimes import installed_runtimes
from .entry import is_monitored, is_shared, people_of, settings_of, visit_gap_seconds_of
from .model_server.carrier import Carrier
from .runtime import DigitalShadowConfigEntry
from .watching.snapshot import CameraSnapshot


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry
) -> dict[str, Any]:
    """Return what helps to find a fault."""
    coordinator, record = entry.runtime_data.coordinator, entry.runtime_data.record
    snapshot, people = coordinator.data, people_of(entry).values()
    ready = snapshot.ready
    return {
        "engine": {
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
        if ready
        else None,
        "inference_server": _server(coordinator.carrier),
        "frame_ms": coordinator.watching.speed.frame_ms,
        "reading_ms": coordinator.watching.speed.reading_ms,
        "runtimes": [asdict(runtime) for runtime in await hass.async_add_executor_job(installed_runtimes)],
        "settings": {
            "match_similarity": settings_of(entry).match_similarity,
            "match_margin": settings_of(entry).match_margin,
            "exact_crop": settings_of(entry).exact_crop,
            "visit_gap_seconds": visit_gap_seconds_of(entry),
        },
        "people": {
            "enrolled": len(people),
            "shared": sum(map(is_shared, people)),
            "monitored": sum(map(is_monitored, people)),
            "needing_enrolment": sum(person.needs_enrolment for person in snapshot.people.values()),
        },
        "cameras": [_camera(camera) for camera in snapshot.cameras.values()],
        "record": {
            "journal_mode": record.opened.journal_mode,
            "damaged_rows": record.damaged_rows,
            "waiting_readings": record.waiting_readings,
        },
        "linked_sensors": {
            "followed": entry.runtime_data.linked_entities.followed,
            "ignored": {
                f"{measure} {reason}": count
                for (measure, reason), count in entry.runtime_data.linked_entities.ignored.items()
            },
        },
        "chooser": {
            "chosen": entry.runtime_data.reports.chooser.is_chosen,
            "accepted": entry.runtime_data.reports.chooser.accepted,
            "refused": {str(why): count for why, count in entry.runtime_data.reports.chooser.refused.items()},
        },
        "notices_told": {str(kind): count for kind, count in coordinator.notices.told.items()},
        "paused": snapshot.paused,
        "analysing": snapshot.analysing,
    }


def _server(carrier: Carrier | None) -> dict[str, Any] | None:
    """Return how the inference server does, without its name, its address and what opens it; None for none."""
    if carrier is None:
        return None
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
        }
        if proof
        else None,
    }


def _camera(camera: CameraSnapshot) -> dict[str, Any]:
    """Return a camera's counters without its name."""
    counters = camera.counters
    return {
        "status": str(camera.status),
        "frame_ms": camera.frame_ms,
        "fetched": counters.fetched,
        "analysed": counters.analysed,
        "refused": {str(reason): count for reason, count in counters.refused.items()},
        "dropped": {str(reason): count for reason, count in counters.dropped.items()},
        "why_not": {str(reason): count for reason, count in counters.why_not.items()},
    }
