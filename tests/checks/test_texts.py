"""Actions, icons, translations and the keys by which code asks for them."""

from functools import reduce
import json
from operator import getitem
from typing import Any

import pytest

from checks.project import INTEGRATION
from checks.runner import run
from tests.checks.conftest import MakeProject

ENGLISH = f"{INTEGRATION}/translations/en.json"
GERMAN = f"{INTEGRATION}/translations/de.json"
ICONS = f"{INTEGRATION}/icons.json"
SERVICES = f"{INTEGRATION}/services.yaml"
ACTION_TEXT = {"services": {"undo": {"name": "Undo", "description": "Undoes."}}}
ACTION_ICON = {"services": {"undo": {"service": "mdi:undo"}}}


def messages(make_project: MakeProject, rule: str, **files: object) -> list[str]:
    """Return a rule's messages for files given by short name: mappings as JSON, texts as they are."""
    paths = {
        "en": ENGLISH,
        "de": GERMAN,
        "icons": ICONS,
        "services": SERVICES,
        "code": f"{INTEGRATION}/sensor.py",
        "flow": f"{INTEGRATION}/flow.py",
    }
    content = {
        paths[name]: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in files.items()
    }
    return [finding.message for finding in run(rule, make_project(content))]


def test_an_action_with_texts_and_icon_passes(make_project: MakeProject) -> None:
    assert messages(make_project, "services", services="undo:", en=ACTION_TEXT, icons=ACTION_ICON) == []


def test_an_action_without_texts_or_icon_is_named(make_project: MakeProject) -> None:
    assert messages(make_project, "services", services="undo:") == [
        "services.undo.name: expected a text",
        "services.undo.description: expected a text",
        "services.undo.service: expected an icon for this action",
    ]


def test_a_field_without_texts_is_named_inside_a_section_too(make_project: MakeProject) -> None:
    services = "undo: {fields: {person: {}, more: {fields: {reason: {selector: {text: }}}}}}"
    found = messages(make_project, "services", services=services, en=ACTION_TEXT, icons=ACTION_ICON)
    assert [message.partition(":")[0] for message in found] == [
        "services.undo.fields.person.name",
        "services.undo.fields.person.description",
        "services.undo.fields.reason.name",
        "services.undo.fields.reason.description",
    ]


def test_an_unknown_selector_is_named(make_project: MakeProject) -> None:
    services = "undo: {fields: {person: {selector: {telepathy: }}}}"
    found = messages(make_project, "services", services=services, en=ACTION_TEXT, icons=ACTION_ICON)
    assert found[0] == "undo.fields.person.selector: Unknown selector type telepathy found"


def test_a_text_without_its_action_is_named(make_project: MakeProject) -> None:
    assert messages(make_project, "services", en=ACTION_TEXT) == [
        "services.undo: no such action in services.yaml"
    ]


ENTITY = {"entity": {"sensor": {"risk": {"name": "Risk", "state": {"high": "High"}}}}}


@pytest.mark.parametrize(
    ("icons", "expected"),
    [
        pytest.param({"entity": {"sensor": {"risk": {"default": "mdi:heart", "state": {"high": "mdi:alert"}}}}}, [],
                     id="known entity and state"),
        pytest.param({"entity": {"sensor": {"risk": {"default": "heart"}}}},
                     ["entity.sensor.risk.default: expected mdi:name"], id="no mdi prefix"),
        pytest.param({"entity": {"sensor": {"mood": {"default": "mdi:heart"}}}},
                     ["entity.sensor.mood: no such entity in the translations"], id="unknown entity"),
        pytest.param({"entity": {"sensor": {"risk": {"state": {"low": "mdi:heart"}}}}},
                     ["entity.sensor.risk.state.low: no such state in the translations"], id="unknown state"),
        pytest.param({"sensors": {}}, ["sensors: not a valid option"], id="unknown section"),
    ],
)  # fmt: skip
def test_icons_are_for_what_the_translations_know(
    icons: dict[str, Any], expected: list[str], make_project: MakeProject
) -> None:
    assert messages(make_project, "icons", en=ENTITY, icons=icons) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("{name} came by.", None, id="placeholder"),
        pytest.param("", "expected a text", id="empty"),
        pytest.param("[%key:common::state::on%]", "core", id="reference to the core"),
        pytest.param("<b>bold</b>", "HTML", id="markup"),
        pytest.param("see https://example.org", "an address", id="address"),
        pytest.param("'{name}' came by.", "single quotes", id="quoted placeholder"),
        pytest.param("ends with a space ", "white space", id="white space"),
        pytest.param("{ name } came by.", "a brace", id="space in the placeholder"),
        pytest.param("{name came by.", "a brace", id="unclosed placeholder"),
    ],
)
def test_a_text_is_shown_as_it_stands(text: str, expected: str | None, make_project: MakeProject) -> None:
    found = messages(make_project, "translations", en={"exceptions": {"gone": {"message": text}}})
    assert found == [] if expected is None else expected in found[0]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        pytest.param({"sensors": {}}, "sensors", id="unknown section"),
        pytest.param({"exceptions": {"Gone": {"message": "x"}}}, "exceptions.Gone", id="upper case key"),
        pytest.param(
            {"issues": {"gone": {"description": "x"}}}, "issues.gone.title", id="issue without a title"
        ),
        pytest.param(
            {"config": {"step": {"user": {"fields": {}}}}}, "config.step.user.fields", id="unknown part"
        ),
    ],
)
def test_a_departure_from_the_structure_is_named(
    content: dict[str, Any], place: str, make_project: MakeProject
) -> None:
    (message,) = messages(make_project, "translations", en=content)
    assert message.startswith(f"{place}: ")


