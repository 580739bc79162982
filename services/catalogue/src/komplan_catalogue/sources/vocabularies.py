"""Lists of values that only the catalogue has."""

import re
from typing import Final

from komplan_core.values import is_code
from komplan_kit.sheets.vocabularies import open_list

_ISO_639: Final = re.compile(r"[a-z]{2,3}")
_LANGUAGES: Final = {
    "cs": "čeština", "cse": "český znakový jazyk", "sk": "slovenština", "uk": "ukrajinština", "ru": "ruština",
    "en": "angličtina", "de": "němčina", "fr": "francouzština", "es": "španělština", "pl": "polština",
    "vi": "vietnamština", "rom": "romština", "mn": "mongolština", "ro": "rumunština", "bg": "bulharština",
    "hu": "maďarština", "ar": "arabština", "zh": "čínština",
}  # fmt: skip
_ACCESSIBILITY: Final = {
    "step-free": "bezbariérový přístup",
    "lift": "výtah",
    "accessible-toilet": "bezbariérové WC",
    "induction-loop": "indukční smyčka",
    "parking": "vyhrazené parkování",
}

LANGUAGE: Final = open_list(_LANGUAGES, lambda code: _ISO_639.fullmatch(code) is not None)
"""A language by its title, or by its code in ISO 639."""

ACCESSIBILITY: Final = open_list(_ACCESSIBILITY, is_code)._replace(open=True)
"""What helps people get in: a known value, or another short code."""
