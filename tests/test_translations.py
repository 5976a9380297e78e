"""Every reason the engine or the record can give has a text, in actions and in the person flow, in every language."""

import re
from string import Formatter
from typing import Any

import pytest

from custom_components.digitalshadow.engine.records.refusals import (
    ClipRefusal,
    EnrolmentRefusal,
    FrameRefusal,
    ModelRefusal,
)
from custom_components.digitalshadow.exceptions import TRANSLATION_KEYS
from custom_components.digitalshadow.health.notices.state import Notice, NoticeKind
from custom_components.digitalshadow.notices.news import notice_data, reading_data
from custom_components.digitalshadow.record import Sharing
from custom_components.digitalshadow.written_values import model_as_dict
from tests.builders.home import ANNA, reading_of
from tests.builders.texts import FORBIDDEN, LANGUAGES, of_language, texts_of, untranslated
from tests.fake_runner import RISK_MODEL
from tests.reading_level import grade

REASONS = {
    *(f"frame_{reason}" for reason in FrameRefusal),
    *(f"enrolment_{reason}" for reason in EnrolmentRefusal),
    *(f"model_{reason}" for reason in ModelRefusal),
    *TRANSLATION_KEYS.values(),
}
REASONS_OF_CLIPS = {f"clip_{reason}" for reason in ClipRefusal}
"""Actions take video files, the person flow none."""
CONSENT = {
    "en": ("no diagnosis", "Stored", "Not stored", "Every account", "withdrawn", "Backups"),
    "de": ("keine Diagnose", "gespeichert", "Nicht gespeichert", "Jedes Konto", "widerrufen", "Sicherungen"),
    "es": ("ningún diagnóstico", "Se guarda", "No se guarda", "Todas las cuentas", "retirar", "copias de"),
    "fr": ("aucun diagnostic", "Enregistré", "Non enregistré", "Tous les comptes", "retiré", "sauvegardes"),
    "it": ("nessuna diagnosi", "Salvato", "Non salvato", "Ogni account", "ritirare", "backup"),
    "ja": (
        "診断はせず",
        "保存するもの",
        "保存しないもの",
        "すべてのアカウント",
        "取り消せます",
        "バックアップ",
    ),
    "nl": ("geen diagnose", "Opgeslagen", "Niet opgeslagen", "Elk account", "ingetrokken", "Back-ups"),
    "pl": (
        "nie stawia diagnozy",
        "Zapisywane",
        "Nie są zapisywane",
        "Każde konto",
        "wycofać",
        "Kopie zapasowe",
    ),
    "pt": (
        "nenhum diagnóstico",
        "Fica guardado",
        "Não fica guardado",
        "Todas as contas",
        "retirar",
        "Backups",
    ),
    "zh": ("不作诊断", "保存在", "不保存的", "每个账户", "撤回", "备份"),
}
"""No diagnosis; what is stored, and what not; who can see it; that it can be withdrawn, and what keeps a copy."""
WAY_OUT = {
    "en": ("without names", "numbers", "report"),
    "de": ("ohne Namen", "Zahlen", "Bericht"),
    "es": ("sin nombres", "números", "informe"),
    "fr": ("sans noms", "chiffres", "rapport"),
    "it": ("senza nomi", "numeri", "resocont"),
    "ja": ("名前、", "数字", "なしで", "レポート"),
    "nl": ("zonder namen", "getallen", "verslag"),
    "pl": ("bez imion", "liczb", "raport"),
    "pt": ("sem nomes", "números", "relatório"),  # codespell:ignore nomes
    "zh": ("不含姓名", "数字", "报告"),
}
"""What a language service gets, and what not, in the consent and where the service is chosen."""


