"""The steps that ask for a person's answers, driven as the user interface does, on a real record."""

from datetime import date
import time
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.digitalshadow.outlook.clinical import async_answers
from custom_components.digitalshadow.record import TYPED, RecordFullError, StoredMeasurement
from custom_components.digitalshadow.runtime import DigitalShadowConfigEntry
from tests.builders.home import ANNA
from tests.builders.household import ANNA_DATA, async_enrol_in
from tests.builders.person_flow import Flow

pytestmark = pytest.mark.parametrize("subentries", [[ANNA_DATA]], ids=["with Anna"])

SAID = {
    "birth_date": "1960-05-01",
    "sex": "female",
    "country": "DE",
    "smoking": "never",
    "indoor_smoke": "no",
    "diabetes": "none",
    "cardiovascular_disease": "no",
    "familial_hypercholesterolaemia": "no",
    "chronic_kidney_disease": "no",
    "blood_pressure_treatment": "yes",
    "statin": "no",
    "lipid_treatment": "unknown",
    "family_history": "unknown",
}
"""What a woman of 66 answers; no further question arises from it."""


@pytest.fixture
async def form(hass: HomeAssistant, entry: DigitalShadowConfigEntry) -> Flow:
    """Open the questions for Anna, who is enrolled in a home in France."""
    await hass.config.async_update(country="FR")
    await async_enrol_in(entry, ANNA_DATA)
    flow, _ = await _async_open(hass, entry)
    return flow


async def _async_open(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry
) -> tuple[Flow, SubentryFlowResult]:
    """Open the questions and return what is shown."""
    flow = Flow(hass, entry)
    assert "profile" in (await flow.begin(ANNA_DATA["subentry_id"]))["menu_options"]
    return flow, await flow.choose("profile")


def _suggested(form: SubentryFlowResult) -> dict[str, Any]:
    """What the form suggests."""
    return {
        key.schema: key.description["suggested_value"]
        for key in form["data_schema"].schema
        if key.description and "suggested_value" in key.description
    }


@pytest.mark.usefixtures("form")
async def test_nothing_is_assumed_but_the_country_is_suggested(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry
) -> None:
    _, shown = await _async_open(hass, entry)

    assert shown["step_id"] == "profile"
    assert _suggested(shown) == {"country": "FR"}
    defaults = {key.default() for key in shown["data_schema"].schema if key.schema in {"sex", "statin"}}
    assert defaults == {"unknown"}


async def test_answers_are_stored_with_their_date_and_nothing_of_them_in_the_entry(
    entry: DigitalShadowConfigEntry, form: Flow, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to("2026-11-24 12:00:00")
    done = await form.submit(**SAID)

    assert (done["type"], done["reason"]) == (FlowResultType.ABORT, "profile_stored")
    kept = await async_answers(entry.runtime_data.record, ANNA)
    assert kept.answered_at == dict.fromkeys(
        SAID.keys() - {"lipid_treatment", "family_history"}, 1_795_521_600.0
    )
    assert (kept.blood_pressure_treatment, kept.statin, kept.lipid_treatment) == (True, False, None)
    assert "1960" not in str(entry.as_dict())


async def test_the_next_time_the_form_shows_what_was_answered(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, form: Flow
) -> None:
    await form.submit(**SAID)

    _, again = await _async_open(hass, entry)

    assert _suggested(again) == {name: value for name, value in SAID.items() if value != "unknown"}


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        pytest.param({"birth_date": "1990-01-01"}, ["pregnant", "child_birth_date"], id="a woman under 60"),
        pytest.param({"diabetes": "type_2"}, ["diabetes_diagnosis_age_years"], id="diabetes"),
        pytest.param({"country": "TW"}, ["who_region"], id="a country on no list"),
        pytest.param({"country": "IN"}, ["asia_pacific_region"], id="Asia"),
    ],
)
async def test_further_questions_are_asked_where_they_arise(
    form: Flow, said: dict[str, str], asked: list[str]
) -> None:
    more = await form.submit(**SAID | said)

    assert more["step_id"] == "profile_details"
    assert [key.schema for key in more["data_schema"].schema] == asked


