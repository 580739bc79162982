"""The commands of the catalogue; each stands in a module of its subject and is added here."""

import typer

catalogue_app = typer.Typer(no_args_is_help=True, help="The catalogue of services: import, export, search and more.")
