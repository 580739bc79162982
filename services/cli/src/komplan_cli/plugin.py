"""`komplan plugin list`."""

from typing import Any

from rich.table import Table

from komplan_cli.output import DATA, give_json
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
    table = Table("plugin", "distribution", "version", "hooks", title="Installed plugins")
    for item in plugins:
        hooks = ", ".join(name.removeprefix("komplan_") for name in item["hooks"])
        table.add_row(item["code"], item["distribution"], item["version"], hooks)
    DATA.print(table)
