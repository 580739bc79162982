"""The groups of the region's commands; each module of this package adds its own.

A command reaches the region by `@reaching(role, region=True)`: the region is named by `--code`.
"""

from typing import Annotated

import typer

region_app = typer.Typer(no_args_is_help=True, help="The region: its cities, needs, supply, network, money, plan.")
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]

territory_app = typer.Typer(no_args_is_help=True, help="Municipalities and ORP of the region, each list from a day on.")
needs_app = typer.Typer(no_args_is_help=True, help="Needs of the region: who reported, how much, what was answered.")
region_app.add_typer(territory_app, name="territory")
region_app.add_typer(needs_app, name="needs")
Round = Annotated[str, typer.Argument(help="id of the round, such as 2027")]
Year = Annotated[int, typer.Argument(help="year of the needs")]
ToYear = Annotated[int, typer.Option("--to", help="last year; what goes on over several years counts once")]
fund_app = typer.Typer(no_args_is_help=True, help="What can be funded: asked, solved, explained, compared.")
region_app.add_typer(fund_app, name="fund")
crosswalk_app = typer.Typer(no_args_is_help=True, help="What cities' codes stand for in the canonical structure.")
region_app.add_typer(crosswalk_app, name="crosswalk")
directory_app = typer.Typer(no_args_is_help=True, help="Who is in the region's directory, and the directory as signed.")
region_app.add_typer(directory_app, name="directory")
witness_app = typer.Typer(no_args_is_help=True, help="Cosigning the comment books of the region's cities.")
region_app.add_typer(witness_app, name="witness")
population_app = typer.Typer(no_args_is_help=True, help="Inhabitants of the region by age, year by year.")
region_app.add_typer(population_app, name="population")
gap_app = typer.Typer(no_args_is_help=True, help="Services that there are, capacities that are missing, scenarios.")
region_app.add_typer(gap_app, name="gap")
network_app = typer.Typer(no_args_is_help=True, help="The network of services: who is in it, and by which decision.")
region_app.add_typer(network_app, name="network")
plan_app = typer.Typer(no_args_is_help=True, help="The region's plan of three years: built, written, adopted.")
region_app.add_typer(plan_app, name="plan")
