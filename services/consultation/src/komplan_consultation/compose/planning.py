"""Finds the planning service that drafts, meetings and decisions are taken from."""

from komplan_consultation.planning import AskingPlanning, NoPlanning
from komplan_kit.client import credentials
from komplan_kit.config import NO_PLANNING
from komplan_kit.serving import Context


def planning_of(context: Context) -> AskingPlanning | NoPlanning:
    """The planning service that the configuration names, or the one in this process, or the word that none is."""
    settings, own = context.settings, context.settings.outgoing
    if settings.planning == NO_PLANNING:
        return NoPlanning()

    def target() -> str:
        if settings.planning:
            return settings.planning
        if "planning" in context.services:  # the port may have been chosen at the start
            return f"{settings.address(context.services).rsplit(':', 1)[0]}:{context.server.port}"
        return settings.listen_by_service.get("planning", "")

    asking = AskingPlanning(target, credentials(own.ca, own.certificate, own.key) if own.ca else None)
    context.server.closing(asking.close)
    return asking
