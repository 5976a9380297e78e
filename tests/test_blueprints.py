"""What all blueprints have in common, and the action that installs them."""

import json
from pathlib import Path
import re
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import load_yaml_dict
import pytest

from custom_components.digitalshadow.blueprints import SHIPPED_FOLDER, async_offer_changed_blueprints
from custom_components.digitalshadow.const import DOMAIN
from custom_components.digitalshadow.issues import Issue
from custom_components.digitalshadow.repairs import async_create_fix_flow
from tests.builders.home import async_set_up, home_entry
from tests.builders.household import async_act, async_make_accounts
from tests.fake_runner import FakeRunner

IMPORTED_FOLDER = Path(__file__).parents[1] / "blueprints/automation/digitalshadow"
BLUEPRINTS = sorted(SHIPPED_FOLDER.glob("*.yaml"))
PATH = "digitalshadow/notify_person.yaml"
MESSAGE = "There is something new to look at when you have a moment."


def read(file: Path) -> str:
    """Return a file's text."""
    return file.read_text(encoding="utf-8")


def write(file: Path, text: str) -> None:
    """Replace a file's text."""
    file.write_text(text, encoding="utf-8")


def inputs_of(file: Path) -> dict[str, dict[str, Any]]:
    """Return the inputs of a blueprint, those in sections included."""
    given = load_yaml_dict(file)["blueprint"]["input"]
    sections: dict[str, dict[str, Any]] = {
        name: one["input"] for name, one in given.items() if "input" in one
    }
    return {name: one for name, one in given.items() if name not in sections} | {
        name: one for section in sections.values() for name, one in section.items()
    }


@pytest.mark.parametrize("file", BLUEPRINTS, ids=lambda file: file.stem)
def test_no_blueprint_sends_critical_alerts(file: Path) -> None:
    assert not re.search(r"critical|time-sensitive|importance: (high|max)|ttl", read(file))


@pytest.mark.parametrize("file", BLUEPRINTS, ids=lambda file: file.stem)
def test_no_words_hold_numbers_or_reassure(file: Path) -> None:
    words = [
        str(one["default"])
        for one in inputs_of(file).values()
        if one.get("selector") == {"text": None} and "default" in one
    ]
    assert words
    assert not [text for text in words if re.search(r"\d|normal|healthy|fine|well", text)]


@pytest.mark.parametrize("file", BLUEPRINTS, ids=lambda file: file.stem)
def test_all_words_that_somebody_reads_or_hears_can_be_translated(file: Path) -> None:
    content = load_yaml_dict(file)
    spoken = re.findall(r"^ +(?:title|message): (.*)$", read(file).split("\nactions:")[1], re.MULTILINE)
    inputs = set(inputs_of(file))
    for text in spoken:
        assert text.startswith("!input ") or set(re.findall(r"[a-z_]+", text)) & inputs, text
    assert content["blueprint"]["input"]


def test_the_installed_copy_and_the_imported_one_are_the_same() -> None:
    shipped = {file.name: read(file) for file in SHIPPED_FOLDER.glob("*.yaml")}
    imported = {file.name: read(file) for file in IMPORTED_FOLDER.glob("*.yaml")}
    assert shipped == imported
    assert shipped


@pytest.fixture
async def installed(hass: HomeAssistant, runner: FakeRunner) -> Path:  # noqa: ARG001  # no real engine
    """Return the file that the action installed."""
    await async_set_up(hass, home_entry())
    assert await async_setup_component(hass, "automation", {})
    await async_act(hass, "install_blueprints")
    return Path(hass.config.path("blueprints/automation", PATH))


async def test_installing_again_changes_nothing(hass: HomeAssistant, installed: Path) -> None:
    before = read(installed)
    assert set((await async_act(hass, "install_blueprints")).values()) == {"unchanged"}
    assert read(installed) == before


@pytest.mark.parametrize(("overwrite", "outcome"), [(False, "kept"), (True, "updated")])
async def test_what_somebody_changed_is_replaced_only_when_asked(
    hass: HomeAssistant, installed: Path, *, overwrite: bool, outcome: str
) -> None:
    changed = read(installed).replace(MESSAGE, "Have a look.")
    write(installed, changed)
    assert (await async_act(hass, "install_blueprints", overwrite=overwrite))[PATH] == outcome
    assert (read(installed) == changed) == (not overwrite)