def flat(texts: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """Return every text under its dotted key."""
    return {
        key: text
        for name, part in texts.items()
        for key, text in (
            flat(part, f"{prefix}{name}.") if isinstance(part, dict) else {prefix + name: part}
        ).items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_a_text_in_actions_and_in_the_person_flow(language: str) -> None:
    texts = texts_of(language)
    assert (REASONS | REASONS_OF_CLIPS) - texts["exceptions"].keys() == set()
    assert REASONS - texts["config_subentries"]["person"]["error"].keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_news_say_has_a_name(language: str) -> None:
    said = {**model_as_dict(RISK_MODEL), **reading_data(reading_of(ANNA, 0.5, 1.0))}
    for kind in NoticeKind:
        said |= notice_data(Notice(kind=kind, now="a=b", before="a=c", told_at=1.0))
    names = texts_of(language)["entity"]["event"]["news"]["state_attributes"]
    assert said.keys() - names.keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_of_sharing_is_explained(language: str) -> None:
    assert texts_of(language)["selector"]["sharing"]["options"].keys() == {
        sharing.value for sharing in Sharing
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_that_an_action_raises_by_reason_needs_no_placeholder(language: str) -> None:
    exceptions = texts_of(language)["exceptions"]
    assert {key for key in REASONS if "{" in exceptions[key]["message"]} == set()


def consent_in(language: str) -> str:
    """Return the text that is agreed to, which the dialog shows in three steps and the panel as a whole."""
    texts = flat(texts_of(language))
    steps = ("consent", "consent_kept", "sharing")
    return "\n".join(texts[f"config_subentries.person.step.{step}.description"] for step in steps)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_consent_text_says_what_is_stored_and_who_can_see_it(language: str) -> None:
    consent = consent_in(language)
    assert [words for words in of_language(CONSENT, language) if words not in consent] == []
    assert {field for _, field, _, _ in Formatter().parse(consent) if field} == {"name", "version"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_consent_text_names_the_one_way_out_of_the_home(language: str) -> None:
    texts = flat(texts_of(language))
    consent = consent_in(language)
    warning = texts["options.step.chooser_leaves_home.description"]
    said = of_language(WAY_OUT, language)
    assert [words for words in said if words not in warning or words not in consent] == []


@pytest.mark.parametrize(
    "step",
    [
        "consent",
        "consent_kept",
        "invited",
        "sharing",
        "withdraw",
        "profile",
        "report_schedule",
        "absence",
        "linked_entities",
    ],
)
def test_what_a_person_is_asked_needs_eight_years_of_school_at_most(step: str) -> None:
    asked = flat(texts_of("en"))[f"config_subentries.person.step.{step}.description"]
    assert grade(re.sub(r"[*{}]", "", asked)) <= 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_reassures_or_calls_a_value_normal(language: str) -> None:
    texts = flat(texts_of(language))
    assert {
        key: text
        for key, text in texts.items()
        if re.search(of_language(FORBIDDEN, language), text, re.IGNORECASE)
    } == {}


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_every_language_says_the_same_things(language: str) -> None:
    english, other = flat(texts_of("en")), flat(texts_of(language))
    assert english.keys() == other.keys()
    assert untranslated(english, other) == set()


@pytest.mark.parametrize("language", [one for one in LANGUAGES if not one.startswith(("ja", "zh"))])
def test_a_count_stands_behind_its_name(language: str) -> None:
    """Home Assistant chooses no form of a word for a count: "1 measurements" would be no English."""
    counts = "templates|readings|measurements|pulses|documents|consents|rows|count"
    before = [
        text[: found.start()]
        for text in flat(texts_of(language)).values()
        for found in re.finditer(rf"\{{({counts})\}}", text)
    ]
    assert before
    assert [one[-40:] for one in before if not one.rstrip().endswith(":")] == []


@pytest.mark.parametrize(("tag", "language"), [("es-419", "es"), ("pt", "pt-BR")])
def test_a_language_under_two_tags_is_one_text(tag: str, language: str) -> None:
    """Home Assistant looks for a file of the very tag, and falls back to English."""
    assert texts_of(tag) == texts_of(language)
