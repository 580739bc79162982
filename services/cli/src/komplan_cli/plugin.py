"""`komplan plugin list`."""

from typing import Any

from komplan_cli.output import give_json
from komplan_cli.tables import print_table
from komplan_core.hookspecs import HOOKS
from komplan_core.plugins import installed, load


def describe() -> list[dict[str, Any]]:
    """Every installed plugin: entry point, distribution, version, hooks."""
    found = []
    for item in load(sorted(installed())):
        hooks = sorted(name for name in HOOKS if hasattr(item.plugin, name))
        found.append({"code": item.code, "distribution": item.distribution, "version": item.version, "hooks": hooks})
    return found


def show(as_json: bool) -> None:
    """Print the installed plugins."""
    plugins = describe()
    if as_json:
        give_json({"plugins": plugins})
        return
    rows = [
        (*(item[key] for key in ("code", "distribution", "version")), ", ".join(map(_short, item["hooks"])))
        for item in plugins
    ]
    print_table("Installed plugins", ("plugin", "distribution", "version", "hooks"), rows)


def _short(hook: str) -> str:
    return hook.removeprefix("komplan_")
