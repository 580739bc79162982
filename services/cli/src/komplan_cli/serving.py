"""`komplan serve`."""

from importlib import import_module
from pathlib import Path

from komplan_core.errors import Invalid
from komplan_kit.config import SERVICES
from komplan_kit.config_loading import load
from komplan_kit.garbage import resting
from komplan_kit.serving import Compose, serve


def run(services: tuple[str, ...], config: Path | None, ready_file: Path | None) -> None:
    """Serve until told to stop. Raises PlanError when the start is refused."""
    for service in services:
        if service not in SERVICES:
            raise Invalid.field(
                "services", "UNKNOWN_CODE", f"`{service}` is no service: choose of {', '.join(SERVICES)}"
            )
    settings = load(config, services)
    chosen = services or tuple(settings.services)

    def ready(address: str) -> None:
        if ready_file is not None:
            part = ready_file.with_suffix(".part")
            part.write_text(address)
            part.replace(ready_file)

    with resting():
        composers = {service: composer(service) for service in chosen}
    serve(settings, chosen, composers, ready)


def composer(service: str) -> Compose:
    """What builds a service. Imported on demand: a process carries only what it serves."""
    compose: Compose = import_module(f"komplan_{service}.compose").compose
    return compose