def test_every_language_has_the_keys_and_placeholders_of_english(make_project: MakeProject) -> None:
    english = {"exceptions": {"gone": {"message": "{name} is gone."}, "late": {"message": "Late."}}}
    german = {"exceptions": {"gone": {"message": "{wer} fehlt."}, "early": {"message": "Früh."}}}
    assert messages(make_project, "translations", en=english, de=german) == [
        "exceptions.late.message: missing, English has it",
        "exceptions.early.message: English has no such key",
        "exceptions.gone.message: expected the placeholders ['name'], got ['wer']",
    ]


MEASURE = {
    "config_subentries": {
        "person": {"step": {"linked": {"data": {"weight_kg": "Weight"}}}, "error": {"gone": "Gone."}}
    },
    "selector": {"measure": {"options": {"weight_kg": "Weight"}}},
    "entity": {"sensor": {"due": {"state_attributes": {"input": {"state": {"weight_kg": "Weight"}}}}}},
    "exceptions": {"gone": {"message": "Gone."}},
}


@pytest.mark.parametrize(
    ("key", "text", "is_found"),
    [
        pytest.param("selector.measure.options.weight_kg", "Weight", False, id="the same"),
        pytest.param(
            "selector.measure.options.weight_kg", "Body weight", True, id="a measure by another name"
        ),
        pytest.param("exceptions.gone.message", "It is gone.", True, id="an error in other words"),
        pytest.param("exceptions.gone.message", "{who} is gone.", False, id="a placeholder cannot be equal"),
    ],
)
def test_one_thing_has_one_name(key: str, text: str, is_found: bool, make_project: MakeProject) -> None:
    texts = json.loads(json.dumps(MEASURE))
    *path, last = key.split(".")
    reduce(getitem, path, texts)[last] = text

    found = messages(make_project, "equal_texts", en=texts)

    assert [message.partition(":")[0] for message in found] == ([key] if is_found else [])
    assert all("which names the same thing" in message for message in found)


def test_a_copy_of_an_english_text_is_translated_in_one_way(make_project: MakeProject) -> None:
    fields = {"person": {"description": "Device."}}
    english = {"services": {name: {"fields": fields} for name in ("enrol", "forget")}}
    german = json.loads(json.dumps(english).replace("Device.", "Gerät."))
    assert messages(make_project, "equal_texts", en=english, de=german) == []

    german["services"]["forget"]["fields"]["person"]["description"] = "Apparat."
    (message,) = messages(make_project, "equal_texts", en=english, de=german)
    assert message.startswith("services.forget.fields.person.description: ")
    assert "which is the same in English" in message


def test_why_there_is_no_number_is_not_the_name_of_an_input(make_project: MakeProject) -> None:
    attributes = {
        "missing": {"state": {"diabetes": "Diabetes"}},
        "reason": {"state": {"diabetes": "Not made for it"}},
    }
    texts = {"entity": {"sensor": {"risk": {"state_attributes": attributes}}}}
    assert messages(make_project, "equal_texts", en=texts) == []