async def test_a_question_that_arises_from_a_further_one_is_asked_too(
    entry: DigitalShadowConfigEntry, form: Flow, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to("2026-11-24 12:00:00")
    first = await form.submit(**SAID | {"birth_date": "1990-01-01"})
    then = await form.submit(pregnant="yes")
    over = await form.submit(expected_birth_date="2026-11-01")
    end = await form.submit(expected_birth_date="2027-05-01")

    asked = [[key.schema for key in step["data_schema"].schema] for step in (first, then)]
    assert asked == [["pregnant", "child_birth_date"], ["expected_birth_date"]]
    assert over["errors"] == {"expected_birth_date": "expected_birth_date_implausible"}
    assert end["reason"] == "profile_stored"
    kept = await async_answers(entry.runtime_data.record, ANNA)
    assert (kept.pregnant, kept.expected_birth_date) == (True, date(2027, 5, 1))


@pytest.mark.parametrize(
    ("country", "suggested"),
    [
        pytest.param("JP", {"asia_pacific_region": "low"}, id="two sources agree"),
        pytest.param("IN", {}, id="one source alone"),
    ],
)
async def test_a_risk_region_is_suggested_where_two_sources_agree(
    form: Flow, country: str, suggested: dict[str, str]
) -> None:
    more = await form.submit(**SAID | {"country": country})

    assert {key: value for key, value in _suggested(more).items() if value} == suggested


@pytest.mark.usefixtures("form")
async def test_a_measured_blood_sugar_in_the_range_of_diabetes_is_asked_about(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry
) -> None:
    record = entry.runtime_data.record
    await record.async_add_measurements(
        ANNA, [StoredMeasurement("hba1c_mmol_mol", time.time() - 60, 50.0, TYPED)]
    )
    flow, _ = await _async_open(hass, entry)

    more = await flow.submit(**SAID)

    assert [key.schema for key in more["data_schema"].schema] == ["diabetes_ruled_out"]
    await flow.submit(diabetes_ruled_out="yes")
    assert (await async_answers(record, ANNA)).diabetes_ruled_out is True


@pytest.mark.parametrize("found", [5, 67], ids=["in a small child", "next year"])
async def test_an_age_at_which_diabetes_cannot_have_been_found_is_asked_again(
    entry: DigitalShadowConfigEntry, form: Flow, freezer: FrozenDateTimeFactory, found: int
) -> None:
    freezer.move_to("2026-11-24 12:00:00")
    await form.submit(**SAID | {"diabetes": "type_2"})

    again = await form.submit(diabetes_diagnosis_age_years=found)

    assert again["errors"] == {"diabetes_diagnosis_age_years": "diabetes_diagnosis_age_years_implausible"}
    assert (await async_answers(entry.runtime_data.record, ANNA)).birth_date is None
    assert (await form.submit(diabetes_diagnosis_age_years=50))["reason"] == "profile_stored"


async def test_an_answer_to_a_further_question_goes_when_the_question_does(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, form: Flow
) -> None:
    record = entry.runtime_data.record
    await form.submit(**SAID | {"diabetes": "type_2"})
    assert (await form.submit(diabetes_diagnosis_age_years=41))["reason"] == "profile_stored"
    kept = await async_answers(record, ANNA)
    assert (kept.diabetes_diagnosis_age_years, kept.statin) == (41, False)

    again, _ = await _async_open(hass, entry)
    await again.submit(**SAID)

    assert (await async_answers(record, ANNA)).diabetes_diagnosis_age_years is None


@pytest.mark.parametrize(
    "born", ["2999-01-01", "1899-01-01", "nonsense"], ids=["in the future", "too long ago", "no date"]
)
async def test_a_birth_date_that_cannot_be_is_refused(
    entry: DigitalShadowConfigEntry, form: Flow, born: str
) -> None:
    again = await form.submit(**SAID | {"birth_date": born})

    assert (again["step_id"], again["errors"]) == ("profile", {"birth_date": "birth_date_implausible"})
    assert _suggested(again)["statin"] == "no"
    assert await entry.runtime_data.record.async_profile(ANNA) is None


async def test_a_full_disk_is_said_and_nothing_typed_is_lost(
    entry: DigitalShadowConfigEntry, form: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_arguments: object) -> None:
        """Refuse as a full disk does."""
        raise RecordFullError("Expected room")

    with monkeypatch.context() as full:
        full.setattr(entry.runtime_data.record, "async_set_profile", fail)
        again = await form.submit(**SAID)

    assert again["errors"] == {"base": "record_full"}
    assert _suggested(again)["birth_date"] == "1960-05-01"
    assert (await form.submit(**SAID))["reason"] == "profile_stored"


@pytest.mark.usefixtures("form")
async def test_without_a_record_nothing_is_asked(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_arguments: object) -> None:
        """Refuse as a full disk does."""
        raise RecordFullError("Expected room")

    monkeypatch.setattr(entry.runtime_data.record, "async_profile", fail)

    _, end = await _async_open(hass, entry)

    assert end["reason"] == "record_full"
