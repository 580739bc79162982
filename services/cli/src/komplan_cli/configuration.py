"""`komplan config`: what an instance is set to, and its key."""

import os
from pathlib import Path

from komplan_cli.output import give_json, say
from komplan_cli.tables import print_table
from komplan_core.errors import Invalid
from komplan_kit.config_loading import load
from komplan_kit.identity import make_issuer_key
from komplan_kit.provenance import sources


def show(config: Path | None, as_json: bool) -> None:
    """Print every setting with its source. Raises Invalid with all faults of the configuration at once."""
    found = sources(load(config), os.environ)
    if as_json:
        give_json({"settings": [{"setting": path, "value": value, "source": source} for path, value, source in found]})
        return
    print_table(
        "Settings", ("setting", "value", "source"), [(path, str(value), source) for path, value, source in found]
    )


def make_key(private: Path) -> None:
    """Make an issuer's key; the public part gets `.pub` before the ending. Raises Invalid: no key is overwritten."""
    public = private.with_suffix(f".pub{private.suffix}")
    for path in (private, public):
        if path.exists():
            raise Invalid.field("private", "ALREADY_EXISTS", f"{path} exists already: a key is never overwritten")
    try:
        make_issuer_key(private, public)
    except OSError as error:
        raise Invalid.field("private", "INVALID_VALUE", f"{private}: {error.strerror}") from None
    say(f"{private} signs who somebody is: keep it with whoever signs people in, readable by its owner only")
    say(f'{public} goes to the service: [identity] issuers = ["{public}"]'.replace("[", "\\["))
