"""The groups of commands. Each is imported when one of its commands is called: nobody waits for what others need."""

from importlib import import_module
from typing import Any, Final

from typer.core import TyperGroup
from typer.main import get_group

GROUPS: Final = {
    "region": ("komplan_cli.region.apps", "region_app"),
    "catalogue": ("komplan_cli.catalogue.app", "catalogue_app"),
    "process": ("komplan_cli.planning.apps", "process_app"),
    "organisation": ("komplan_cli.planning.apps", "organisation_app"),
    "evidence": ("komplan_cli.planning.apps", "evidence_app"),
    "plan": ("komplan_cli.planning.apps", "plan_app"),
    "monitoring": ("komplan_cli.planning.apps", "monitoring_app"),
    "grant": ("komplan_cli.planning.apps", "grant_app"),
    "consultation": ("komplan_cli.consultation.apps", "consultation_app"),
    "witness": ("komplan_cli.witness", "witness_app"),
    "verify": ("komplan_cli.verify", "verify_app"),
}
"""The module and the name of each group, in the order of the help text. Its package adds its commands."""


class Groups(TyperGroup):
    """The commands of `komplan` itself, and the groups."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all of them."""
        return [*(name for name in super().list_commands(ctx) if name not in GROUPS), *GROUPS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command or group of this name. None if there is none; then all are known, to find what may be meant."""
        if cmd_name not in self.commands:
            for name in (cmd_name,) if cmd_name in GROUPS else GROUPS:
                module, attribute = GROUPS[name]
                group = get_group(getattr(import_module(module), attribute))
                group.name = name
                self.add_command(group)
        return super().get_command(ctx, cmd_name)