async def test_a_newer_version_replaces_an_older_one_that_nobody_changed(
    hass: HomeAssistant, installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = read(SHIPPED_FOLDER / installed.name).replace(MESSAGE, "Have a look.")
    write(tmp_path / installed.name, newer)
    monkeypatch.setattr("custom_components.digitalshadow.blueprints.SHIPPED_FOLDER", tmp_path)
    assert await async_act(hass, "install_blueprints") == {PATH: "updated"}
    assert "Have a look." in read(installed)


@pytest.mark.parametrize("role", ["themself", "granted", "other", "read_only"])
async def test_only_administrators_install(hass: HomeAssistant, installed: Path, role: str) -> None:
    write(installed, "")
    accounts = await async_make_accounts(hass)
    with pytest.raises(Unauthorized):
        await async_act(hass, "install_blueprints", accounts[role], overwrite=True)
    assert read(installed) == ""


def texts_in(part: Any) -> set[str]:  # noqa: ANN401  # a part of a YAML file
    """Return what people read in a description: names, descriptions, labels, and the texts that are sent."""
    if isinstance(part, list):
        return {text for one in part for text in texts_in(one)}
    if not isinstance(part, dict):
        return set()
    read = {text for key in ("name", "description", "label") if isinstance(text := part.get(key), str)}
    if part.get("selector") == {"text": None} and isinstance(part.get("default"), str):
        read.add(part["default"])
    return read | {text for one in part.values() for text in texts_in(one)}


@pytest.mark.parametrize("texts_file", SHIPPED_FOLDER.glob("*.json"), ids=lambda file: file.stem)
def test_everything_that_somebody_reads_is_translated_and_nothing_else(texts_file: Path) -> None:
    texts = json.loads(read(texts_file))
    shown = {text for file in BLUEPRINTS for text in texts_in(load_yaml_dict(file)["blueprint"])}
    untranslated = {text for text in shown - texts.keys() if text and not text.startswith("/")}
    assert untranslated == {"DigitalShadow"}
    assert texts.keys() - shown == set()


async def test_a_german_home_gets_them_in_german_and_they_do_the_same(
    hass: HomeAssistant,
    runner: FakeRunner,  # noqa: ARG001  # no real engine
) -> None:
    hass.config.language = "de"
    await async_set_up(hass, home_entry())
    assert await async_setup_component(hass, "automation", {})
    await async_act(hass, "install_blueprints")
    folder = Path(hass.config.path("blueprints/automation/digitalshadow"))
    for file in BLUEPRINTS:
        german, english = load_yaml_dict(folder / file.name), load_yaml_dict(file)
        assert german["blueprint"]["name"].startswith("DigitalShadow: ")
        assert german["blueprint"]["name"] != english["blueprint"]["name"]
        assert {key: value for key, value in german.items() if key != "blueprint"} == {
            key: value for key, value in english.items() if key != "blueprint"
        }
    assert inputs_of(folder / "notify_person.yaml")["open_label"]["default"] == "Öffnen"
    assert set((await async_act(hass, "install_blueprints")).values()) == {"unchanged"}


class Offer:
    """Whether a repair offers the blueprints again, and its button."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Look at the home's repairs."""
        self._hass = hass

    async def async_is_made(self) -> bool:
        """Look at the blueprints, as at the start, and tell whether the repair is there."""
        await async_offer_changed_blueprints(self._hass)
        return ir.async_get(self._hass).async_get_issue(DOMAIN, Issue.BLUEPRINTS_CHANGED) is not None

    async def async_take(self) -> None:
        """Press its button."""
        flow: Any = await async_create_fix_flow(self._hass, Issue.BLUEPRINTS_CHANGED, None)
        flow.hass = self._hass
        await flow.async_step_confirm({})


@pytest.fixture
def offer(hass: HomeAssistant, installed: Path) -> Offer:  # noqa: ARG001  # they are installed
    """Return the offer of a home in which the blueprints are installed as they are now."""
    return Offer(hass)


async def test_blueprints_that_changed_are_offered_again_and_installed_by_the_repair(
    installed: Path, offer: Offer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not await offer.async_is_made()
    for file in BLUEPRINTS:
        write(tmp_path / file.name, read(file).replace(MESSAGE, "Have a look."))
    monkeypatch.setattr("custom_components.digitalshadow.blueprints.SHIPPED_FOLDER", tmp_path)
    assert await offer.async_is_made()
    await offer.async_take()
    assert "Have a look." in read(installed)
    assert not await offer.async_is_made()


async def test_a_home_that_changes_its_language_is_offered_them_in_it(
    hass: HomeAssistant, offer: Offer
) -> None:
    hass.config.language = "de"
    assert await offer.async_is_made()


async def test_what_somebody_changed_or_removed_is_not_offered_again(installed: Path, offer: Offer) -> None:
    write(installed, read(installed).replace(MESSAGE, "Have a look."))
    installed.with_name("greeting.yaml").unlink()
    assert not await offer.async_is_made()


async def test_nobody_is_offered_what_they_never_wanted(
    hass: HomeAssistant,
    runner: FakeRunner,  # noqa: ARG001  # no real engine
) -> None:
    await async_set_up(hass, home_entry())
    assert not await Offer(hass).async_is_made()
