"""Names and defaults of the integration."""

from typing import Final

DOMAIN: Final = "digitalshadow"

SUBENTRY_PERSON: Final = "person"
SUBENTRY_CAMERA: Final = "camera"
SUBENTRY_MIRROR: Final = "mirror"

# Config entry data
CONF_RISK_MODEL: Final = "risk_model"
"""`demonstration`, or the sha256 of a LiveCAD file in the model folder."""

CONF_PAUSED: Final = "paused"
"""Whether the pause switch is on; False where it is missing."""

# Person subentry data
CONF_USER_ID: Final = "user_id"
"""The account of the person, or of the mirror.

Rights follow from it alone: whatever else an account is shown by can be renamed or reused.
"""
CONF_SHARING: Final = "sharing"
SHARING_SHARED: Final = "shared"
SHARING_PRIVATE: Final = "private"
CONF_GRANTED_USER_IDS: Final = "granted_user_ids"
"""The accounts that may read everything of the person."""
CONF_CONSENT_VERSION: Final = "consent_version"
CONF_CONSENTED_AT: Final = "consented_at"
CONF_ASKED_AT: Final = "asked_at"
"""Since when the person's account is asked, in seconds since the epoch; missing where nobody is asked.

Somebody who is asked and never agreed to anything is *invited*: unknown to everything but the question itself.
"""
CONF_ASKED_BY: Final = "asked_by"
"""How the account is called that added the person."""

CONSENT_VERSION: Final = "2026-11-29"
"""Version of the consent text in the translations; change it whenever that text changes its meaning."""

CONF_SERVER_RECEIVER: Final = "server_receiver"
"""The inference server that the person agreed to, as `ServerOptions.receiver` names it; none where it is missing."""

CONF_PULSE_AGREED: Final = "pulse_agreed"
"""Whether the person agreed that the pulse is measured from video; False where it is missing."""

CONF_LINKED_ENTITIES: Final = "linked_entities"
"""Sensors by measure, as `entity_reference` means them. What they measured is in the record, never in the entry."""

CONF_REPORT_WEEKDAY: Final = "report_weekday"
"""The day of the weekly report, `monday` to `sunday`; none where it is missing."""
CONF_REPORT_LANGUAGE: Final = "report_language"
"""The language of the person's reports; where it is missing, Home Assistant's."""

CONF_NOT_SEEN_DAYS: Final = "not_seen_days"
"""After how many days without being seen that is told; missing where it never is."""

CONF_MONITORING: Final = "monitoring"
"""Whether the person's monitoring switch is on; True where it is missing."""

CONF_MIRROR_TOPICS: Final = "mirror_topics"
"""What each mirror may show of the person, by the mirror's subentry id; a greeting where a mirror is missing."""

# Camera subentry data
CONF_CAMERA_ENTITY_ID: Final = "camera_entity_id"
CONF_WAKE_ENTITY_ID: Final = "wake_entity_id"
"""In the form an entity id; in the subentry what `entity_reference` makes of it, as with the camera's own."""
CONF_INTERVAL_SECONDS: Final = "interval_seconds"
CONF_SINGLE_PERSON_ID: Final = "single_person_id"
CONF_COMPARED_PERSON_IDS: Final = "compared_person_ids"
CONF_TURN_DEGREES: Final = "turn_degrees"
"""How far a camera's pictures must be turned clockwise; kept as text, because it is chosen from a list."""

CONF_VIDEO: Final = "video"
"""Whether the camera's live stream may be opened; where it is missing, as with `automatic`."""
VIDEO_AUTOMATIC: Final = "automatic"
VIDEO_STILLS: Final = "stills"

CONF_PULSE: Final = "measures_pulse"
"""Whether the pulse of people who agreed is measured with this camera; False where it is missing."""

# Mirror subentry data, beside the mirror's own account in `user_id`
CONF_CAMERA_IDS: Final = "camera_ids"
"""The subentry ids of the cameras that see who stands in front of it."""
CONF_TOPICS: Final = "topics"
"""What it may show at most of anybody."""
CONF_DARK_AFTER_SECONDS: Final = "dark_after_seconds"
"""How long it still shows somebody's page after they left."""

# Options
CONF_MATCH_SIMILARITY: Final = "match_similarity"
CONF_MATCH_MARGIN: Final = "match_margin"
CONF_EXACT_CROP: Final = "exact_crop"
CONF_READ_GREY: Final = "read_grey"
CONF_LIVING_ONLY: Final = "living_only"
CONF_VISIT_GAP_SECONDS: Final = "visit_gap_seconds"
CONF_ENGINE_PROCESSES: Final = "engine_processes"
CONF_CHOOSER: Final = "chooser"
"""The AI Task entity that chooses from our sentences, as `entity_reference` means it.

Without it reports are whole and questions unanswered.
"""
CONF_CHOOSER_RECEIVER: Final = "chooser_receiver"
"""The integration to which somebody agreed that sentences leave the home."""

CONF_SERVER: Final = "server"
"""The inference server that computes the facial model, as `ServerOptions` keeps it; none where it is missing."""

DEFAULT_INTERVAL_SECONDS: Final = 1.0
DEFAULT_MATCH_SIMILARITY: Final = 0.45
DEFAULT_MATCH_MARGIN: Final = 0.08
DEFAULT_VISIT_GAP_SECONDS: Final = 30.0

MODEL_DEMONSTRATION: Final = "demonstration"

# Where things are kept, relative to Home Assistant's configuration folder
MODEL_FOLDER: Final = "digitalshadow/models"
RECORD_FOLDER: Final = "digitalshadow"
KEY_FILE: Final = ".cache/digitalshadow/key"
"""Home Assistant's own backup skips `.cache`, so a backup holds no usable templates."""

# The native runtimes: not every system has wheels of each, so they are not in the manifest, but brought where they
# can be had.
ONNXRUNTIME_REQUIREMENT: Final = "onnxruntime==1.32.0"
OPENCV_REQUIREMENT: Final = "opencv-python-headless==4.14.0.94"
NCNN_REQUIREMENT: Final = "ncnn==1.0.20261020"
DLIB_REQUIREMENT: Final = "dlib-bin==20.0.1.post1"
