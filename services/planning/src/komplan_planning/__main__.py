"""`python -m komplan_planning CONFIG`: the planning service alone, in a process of its own."""

import sys
from pathlib import Path

from komplan_kit.garbage import resting

with resting():
    from komplan_kit.config_loading import load
    from komplan_kit.serving import serve
    from komplan_planning.compose import compose


def main() -> None:
    """Serve until told to stop."""
    settings = load(Path(sys.argv[1]) if len(sys.argv) > 1 else None, ("planning",))
    serve(settings, ("planning",), {"planning": compose})


if __name__ == "__main__":
    main()
