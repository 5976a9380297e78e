"""Blueprints, the quality scale, wheels, and what no file may name."""

import shutil
import subprocess

import pytest
import yaml

from checks.project import INTEGRATION, Project
from checks.rules import wheels
from checks.rules.quality_scale import TIERS
from checks.runner import run
from tests.checks.conftest import MakeProject

BLUEPRINT = "blueprints/automation/digitalshadow/tell.yaml"
QUALITY_SCALE = f"{INTEGRATION}/quality_scale.yaml"
MANIFEST = f"{INTEGRATION}/manifest.json"


def blueprint(**changes: object) -> str:
    """Return a blueprint's text, with changes to its description."""
    description = {
        "name": "Tell",
        "domain": "automation",
        "source_url": f"https://example.org/{BLUEPRINT}",
        "homeassistant": {"min_version": "2026.10.0"},
        "input": {"person": {"name": "Person", "selector": {"entity": {}}}},
    }
    content = {"blueprint": description | changes, "trigger": [], "action": []}
    return yaml.safe_dump(content).replace(
        "trigger: []", "trigger:\n  - trigger: state\n    entity_id: !input person"
    )


def test_a_blueprint_that_can_be_imported_passes(make_project: MakeProject) -> None:
    assert run("blueprints", make_project({BLUEPRINT: blueprint()})) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("nonsense: 1", "Invalid blueprint", id="no blueprint at all"),
        pytest.param(blueprint(domain="script"), "Found incorrect blueprint type", id="for scripts"),
        pytest.param(blueprint(input={}), "Missing input definition for person", id="undefined input"),
        pytest.param(
            blueprint(source_url="https://example.org/other.yaml"), "source_url", id="address of another"
        ),
        pytest.param(blueprint(homeassistant={}), "min_version", id="no oldest version"),
        pytest.param(blueprint(input={"person": None}), "input.person.name", id="nameless input"),
    ],
)
def test_a_blueprint_that_cannot_be_imported_is_named(
    text: str, expected: str, make_project: MakeProject
) -> None:
    (finding,) = run("blueprints", make_project({BLUEPRINT: text}))
    assert finding.path == BLUEPRINT
    assert expected in finding.message


def test_the_shipped_copy_of_a_blueprint_is_the_blueprint(make_project: MakeProject) -> None:
    copy = f"{INTEGRATION}/automation_blueprints/tell.yaml"
    assert run("blueprints", make_project({BLUEPRINT: blueprint(), copy: blueprint()})) == []
    (finding,) = run("blueprints", make_project({copy: blueprint(name="Another")}))
    assert (finding.path, finding.message) == (copy, f"expected the same text as in {BLUEPRINT}")


def quality_scale(**changes: dict[str, str]) -> str:
    """Return a complete quality scale in which every rule is still to do, with changes."""
    todo = {"status": "todo", "comment": "later"}
    rules = {rule: todo for tier in TIERS.values() for rule in tier}
    return yaml.safe_dump({"rules": rules | {name.replace("_", "-"): rule for name, rule in changes.items()}})


def test_the_scale_has_the_54_rules() -> None:
    assert sum(len(set(tier)) for tier in TIERS.values()) == len(set().union(*TIERS.values())) == 54


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({"devices": {"status": "done", "comment": "entity.py."}}, [], id="proof within the integration"),
        pytest.param({"devices": {"status": "done", "comment": "docs/a.md."}}, ["devices: there is no docs/a.md"],
                     id="proof that is not there"),
        pytest.param({"devices": {"status": "done", "comment": "yes"}},
                     ["devices: expected a comment that names the file where this is done"], id="no proof"),
        pytest.param({"devices": {"status": "exempt"}}, ["rules.devices.comment: required key not provided"],
                     id="exempt without a reason"),
        pytest.param({"devices": {"status": "maybe", "comment": "x"}}, ["rules.devices.status: "], id="undecided"),
        pytest.param({"beauty": {"status": "done", "comment": "x"}}, ["rules.beauty: "], id="a rule of our own"),
    ],
)  # fmt: skip
def test_what_is_called_done_is_there_to_be_seen(
    change: dict[str, dict[str, str]], expected: list[str], make_project: MakeProject
) -> None:
    files = {QUALITY_SCALE: quality_scale(**change), f"{INTEGRATION}/entity.py": ""}
    found = [finding.message for finding in run("quality_scale", make_project(files))]
    assert len(found) == len(expected)
    assert all(message.startswith(start) for message, start in zip(found, expected, strict=True))


