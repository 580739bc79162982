"""`komplan`: one command for serving, looking after and trying out komplan."""

import sys

from komplan_kit.garbage import resting

with resting():
    from rich.markup import escape
    from typer.main import get_command

    from komplan_cli.app import app
    from komplan_cli.output import exit_code, say
    from komplan_cli.ways_on import options_of, typed, way_on
    from komplan_core.errors import PlanError


def main() -> None:
    """Run the command; an error ends with its message and the exit code of its kind."""
    words = typed(sys.argv[1:])
    try:
        app(words)
    except PlanError as error:
        say(f"[red]{error.reason}[/] {escape(error.message)}")
        for violation in error.violations:
            told = violation.field if violation.message in error.message else f"{violation.field}: {violation.message}"
            if told.strip(": "):
                say(escape(f"  {told}"))
        if told := way_on(error, words, options_of(get_command(app), words)):
            say(escape(f"  {told}"))
        sys.exit(exit_code(error))


if __name__ == "__main__":
    main()
