"""`komplan catalogue sample`: a fictional register of any size."""

from pathlib import Path
from typing import Annotated

import typer

from komplan_cli.catalogue.app import catalogue_app


@catalogue_app.command("sample")
def sample_command(
    file: Annotated[Path, typer.Argument(help="file to write, such as register.json")],
    services: Annotated[int, typer.Option("--services", help="how many registrations", min=1, max=1_000_000)] = 6_700,
    seed: Annotated[int, typer.Option("--seed", help="seed of what is made up")] = 1,
) -> None:
    """Write a file like the national register's: fictional, with its traps; 6,700 services are about 99 MB.

    Example: komplan catalogue sample register.json --services 200 --seed 7
    """
    from komplan_catalogue.sources import generator
    from komplan_cli.files import told_of
    from komplan_cli.output import say

    with told_of(file), file.open("wb") as opened:
        size = generator.write(opened, generator.records(services, seed))
    say(f"{services} services, {size / 1e6:.1f} MB")
