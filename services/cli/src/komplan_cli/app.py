"""The commands and their options. Each help text carries an example that a test runs or parses.

What a command needs is imported when it runs: a help text should not wait for a database library.
"""

from pathlib import Path
from typing import Annotated

import typer

from komplan_cli.access import CHOSEN, Access, reaching
from komplan_cli.groups import Groups

app = typer.Typer(
    cls=Groups, no_args_is_help=True, add_completion=False, rich_markup_mode="rich", pretty_exceptions_enable=False
)
plugin_app = typer.Typer(no_args_is_help=True, help="Plugins of cities.")
config_app = typer.Typer(no_args_is_help=True, help="Settings of an instance.")
app.add_typer(plugin_app, name="plugin")
app.add_typer(config_app, name="config")

Config = Annotated[
    Path | None, typer.Option("--config", "-c", help="configuration file (TOML)", envvar="KOMPLAN_CONFIG")
]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]


@app.command("demo")
def demo_command(
    once: Annotated[bool, typer.Option("--once", help="end after the summary instead of serving on")] = False,
    json: Json = False,
    down: Annotated[str, typer.Option("--down", help="stop this city after the first collection, collect again")] = "",
    data: Annotated[Path | None, typer.Option("--data", help="folder for data (default: a temporary one)")] = None,
    seed: Annotated[int, typer.Option("--seed", help="seed of the generated plans")] = 108,
) -> None:
    """Start five cities and two regions, fill them through the public API, and show what the regions make of it.

    Example: komplan demo --once --json --down zabreh
    """
    from komplan_cli.demo import run as demo

    demo.run(once=once, as_json=json, down=down, data=data, seed=seed)


@app.command("serve")
def serve_command(
    services: Annotated[
        list[str] | None, typer.Argument(help="catalogue, planning, consultation, witness, region")
    ] = None,
    config: Config = None,
    ready_file: Annotated[Path | None, typer.Option(help="write the address in use to this file when ready")] = None,
) -> None:
    """Serve an instance until told to stop; without names, the services of the configuration.

    Example: komplan serve planning --config /etc/komplan/ostrava.toml
    """
    from komplan_cli import serving

    serving.run(tuple(services or ()), config, ready_file)


@app.command("get")
@reaching(CHOSEN)
def get_command(
    access: Access, name: Annotated[str, typer.Argument(help="resource name, such as areas/vzorov/meetings/m1")]
) -> None:
    """Print one resource as JSON.

    Example: komplan get areas/vzorov/plans/kp --target 127.0.0.1:5100 --area vzorov
    """
    from komplan_cli import resources

    resources.get(access, name)


@app.command("list")
@reaching(CHOSEN)
def list_command(
    access: Access, collection: Annotated[str, typer.Argument(help="collection, such as areas/vzorov/meetings")]
) -> None:
    """Print all resources of a collection as a JSON list.

    Example: komplan list areas/vzorov/plans --target 127.0.0.1:5100 --area vzorov
    """
    from komplan_cli import resources

    resources.show_list(access, collection)


@app.command("put")
@reaching(CHOSEN)
def put_command(
    access: Access,
    file: Annotated[Path | None, typer.Argument(help="JSON file: one resource or a list; stdin if left out")] = None,
) -> None:
    """Create or change resources, each under the `name` that it says; of one that exists only the given fields.

    Example: komplan put meetings.json --role editor --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    from komplan_cli import resources

    resources.put(access, file)


@app.command("delete")
@reaching(CHOSEN)
def delete_command(access: Access, name: Annotated[str, typer.Argument(help="resource name")]) -> None:
    """Delete one resource.

    Example: komplan delete areas/vzorov/needs/n1 --role editor --target 127.0.0.1:5100 --area vzorov --issuer-key k.pem
    """
    from komplan_cli import resources

    resources.delete(access, name)


def _show_methods(wanted: bool) -> None:
    if wanted:
        from komplan_cli import calling

        calling.show_methods()
        raise typer.Exit


@app.command("call")
@reaching(CHOSEN, personal=True)
def call_command(
    access: Access,
    method: Annotated[str, typer.Argument(help="service and method, such as MeetingService/HoldMeeting")],
    file: Annotated[Path | None, typer.Argument(help="JSON file of the request; - for stdin")] = None,
    list_: Annotated[
        bool,
        typer.Option("--list", callback=_show_methods, is_eager=True, help="show all methods and who may call them"),
    ] = False,
) -> None:
    """Call any method of a service that answers once, with JSON in and out.

    Example: komplan call MeetingService/HoldMeeting hold.json --target 127.0.0.1:5100 --area vzorov --issuer-key i.pem
    """
    from komplan_cli import calling

    calling.call(access, method, file)


@app.command("doctor")
def doctor_command(config: Config = None, json: Json = False) -> None:
    """Look for what would keep an instance from working, and say what to do. Exit code 5 when something would.

    Example: komplan doctor --config /etc/komplan/ostrava.toml
    """
    from komplan_cli import doctor

    doctor.run(config, json)


@app.command("codes")
def codes_command(
    of: Annotated[str, typer.Argument(metavar="LIST", help="list such as target-groups; all lists if left out")] = "",
    json: Json = False,
) -> None:
    """Show the codes of a list that all cities share with their Czech titles; without a name, the lists.

    Example: komplan codes target-groups
    """
    from komplan_cli import codes

    codes.show(of, json)


@plugin_app.command("list")
def plugin_list_command(json: Json = False) -> None:
    """List the installed plugins with the hooks that each answers.

    Example: komplan plugin list --json
    """
    from komplan_cli import plugin

    plugin.show(json)


@config_app.command("show")
def config_show_command(config: Config = None, json: Json = False) -> None:
    """Show every setting with its value and source; secrets are masked.

    Example: komplan config show --config /etc/komplan/ostrava.toml
    """
    from komplan_cli import configuration

    configuration.show(config, json)


@config_app.command("make-key")
def config_make_key_command(
    private: Annotated[Path, typer.Argument(help="file for the private key, such as issuer.pem")],
) -> None:
    """Make the key with which an office signs who its people are; the public part is written beside it.

    Example: komplan config make-key issuer.pem
    """
    from komplan_cli import configuration

    configuration.make_key(private)
