"""What to do next where a command is refused, in Czech: the option or the command that leads on, by its name."""

import re
from collections.abc import Sequence
from typing import Any, Final

from typer import Context
from typer.core import TyperGroup

from komplan_core.codelists import CodeList
from komplan_core.errors import PlanError

CODE: Final = re.compile(r"[a-z0-9]+(?:[-\u2013/][a-z0-9]+)+")
LIST: Final = re.compile(r"list `([a-z-]+)`")
OPTIONS: Final = {
    ("ALREADY_EXISTS", "--replace"): "existuje už; chcete-li to nahradit, přidejte --replace",
    ("POPULATION_HELD", "--replace"): "chcete-li roky nahradit, přidejte --replace",
    ("REPORT_SUBMITTED", "--correction-reason"): 'opravu podáte s --correction-reason "…" (proč se opravuje)',
}
"""What an option of the refused command does about the reason."""
FIELDS: Final = {
    "book_root": ("--checkpoint", "kontrolní bod knihy připomínek přiložíte volbou --checkpoint SOUBOR"),
    "approved_by": ("--approved-by", 'kdo opravu po uzavření kola povolil, napište za --approved-by "…"'),
    "late_reason": ("--late-reason", 'proč se přijímá po uzavření kola, napište za --late-reason "…"'),
}
"""The option that fills in a field of a request, and what is said of it."""
KINDS: Final = {"target-group": CodeList.TARGET_GROUPS, "funding-source": CodeList.FUNDING_SOURCES}
"""The list of the canonical codes of a kind that the crosswalk maps."""
NAMES: Final = "kód jsou malá písmena bez diakritiky, číslice a spojovníky, např. 2027-2029; zapsané kódy ukáže list"


def typed(words: Sequence[str]) -> list[str]:
    """Words of a command line; a code typed with a dash instead of a hyphen, as editors write it, has the hyphen."""
    return [
        word.replace("\u2013", "-") if CODE.fullmatch(word) and not before.startswith("--") else word
        for before, word in zip(("", *words), words, strict=False)
    ]


def way_on(error: PlanError, words: Sequence[str], options: Sequence[str]) -> str:
    """What leads on from an error of the command that these words are and that has these options; may be nothing."""
    reasons = {error.reason: None} | dict.fromkeys(violation.reason for violation in error.violations)
    for reason in reasons:
        for option in options:
            if said := OPTIONS.get((reason, option)):
                return said
    for violation in error.violations:
        option, told = FIELDS.get(violation.field.rpartition(".")[2], ("", ""))
        if option in options:
            return told
    messages = " ".join([error.message, *(violation.message for violation in error.violations)])
    if "UNKNOWN_CODE" in reasons:
        return _of_codes(messages, [item.field for item in error.violations], words)
    if "NAME_FORMAT" in reasons or "CODE_FORMAT" in reasons:
        return NAMES
    return ""


def options_of(group: Any, words: Sequence[str]) -> list[str]:
    """The options of the command that these words call."""
    context = Context(group)
    for word in words:
        if not isinstance(group, TyperGroup) or (found := group.get_command(context, word)) is None:
            break
        group = found
    return [option for parameter in group.params for option in parameter.opts]


def _of_codes(messages: str, fields: Sequence[str], words: Sequence[str]) -> str:
    """Where the codes that may be meant are listed, and the nearest of them."""
    named = found[1] if (found := LIST.search(messages)) else ""
    if list(words[:3]) == ["region", "crosswalk", "say"]:
        named = next((KINDS[word] for word in words if word in KINDS), named)
    if named in set(CodeList):
        from komplan_cli.codes import nearest  # what reads lists is not waited for where nothing is refused

        listed = f"všechny kódy ukáže komplan codes {named}"
        parts = [part for word in words if not word.startswith("--") for part in re.split(r"[=/:,]", word)]
        near = nearest(CodeList(named), parts)
        return f"nemyslíte {near}? {listed}" if near else listed
    if list(words[:1]) == ["region"] and any("orp" in field for field in fields):
        return "kódy ORP ukáže komplan region territory show"
    if list(words[:1]) == ["region"] and any("municipalit" in field for field in fields):
        return "kódy obcí ukáže komplan region needs status KOLO --municipalities"
    return ""
