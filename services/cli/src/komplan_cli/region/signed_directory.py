"""`komplan region directory make-key|key|show|verify`: the directory as the region signed it."""

from pathlib import Path
from typing import Annotated

import typer

from komplan.region.v1 import directory_service_pb2 as pb
from komplan.region.v1 import directory_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer
from komplan_cli.days import czech_moment
from komplan_cli.files import told_of, whole
from komplan_cli.output import DATA, give_json, say
from komplan_cli.region.apps import Json, directory_app
from komplan_core.errors import Invalid


@directory_app.command("make-key")
def make_key_command(
    private: Annotated[Path, typer.Argument(help="file for the private key, such as directory.pem")],
    code: Annotated[str, typer.Option("--code", help="code of the region")],
) -> None:
    """Make the key that signs the region's directory, and print its public half for those who check it.

    Example: komplan region directory make-key directory.pem --code vzorovy-kraj
    """
    from komplan_core.regional.signed_directory import signer
    from komplan_kit.signing import make_signing_key, signing_key

    try:
        make_signing_key(private)
    except FileExistsError:
        raise Invalid.field(
            "private", "ALREADY_EXISTS", f"{private} exists already: a key is never overwritten"
        ) from None
    except OSError as error:
        raise Invalid.field("private", "INVALID_VALUE", f"{private}: {error.strerror}") from None
    print(signing_key(private, signer(code)).verifier)
    say(f"{private} patří do `signing_key` kraje; řádek výše těm, kdo adresář ověřují")


@directory_app.command("key")
@reaching(region=True)
def key_command(*, access: Access) -> None:
    """Print the public key of a region's directory. Have it confirmed in another way before you rely on it.

    Example: komplan region directory key --target 127.0.0.1:5200 --code vzorovy-kraj
    """
    request = pb.GetDirectoryKeyRequest(name=f"regions/{access.code}")
    print(answer(access, lambda channel: rpc.DirectoryServiceStub(channel).GetDirectoryKey, request).key)


@directory_app.command("show")
@reaching(region=True)
def show_command(
    *,
    access: Access,
    out: Annotated[Path | None, typer.Option("--out", help="file to write it to")] = None,
) -> None:
    """Print the region's directory as it was signed last, or write it to a file that can be verified offline.

    Example: komplan region directory show --out directory.txt --target 127.0.0.1:5200 --code vzorovy-kraj
    """
    request = pb.GetSignedDirectoryRequest(name=f"regions/{access.code}")
    found = answer(access, lambda channel: rpc.DirectoryServiceStub(channel).GetSignedDirectory, request)
    if out is None:
        DATA.print(found.note, end="", markup=False, highlight=False)
        return
    with whole(out) as part:
        part.write_text(found.note, encoding="utf-8")
    print(f"{out}: vydání {found.number}, platí do {czech_moment(found.expires_at)}")


@directory_app.command("verify")
def verify_command(
    file: Annotated[Path, typer.Argument(help="the signed directory")],
    key: Annotated[str, typer.Option("--key", help="public key of the region, or a file with it")],
    seen: Annotated[
        Path | None, typer.Option("--seen", help="the signed directory that was checked before: none older is taken")
    ] = None,
    json: Json = False,
) -> None:
    """Verify a signed directory, offline. Exit code 5 when it is forged, expired, or older than the one seen before.

    Example: komplan region directory verify directory.txt --key region.pub
    """
    from komplan_core.book.errors import BookError
    from komplan_core.book.notes import VerifierKey
    from komplan_core.regional import signed_directory as directory
    from komplan_kit.clock import today, utc_now

    try:
        trusted = VerifierKey.parse(_read(Path(key)) if Path(key).is_file() else key)
    except BookError as error:
        raise Invalid.field("key", "INVALID_VALUE", error.message) from None
    known = None
    if seen is not None:
        before = _read(seen)
        known = directory.Known(directory.read(before).number, directory.digest(before))
    found, day = directory.opened(_read(file), trusted, utc_now(), known), today(utc_now)
    if json:
        told = [{"code": entry.code, "trusted": entry.is_trusted(day)} for entry in found.entries]
        give_json({"region": found.region, "number": found.number, "entries": told})
        return
    trusted_now = sum(entry.is_trusted(day) for entry in found.entries)
    print(
        f"{found.region}: podpis souhlasí, vydání {found.number} platí do {czech_moment(found.expires_at)}; "
        f"dnes lze věřit {trusted_now} z {len(found.entries)} záznamů"
    )


def _read(path: Path) -> str:
    with told_of(path):
        return path.read_text(encoding="utf-8", errors="replace")
