"""Nothing of ours claims to warn of, screen for or find a disease, nor wellness: no disclaimer cures that."""

from collections.abc import Iterator
import re
from typing import Final

from checks.project import INTEGRATION, Finding, Project

PAPER: Final = "Facial Foundational Model Advances Early Warning of Coronary Artery Disease from Live Videos"
"""The title of the paper that the project implements is quoted as it is."""

CLAIMS: Final = re.compile(
    r"early.warning|screening|wellness|(?:detects?|detection of|diagnosis of) (?:[a-z]+ ){0,3}diseases?"
    "|allarme precoce|individuazione di malattie|vroege waarschuwing|vroegtijdige waarschuwing|bevolkingsonderzoek"
    "|alerta precoce|rastreamento|detecção de doenças?"
    "|frühwarn|früherkennung|dépistage|alerte précoce|cribado|alerta temprana|detección de enfermedad"
    "|早期预警|筛查"
    r"|przesiew\w*|wczesn\w+ (?:ostrze|wykry)\w*"
    "|スクリーニング|検診|早期(?:発見|警告|警報|検知)",
    re.IGNORECASE,
)
_TEXTS: Final = re.compile(
    rf"[^/]+\.md|docs/.+\.md|pyproject\.toml|hacs\.json|blueprints/.+\.yaml"
    rf"|{INTEGRATION}/(?:manifest\.json|services\.yaml|translations/.+\.json|.+/wording/.+\.json|automation_blueprints/.+\.json)"
    r"|frontend/texts/.+\.json"
)
"""What people read before and while they use it."""


def check(project: Project) -> Iterator[Finding]:
    """Yield each claim that our texts make."""
    for path in filter(_TEXTS.fullmatch, project.tracked()):
        text = re.sub(r"\s+", " ", project.text(path)).replace(PAPER, "")
        for found in CLAIMS.finditer(text):
            yield Finding(path, f'"{found.group()}" is a claim that nothing here supports; say what it does')
