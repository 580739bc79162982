"""Files that commands write: whole or not at all, and what keeps them from it in one line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from komplan_core.errors import Invalid


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to; what was written takes its place when it is whole. Raises Invalid."""
    if path.exists() and not path.is_file():  # a pipe or a device: nothing can take its place
        with told_of(path):
            yield path
        return
    check_folder(path)
    part = path.with_name(f".{path.name}.part{path.suffix}")
    with told_of(path):
        try:
            yield part
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """Raise Invalid, with what the system says, where it lets nobody read or write the file."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            raise
        why = error.strerror or type(error).__name__
        raise Invalid.field("file", "INVALID_VALUE", f"`{path}` cannot be read or written: {why}") from None


def check_folder(path: Path) -> None:
    """Raise Invalid where the folder of a file is missing."""
    if not path.parent.is_dir():
        raise Invalid.field("file", "INVALID_VALUE", f"`{path}` cannot be written: there is no folder `{path.parent}`")


def check_new(path: Path, replacing: str = "") -> None:
    """Raise Invalid for a file that is there: somebody may have filled it in. `replacing` is the option to do so."""
    if path.exists():
        instead = f", or write over it with {replacing}" if replacing else ""
        message = f"`{path}` is there already: name another file, or move it away{instead}"
        raise Invalid.field("file", "INVALID_VALUE", message)