def test_a_tier_is_claimed_only_when_its_rules_are_done(make_project: MakeProject) -> None:
    files = {QUALITY_SCALE: quality_scale(), MANIFEST: '{"quality_scale": "bronze"}'}
    found = run("quality_scale", make_project(files))
    assert {finding.path for finding in found} == {MANIFEST}
    assert len(found) == len(TIERS["bronze"])


def tracked(project: Project) -> Project:
    """Put the checkout under git, as the rule asks git what belongs to the project."""
    git = shutil.which("git") or "git"
    subprocess.run([git, "init", "--quiet"], cwd=project.root, check=True)
    subprocess.run([git, "add", "."], cwd=project.root, check=True)
    return project


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("see " + "files.python" + "hosted.org/x", "python" + "hosted.org", id="registry host"),
        pytest.param("https://" + "pypi" + ".org/simple", "pypi" + ".org", id="registry in an address"),
        pytest.param("cd /" + "work/main", "/" + "work/main", id="work folder"),
        pytest.param("'/" + "home/anna/config'", "/" + "home/anna/config", id="somebody's home"),
        pytest.param("/config/media and /api/webhook/home/x", None, id="paths of Home Assistant"),
        pytest.param("https://example.org/" + "home/index", None, id="path of an address"),
        pytest.param("~/" + "work/main or $HOME/" + "tmp/x", None, id="relative to a home"),
    ],
)
def test_no_file_names_a_registry_or_one_machines_path(
    text: str, named: str | None, make_project: MakeProject
) -> None:
    found = [finding.message for finding in run("addresses", tracked(make_project({"notes.md": text})))]
    assert found == ([f"line 1: {named} must not be named in the project"] if named else [])


@pytest.fixture
def empty_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the rule remember nothing from earlier runs."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.mark.usefixtures("empty_cache")
@pytest.mark.parametrize(
    ("problem", "in_ci", "findings"),
    [
        pytest.param(None, True, 0, id="wheels for both processors"),
        pytest.param("No solution found: no wheels for musllinux", False, 2, id="no wheels"),
        pytest.param("dns error", False, 0, id="index out of reach, at home"),
        pytest.param("dns error", True, 2, id="index out of reach, in CI"),
    ],
)
def test_a_requirement_needs_wheels_for_both_processors(
    problem: str | None,
    in_ci: bool,
    findings: int,
    make_project: MakeProject,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wheels, "unresolved", lambda *_: problem)
    if in_ci:
        monkeypatch.setenv("CI", "true")
    else:
        monkeypatch.delenv("CI", raising=False)
    project = make_project({MANIFEST: '{"requirements": ["numpy>=2.3.2"]}'})
    assert len(run("wheels", project)) == findings


@pytest.mark.usefixtures("empty_cache")
def test_a_good_answer_is_remembered(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(wheels, "unresolved", lambda _, platform, __: asked.append(platform))
    project = make_project({MANIFEST: '{"requirements": ["numpy>=2.3.2"]}'})
    assert run("wheels", project) == run("wheels", project) == []
    assert asked == list(wheels.PLATFORMS)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        pytest.param("An early-warning companion.", ["early-warning"], id="early warning"),
        pytest.param("For screening and\nwellness", ["screening", "wellness"], id="two at once"),
        pytest.param(
            "It detects coronary artery disease.", ["detects coronary artery disease"], id="detects"
        ),
        pytest.param("Die Früherkennung", ["Früherkennung"], id="German"),
        pytest.param("Badanie przesiewowe", ["przesiewowe"], id="Polish"),
        pytest.param("Wczesne wykrywanie", ["Wczesne wykrywanie"], id="early in Polish"),
        pytest.param("心臓病の早期発見", ["早期発見"], id="Japanese"),
        pytest.param(
            "*Facial Foundational Model Advances Early Warning of Coronary Artery Disease from Live\nVideos*",
            [],
            id="the title of the paper",
        ),
        pytest.param("It does not find or rule out a disease.", [], id="what it is not"),
    ],
)
def test_a_claim_is_named_wherever_people_read(
    make_project: MakeProject, text: str, claims: list[str]
) -> None:
    paths = ("README.md", "docs/a.md", f"{INTEGRATION}/translations/en.json")
    found = [finding.message for finding in run("claims", tracked(make_project(dict.fromkeys(paths, text))))]
    assert [message.split('"')[1] for message in found] == claims * len(paths)
