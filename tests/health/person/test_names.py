"""Names as people type them, and as those type them who wish us harm."""

from hypothesis import given, strategies as st
import pytest

from custom_components.digitalshadow.health.person.names import clean_name


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("  Anna   Maria ", "Anna Maria", id="spaces"),
        pytest.param("Zoe\u0308", "Zo\u00eb", id="composed letters"),
        pytest.param("O'Neill & Søn-2", "O'Neill & Søn-2", id="marks that names have"),
        pytest.param("李小龍", "李小龍", id="another script"),
        pytest.param("Anna\nAdmin: yes", "Anna Admin: yes", id="a new line"),
        pytest.param("Anna\u202egnp.exe", "Annagnp.exe", id="right to left override"),
        pytest.param("An\u200bna", "Anna", id="an invisible space"),
        pytest.param("علی\u200cرض\u0627", "علی\u200cرض\u0627", id="a Persian name of two parts"),
        pytest.param("عَ\u200cرض\u0627", "عَ\u200cرض\u0627", id="a Persian vowel sign"),
        pytest.param("ක්\u200dරිෂ්", "ක්\u200dරිෂ්", id="a Sinhala conjunct"),
        pytest.param("ശ്രീകുമാര്\u200d", "ശ്രീകുമാര്\u200d", id="a Malayalam consonant at the end"),
        pytest.param("র\u200d্যাচেল", "র\u200d্যাচেল", id="a Bengali ra before ya, which is no reph"),
        pytest.param("ರ\u200d್ಯಾಚೆಲ್", "ರ\u200d್ಯಾಚೆಲ್", id="the same in Kannada"),
        pytest.param("👩\u200d🦰", "👩\u200d🦰", id="an emoji of two"),
        pytest.param("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥", id="an emoji with a variation"),
        pytest.param("👩🏽\u200d🚀", "👩🏽\u200d🚀", id="an emoji with a tone"),
        pytest.param("An\u200cna", "Anna", id="a joiner in a Latin name, where it is not seen"),
        pytest.param("An\u0301\u200dna", "A\u0144na", id="a joiner after a Latin accent"),
        pytest.param("علی\u200c", "علی", id="a joiner at the end"),
        pytest.param("\u200dعلی", "علی", id="a joiner at the begin"),
        pytest.param("علی\u200c\u200c\u200dرض\u0627", "علی\u200cرض\u0627", id="several joiners"),
        pytest.param("علی\u200c Anna", "علی Anna", id="a joiner before a space"),
        pytest.param("e\u200b\u0301", "\u00e9", id="a letter and its accent with something between"),
        pytest.param("\u1fef", "", id="a sign that is composed to a markup character"),
        pytest.param("Anna\x00\x1b[31m", "Anna[31m", id="control characters"),
        pytest.param("{{ states('lock.door') }}", "states('lock.door')", id="a template"),
        pytest.param("{% set x = 1 %}", "% set x = 1 %", id="a statement"),
        pytest.param("<script>alert(1)</script>", "scriptalert(1)/script", id="a script"),
        pytest.param("`rm -rf`|sh\\", "rm -rfsh", id="shell and Markdown"),
        pytest.param("\ud800", "", id="half a character"),
        pytest.param(" \t\u2028 ", "", id="nothing"),
    ],
)
def test_a_name_is_shown_without_what_could_mean_something_else(typed: str, shown: str) -> None:
    assert clean_name(typed) == shown


@given(st.text(max_size=80))
def test_cleaning_a_clean_name_changes_nothing(typed: str) -> None:
    once = clean_name(typed)
    assert clean_name(once) == once
    assert once == once.strip()
    assert not set(once) & set("{}<>`|\\\n\r\x00")


@given(st.text(max_size=80))
def test_no_name_is_a_template(typed: str) -> None:
    assert not any(mark in clean_name(typed) for mark in ("{{", "{%", "{#"))


@given(st.text(alphabet="aعی\u064e\u0dca\u0d9a\u200b\u200c\u200d👩🦰\ufe0f\u0301 ", max_size=12))
def test_joiners_are_dropped_once_and_for_all(typed: str) -> None:
    once = clean_name(typed)
    assert clean_name(once) == once
    assert not once.startswith(("\u200c", "\u200d"))
