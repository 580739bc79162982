"""Where each setting of an instance comes from, as `komplan config` shows it; nothing secret is shown."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from komplan_kit.config import Settings


def sources(settings: Settings, environment: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Every setting as (path, value, source), secrets masked. Source is `environment`, the file's name or `default`."""
    file = type(settings).file
    given = tomllib.loads(file.read_text(encoding="utf-8")) if file else {}
    shown = []
    for path, value in _leaves(settings.model_dump(mode="json"), ()):
        name = "KOMPLAN_" + "__".join(path).upper()
        if (
            any(key == name or key.startswith(name + "__") for key in environment)
            or "KOMPLAN_" + path[0].upper() in environment
        ):
            source = "environment"
        elif _holds(given, path):
            source = file.name if file else ""
        else:
            source = "default"
        shown.append((".".join(path), _masked(str(value)), source))
    return shown


_USER_PASSWORD: Final = re.compile(r"(://[^:/@]*:)[^/]*@")
_QUERY_PASSWORD: Final = re.compile(r"([?&][^=&]*password=)[^&]*", re.IGNORECASE)


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    else:
        yield path, value


def _holds(given: Any, path: tuple[str, ...]) -> bool:
    for key in path:
        if not isinstance(given, dict) or key not in given:
            return False
        given = given[key]
    return True


def _masked(text: str) -> str:
    text = _USER_PASSWORD.sub(r"\1***@", text)
    return _QUERY_PASSWORD.sub(r"\1***", text)
