"""`komplan consultation attachments`: the files that came with submissions and comments."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Final

import typer

from komplan.consultation.v1 import attachment_service_pb2 as pb
from komplan.consultation.v1 import attachment_service_pb2_grpc as rpc
from komplan.consultation.v1.comment_pb2 import Attachment
from komplan_cli.access import Access, reaching
from komplan_cli.asking import asked
from komplan_cli.consultation.apps import consultation_app
from komplan_cli.consultation.naming import full_name
from komplan_cli.files import check_new, told_of, whole
from komplan_cli.output import give_json
from komplan_core.consultation.attachments import LARGEST_ATTACHMENT
from komplan_core.errors import Invalid
from komplan_kit.client import Peer

attachments_app = typer.Typer(no_args_is_help=True, help="Files that came with submissions and comments.")
consultation_app.add_typer(attachments_app, name="attachments")
Owner = Annotated[str, typer.Argument(help="jaro/submissions/… or jaro/comments/…")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
PART: Final = 1 << 20
"""Bytes of one part."""


@attachments_app.command("put")
@reaching("clerk")
def put_command(
    owner: Owner,
    file: Annotated[Path, typer.Argument(help="the file, 10 MiB at most; its owner names its hash already")],
    *,
    access: Access,
    json: Json = False,
) -> None:
    """Send a file that a submission or comment names among its attachments; it is kept sealed.

    Example: komplan consultation attachments put jaro/submissions/x1 scan.pdf --target h:5100 --area vzorov
    """
    with told_of(file):
        if file.stat().st_size > LARGEST_ATTACHMENT:
            raise Invalid.field("file", "SOURCE_TOO_LARGE", f"a file has {LARGEST_ATTACHMENT >> 20} MiB at most")
        content = file.read_bytes()
    parent, sha256 = full_name(access, owner), hashlib.sha256(content).hexdigest()

    async def parts() -> AsyncIterator[pb.UploadAttachmentRequest]:
        yield pb.UploadAttachmentRequest(parent=parent, sha256=sha256)
        for start in range(0, len(content), PART):
            yield pb.UploadAttachmentRequest(data=content[start : start + PART])
        yield pb.UploadAttachmentRequest(end=True)

    async def send(peer: Peer) -> Attachment:
        kept: Attachment = await peer.send(rpc.AttachmentServiceStub(peer.channel).UploadAttachment, parts())
        return kept

    kept = asked(access, send)
    if json:
        give_json({"sha256": kept.sha256, "size": kept.size, "media_type": kept.media_type})
    else:
        print(f"kept: {kept.sha256}, {kept.size} B, {kept.media_type}")


@attachments_app.command("get")
@reaching("clerk")
def get_command(
    owner: Owner,
    sha256: Annotated[str, typer.Argument(help="hexadecimal SHA-256 of the file")],
    *,
    access: Access,
    out: Annotated[Path, typer.Option("--out", help="file to write; it is not written over")],
    json: Json = False,
) -> None:
    """Write a file of a submission or comment, for its owner to read only.

    Example: komplan consultation attachments get jaro/comments/x1 HASH --out a.pdf --target h:5100 --area vzorov
    """
    check_new(out)
    request = pb.DownloadAttachmentRequest(parent=full_name(access, owner), sha256=sha256.lower())

    async def fetch(peer: Peer) -> bytes:
        method = rpc.AttachmentServiceStub(peer.channel).DownloadAttachment
        return b"".join([part.data async for part in peer.stream(method, request)])

    content = asked(access, fetch)
    with whole(out) as part:
        part.touch(mode=0o600)
        part.write_bytes(content)
    if json:
        give_json({"file": str(out), "size": len(content)})
    else:
        print(f"{out}: {len(content)} B")
