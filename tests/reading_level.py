"""How hard an English text is to read: the grade of Flesch and Kincaid (1975)."""

import re

_SENTENCE_END = re.compile(r"[.!?]+(?=[\s)]|$)|\n+")
_WORD = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)*")
_NUMBER = re.compile(r"\d[\d.,/]*%?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^laeiouy]es|[^dt]ed|[^laeiouy]e)$")


def grade(text: str) -> float:
    """Return the school grade that a text needs: 0.39 words per sentence + 11.8 syllables per word - 15.59.

    A number counts as one word of one syllable, so that the measure is about the words. Without words it is 0.
    """
    words = _WORD.findall(text)
    count = len(words) + len(_NUMBER.findall(text))
    if not words:
        return 0.0
    sentences = sum(bool(_WORD.search(part)) for part in _SENTENCE_END.split(text))
    syllables = sum(_syllables(word.lower()) for word in words) + count - len(words)
    return 0.39 * count / sentences + 11.8 * syllables / count - 15.59


def _syllables(word: str) -> int:
    """Count groups of vowels, without an e that is not spoken at the end."""
    groups = len(_VOWELS.findall(word))
    return max(1, groups - 1 if _SILENT_END.search(word) and groups > 1 else groups)
