"""Whether a text that a language model wrote says what the report says, and nothing else.

The yardstick is the report itself in the same language (`rewriting.pseudonymous`): every number, date and name of the
text must stand there, and so must every word that smells of a diagnosis, a drug or comfort. Where in doubt a text is
refused; then the report is shown as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
import re
import unicodedata

from ..report.facts import ReportFacts
from ..report.formats import plain
from ..report.phrases import PHRASES, Language
from ..report.reading_level import grade
from ..report.text import Report, SectionKey
from .prompt import MODEL, PERSON
from .said_numbers import SaidNumbers, find_numbers
from .verifier_words import WORDS, VerifierWords

MOST_TIMES_LONGER = 1.5
"""A text may be this much longer than the report."""

HARDEST_GRADE = 10.0
"""Our own texts stay below grade 8; a rewritten one may be a little harder."""


class Problem(StrEnum):
    """Why a text is refused."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    MARKUP = "markup"
    WRONG_LANGUAGE = "wrong_language"
    TOO_DIFFICULT = "too_difficult"
    UNKNOWN_NUMBER = "unknown_number"
    UNKNOWN_DATE = "unknown_date"
    UNKNOWN_NAME = "unknown_name"
    DIAGNOSIS = "diagnosis"
    MEDICATION = "medication"
    REASSURANCE = "reassurance"
    EMERGENCY_MISSING = "emergency_missing"
    LIMITS_MISSING = "limits_missing"
    MODEL_NOT_NAMED = "model_not_named"
    DEMONSTRATION_NOT_SAID = "demonstration_not_said"


_MARKUP = re.compile(
    r"[<>`{}\[\]|\\]|\*\*|^#|://|\bwww\.|\w\.(?:com|org|net|info|io|de|fr|es|cn|ai)\b|@\w|[\u200b-\u200f\u202a-\u202e\u2060-\u2069]",
    re.MULTILINE | re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.!?\u3002\n]+")
_SENTENCE_START = re.compile(r"(?<=[.!?:])\s+|(?<=[-(\u2013\u201c\u201e\u00ab\"])\s*")
_SET_OFF = frozenset(",'\u2019")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_FEWEST_TOKENS = 8
"""A paragraph of fewer words is too short to know its language by."""
_LEAST_STOP_SHARE = 0.12
_LEAST_CHINESE_SHARE = 0.9
_MOST_CHINESE_SHARE = 0.05
_PEOPLE = 100
"""The only denominator of a report."""


@dataclass(frozen=True, slots=True)
class _Texts:
    """A text beside the report it must keep to."""

    language: Language
    """The language both should have."""
    words: VerifierWords
    """What to look for in that language."""
    body: str
    """The text without the fixed parts."""
    reference: str
    """The report without the fixed parts."""
    of_100: int | None
    """How many of 100 people, where the report says it."""
    sources: tuple[str, ...]
    """Titles of guidelines, which name diseases without saying that anybody has them."""

    @property
    def vocabulary(self) -> frozenset[str]:
        """The words of the report, in lower case; in Chinese those in Latin letters."""
        pattern = _LATIN_WORD if self.language is Language.CHINESE else _TOKEN
        return frozenset(pattern.findall(self.reference.lower()))


def verify(text: str, report: Report, facts: ReportFacts) -> tuple[Problem, ...]:
    """Return why a text may not be shown, in the order of `Problem`; nothing when it may.

    `report` is the pseudonymous one that was given to the language model.
    """
    written = unicodedata.normalize("NFKC", text)
    own = unicodedata.normalize("NFKC", plain(report))
    if not written.strip():
        return (Problem.EMPTY,)
    if len(written) > MOST_TIMES_LONGER * len(own):
        return (Problem.TOO_LONG,)
    fixed = {
        Problem.EMERGENCY_MISSING: _squeezed(report.words(SectionKey.EMERGENCY)),
        Problem.LIMITS_MISSING: _squeezed(report.words(SectionKey.LIMITS)),
    }
    body, reference = _squeezed(written), _squeezed(own)
    found = {problem for problem, words in fixed.items() if words not in body}
    for words in fixed.values():
        body, reference = body.replace(words, "\n"), reference.replace(words, "\n")
    sources = {advice.source for advice in facts.advice} | {found.scheme_name for found in facts.risk_classes}
    judged_by = WORDS[report.language]
    texts = _Texts(report.language, judged_by, body, reference, facts.of_100, tuple(sources))
    found.update(_problems(texts, facts))
    return tuple(problem for problem in Problem if problem in found)


def _squeezed(text: str) -> str:
    """Return a text with single spaces, its lines kept apart."""
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFKC", text).splitlines())
    return "\n".join(line for line in lines if line)


def _problems(texts: _Texts, facts: ReportFacts) -> Iterator[Problem]:
    """Yield what is wrong with the free part of a text."""
    if _MARKUP.search(texts.body):
        yield Problem.MARKUP
    if not _is_in_language(texts):
        yield Problem.WRONG_LANGUAGE
    if texts.language is Language.ENGLISH and grade(texts.body) > HARDEST_GRADE:
        yield Problem.TOO_DIFFICULT
    yield from _wrong_numbers(texts)
    if _has_unknown_name(texts):
        yield Problem.UNKNOWN_NAME
    for problem, patterns in (
        (Problem.DIAGNOSIS, (texts.words.terms, texts.words.diagnosis)),
        (Problem.MEDICATION, (texts.words.medication,)),
        (Problem.REASSURANCE, (texts.words.reassurance,)),
    ):
        if any(_is_new(pattern, texts) for pattern in patterns):
            yield problem
    if MODEL in texts.reference and MODEL not in texts.body:
        yield Problem.MODEL_NOT_NAMED
    word = PHRASES[texts.language].say("model.demonstration_word")
    if facts.model.is_demonstration and word.lower() not in texts.body.lower():
        yield Problem.DEMONSTRATION_NOT_SAID


