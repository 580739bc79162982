"""The groups of planning's commands; each module of this package adds its own."""

import typer

process_app = typer.Typer(no_args_is_help=True, help="The planning process: steps, calendar, what is overdue.")
organisation_app = typer.Typer(no_args_is_help=True, help="Bodies, working groups, meetings, participation.")
evidence_app = typer.Typer(no_args_is_help=True, help="Needs, surveys, SWOT, what planning brought.")
plan_app = typer.Typer(no_args_is_help=True, help="The plan: its tree, versions, completeness, adoption.")
monitoring_app = typer.Typer(no_args_is_help=True, help="Action plans, monitoring, evaluation.")
grant_app = typer.Typer(no_args_is_help=True, help="Grant calls, applications, decisions, settlement.")
