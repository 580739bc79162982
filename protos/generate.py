"""Regenerate the Python code of the contracts, or check that lint, format and generated code are in order.

`generate.py` writes; `generate.py --check` compares and exits with 1 where something differs.
"""

import filecmp
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import files
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SOURCES = sorted(HERE.glob("komplan/**/*.proto"))
INCLUDED = ("google/api/field_behavior.proto", "google/type/date.proto")


def google_protos() -> Path:
    """The google protos of the pinned wheel."""
    found = next(file for file in files("googleapis-common-protos") or [] if str(file) == INCLUDED[0])
    return Path(str(found.locate())).parents[2]


def well_known() -> Path:
    """The protos that come with the compiler."""
    spec = importlib.util.find_spec("grpc_tools")
    if spec is None or spec.origin is None:
        raise SystemExit("grpcio-tools is not installed: run `make sync`")
    return Path(spec.origin).parent / "_proto"


def generate(target: Path) -> None:
    """Write modules, stubs and service code below `target`."""
    command = [sys.executable, "-m", "grpc_tools.protoc", f"-I{HERE}", f"-I{google_protos()}", f"-I{well_known()}"]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    services = [source for source in SOURCES if source.stem.endswith("_service")]
    for kinds, sources in ((("python", "mypy"), SOURCES), (("grpc_python", "mypy_grpc"), services)):
        outputs = [f"--{kind}_out={'quiet:' if 'mypy' in kind else ''}{target}" for kind in kinds]
        subprocess.run([*command, *outputs, *map(str, sources)], check=True, env={**os.environ, "PATH": path})


def buf(*arguments: str) -> bool:
    """Run buf over the contracts, with the google protos beside them for the time being."""
    third_party = ROOT / "third_party"
    try:
        for name in INCLUDED:
            (third_party / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(google_protos() / name, third_party / name)
        return subprocess.run([Path(sys.executable).parent / "buf", *arguments], cwd=ROOT, check=False).returncode == 0
    finally:
        shutil.rmtree(third_party, ignore_errors=True)


def current() -> bool:
    """Whether the committed code is what the contracts generate."""
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder))
        fresh = {path.relative_to(folder) for path in Path(folder).rglob("*.py*")}
        kept = {
            path.relative_to(HERE) for path in (HERE / "komplan").rglob("*_pb2*.py*") if "__pycache__" not in path.parts
        }
        stale = [str(p) for p in fresh & kept if not filecmp.cmp(Path(folder) / p, HERE / p, shallow=False)]
        differ = sorted([*map(str, fresh ^ kept), *stale])
    for name in differ:
        print(f"generated code differs: {name} (run `make generate`)", file=sys.stderr)
    return not differ


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        in_order = [buf("lint"), buf("format", "--diff", "--exit-code", "protos"), current()]
        sys.exit(0 if all(in_order) else 1)
    buf("format", "--write", "protos")
    generate(HERE)