KEYS = {
    "config": {"step": {"user": {"title": "Hello"}}, "abort": {"busy": "Busy"}, "error": {"no_face": "No face"}},
    "config_subentries": {
        "person": {"step": {"consent": {"title": "Consent"}}, "abort": {"reconfigure_successful": "Done"}}
    },
    "entity": {
        "sensor": {"risk": {"name": "Risk", "state": {"high": "High"}}},
        "event": {"visit": {"name": "Visit", "state_attributes": {"event_type": {"state": {"over": "Over"}}}}},
    },
    "exceptions": {"gone": {"message": "Gone"}},
    "issues": {"broken": {"title": "Broken"}},
    "selector": {"sharing": {"options": {"shared": "Shared"}}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        pytest.param("self.async_show_form(step_id='{}')", "FLOW.step.{}.*", id="user->later"),
        pytest.param("self.async_show_form(step_id='{}')", "FLOW.step.{}.*", id="consent->later"),
        pytest.param("self.async_abort(reason='{}')", "FLOW.abort.{}", id="busy->later"),
        pytest.param("errors['base'] = '{}'", "FLOW.error.{}", id="no_face->later"),
        pytest.param("raise HomeAssistantError(translation_key='{}')", "exceptions.{}.message", id="gone->later"),
        pytest.param("KEY: Final = '{}'\nServiceValidationError(translation_key=KEY)", "exceptions.{}.message",
                     id="gone->by constant"),
        pytest.param("class Why(StrEnum):\n    IT = '{}'\nConfigEntryNotReady(translation_key=Why.IT)",
                     "exceptions.{}.message", id="gone->by enum"),
        pytest.param("ir.async_create_issue(hass, 'd', 'i', translation_key='{}')", "issues.{}.title",
                     id="broken->later"),
        pytest.param("SelectSelectorConfig(options=[], translation_key='{}')", "selector.{}.options.*",
                     id="sharing->later"),
        pytest.param("SensorEntityDescription(key='x', translation_key='{}')", "entity.sensor.{}.*", id="risk->later"),
        pytest.param("SensorEntityDescription(translation_key='risk', options=['{}'])", "entity.sensor.risk.state.{}",
                     id="high->low"),
        pytest.param("class Level(StrEnum):\n    A = '{}'\nSensorEntityDescription(translation_key='risk', "
                     "options=[level.value for level in Level])", "entity.sensor.risk.state.{}", id="high->states"),
        pytest.param("class Level(StrEnum):\n    A = '{}'\n    B = 'other'\nSensorEntityDescription(key='risk', "
                     "options=[str(level) for level in Level if level is not Level.B])", "entity.sensor.risk.state.{}",
                     id="high->states but one"),
        pytest.param("PersonSensorDescription(key='{}')", "entity.sensor.{}.*", id="risk->by description key"),
        pytest.param("class Kind(StrEnum):\n    A = '{}'\nEventEntityDescription(key='visit', "
                     "event_types=[str(Kind.A)])", "entity.event.visit.state_attributes.event_type.state.{}",
                     id="over->event type"),
        pytest.param("class Issue(StrEnum):\n    A = '{}'\ndef tell(hass, issue: Issue):\n"
                     "    ir.async_create_issue(hass, 'd', 'i', translation_key=issue)", "issues.{}.title",
                     id="broken->by enum argument"),
        pytest.param("raise refused('{}', name=name)", "exceptions.{}.message", id="gone->by our own function"),
        pytest.param("class Visit(EventEntity):\n    _attr_translation_key = '{}'", "entity.event.{}.*",
                     id="visit->later"),
    ],
)  # fmt: skip
def test_a_key_that_the_code_names_must_exist(
    code: str, missing: str, make_project: MakeProject, request: pytest.FixtureRequest
) -> None:
    known = request.node.callspec.id.partition("->")[0]
    assert messages(make_project, "translation_keys", en=KEYS, flow=code.replace("{}", known)) == []
    (message,) = messages(make_project, "translation_keys", en=KEYS, flow=code.replace("{}", "unheard_of"))
    assert message.endswith(missing.replace("{}", "unheard_of"))


def test_an_update_that_ends_a_flow_needs_its_closing_text(make_project: MakeProject) -> None:
    code = "self.async_update_and_abort(entry, subentry)"
    assert messages(make_project, "translation_keys", en=KEYS, flow=code) == []
    (message,) = messages(make_project, "translation_keys", en={}, flow=code)
    assert message.endswith("FLOW.abort.reconfigure_successful")


def test_a_key_known_only_at_run_time_is_left_to_other_tests(make_project: MakeProject) -> None:
    code = "raise HomeAssistantError(translation_key=error.reason)\nself.async_show_form(step_id=step)"
    assert messages(make_project, "translation_keys", en=KEYS, flow=code) == []