def _is_new(pattern: re.Pattern[str], texts: _Texts) -> bool:
    """Tell whether something is found that the report does not say in the same words."""
    body, reference = texts.body, texts.reference
    for source in texts.sources:
        body, reference = body.replace(source, ""), reference.replace(source, "")
    reference = reference.lower()
    return any(found[0].lower() not in reference for found in pattern.finditer(body))


def _wrong_numbers(texts: _Texts) -> Iterator[Problem]:
    """Yield what is wrong with numbers and dates."""
    said = find_numbers(texts.body, texts.language, texts.words)
    known = find_numbers(texts.reference, texts.language, texts.words)
    if (
        not said.numbers <= known.numbers | {1.0}
        or not said.percents <= known.percents
        or _is_new(texts.words.amounts, texts)
        or _has_wrong_ratio(texts)
    ):
        yield Problem.UNKNOWN_NUMBER
    if said.has_digits_date or not _are_known(said, known) or _is_new(texts.words.weekdays, texts):
        yield Problem.UNKNOWN_DATE


def _are_known(said: SaidNumbers, known: SaidNumbers) -> bool:
    """Tell whether each date agrees with one of the report in every part that it names."""
    return all(
        any(
            all(part is None or part == other for part, other in zip(date, whole, strict=True))
            for whole in known.dates
        )
        for date in said.dates
    )


def _has_wrong_ratio(texts: _Texts) -> bool:
    """Tell whether a sentence about so many of 100, 10 or 1000 people says another number than the report."""
    right: set[float] = set() if texts.of_100 is None else {texts.of_100, _PEOPLE - texts.of_100}
    ratios = texts.words.ratio.findall(texts.body) if texts.words.ratio else []
    if any(int(whole) != _PEOPLE or int(part) not in right for part, whole in ratios):
        return True
    allowed = _numbers_beside_100(texts.reference, texts) | right
    return not _numbers_beside_100(texts.body, texts) <= allowed | {1.0}


def _numbers_beside_100(text: str, texts: _Texts) -> frozenset[float]:
    """Return all numbers of the sentences that say 100."""
    sentences = (find_numbers(sentence, texts.language, texts.words) for sentence in _SENTENCE.split(text))
    return frozenset(number for said in sentences if _PEOPLE in said.numbers for number in said.numbers)


def _has_unknown_name(texts: _Texts) -> bool:
    """Tell whether somebody or something is named that the report does not name."""
    vocabulary, body = texts.vocabulary, texts.body.replace(PERSON, "").replace(MODEL, "")
    titled = texts.words.titled_name.findall(body)
    if texts.language is Language.CHINESE:
        if titled:
            return True
        return any(word.lower() not in vocabulary for word in _LATIN_WORD.findall(body))
    return any(name.lower() not in vocabulary for name in titled) or any(
        _names_somebody(line, texts, vocabulary) for line in body.splitlines()
    )


def _names_somebody(line: str, texts: _Texts, vocabulary: frozenset[str]) -> bool:
    """Tell whether a line holds a capital word that can only be a name.

    Inside a sentence that is a capital word the report does not use; in a language with capital nouns it takes two of
    them side by side. At the start of a sentence it is one that is set off by a comma or owns something.
    """
    known = vocabulary | texts.words.stop_words | texts.words.openers
    for sentence in _SENTENCE_START.split(line):
        tokens = [(found[0], found.end()) for found in _TOKEN.finditer(sentence)]
        strange = [word[0].isupper() and word.lower() not in known for word, _ in tokens]
        for place, (_, end) in enumerate(tokens):
            if not strange[place]:
                continue
            if place == 0:
                if sentence[end : end + 1] in _SET_OFF:
                    return True
            elif not texts.words.nouns_are_capital or strange[place - 1]:
                return True
    return False


def _is_in_language(texts: _Texts) -> bool:
    """Tell whether every longer paragraph is in the language; names in Latin letters count as no language."""
    vocabulary = texts.vocabulary
    latin = (word for word in _LATIN_WORD.findall(texts.body) if word.lower() not in vocabulary)
    chinese = len(_CHINESE.findall(texts.body))
    share = chinese / (chinese + sum(map(len, latin)) or 1)
    if texts.language is Language.CHINESE:
        return share >= _LEAST_CHINESE_SHARE
    return share <= _MOST_CHINESE_SHARE and all(
        _speaks(texts.language, line) for line in texts.body.splitlines()
    )


def _speaks(language: Language, line: str) -> bool:
    """Tell whether the small words of a line are those of the language; a short line is taken as it is."""
    tokens = _TOKEN.findall(line.lower())
    if len(tokens) < _FEWEST_TOKENS:
        return True
    shares = {
        other: sum(token in words.stop_words for token in tokens) / len(tokens)
        for other, words in WORDS.items()
    }
    return shares[language] >= _LEAST_STOP_SHARE and shares[language] == max(shares.values())
