"""What authors hold in hand, and what the office asks them: receipts, letters of confirmation, files, by commands."""

import email
import json

import pytest
from support.books import WITNESSES
from support.city_books import CityBook
from support.consultation import Desk, author, told
from support.databases import ON_SQLITE
from support.intake import LINK, Clerk, bring, named, row
from typer.testing import CliRunner

from komplan.consultation.v1 import citizen_service_pb2 as citizen
from komplan.consultation.v1 import intake_service_pb2 as intake
from komplan.consultation.v1 import privacy_service_pb2 as privacy
from komplan_cli.app import app
from komplan_cli.consultation.receipts import qr_of
from komplan_core.book.cosignatures import cosign
from komplan_core.book.proofs import Receipt
from komplan_core.book.receipts import QR_LIMIT
from komplan_core.book.verifying import verify_receipt
from komplan_core.errors import NotFound
from komplan_core.names import last_id

AT = 1_800_000_000
SCAN = b"%PDF-1.7\n" + bytes(2 << 20) + b"\n%%EOF\n"


@pytest.fixture
def desk(instance):
    return Desk(instance("consultation"))


@pytest.fixture
def run(desk):
    """Runs a command of the consultation as the clerk k12; what it prints."""

    def run(*words, personal=False):
        reach = ["--target", desk.city.target, "--area", "vzorov", "--issuer-key", str(desk.city.issuer_key)]
        acting = ["--as", "k12"] if personal else []
        done = CliRunner().invoke(app, ["consultation", *map(str, words), *reach, *acting], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


def issued(desk, comment):
    return desk.ask("IntakeService/IssueReceipt", intake.IssueReceiptRequest(name=comment.name)).receipt


def test_an_imported_comment_gets_a_receipt_with_what_witnesses_signed_since(desk):
    book = CityBook(desk)
    assert bring(desk, [row(1, "Chybí lavičky."), row(2, "Málo stínu.")]).registered == 2
    first = next(desk.listed(number=1))
    seen = book.checkpoint()
    line = cosign(seen.note, WITNESSES[0], AT)
    values = {"origin": seen.origin, "size": seen.size, "witness": WITNESSES[0].name, "line": line, "at": AT}
    book.sql(
        "INSERT INTO cosignature (origin, size, witness, line, at) VALUES (:origin, :size, :witness, :line, :at)",
        **values,
    )
    last = desk.entered("Po svědkovi.")
    keys = [*book.verifiers(), WITNESSES[0].verifier]
    facts = verify_receipt(issued(desk, first), keys, record={"points": [{"text": "Chybí lavičky."}]}, quorum=1)
    assert (facts.entry["no"], facts.index, facts.size, facts.content_checked) == (1, first.leaf, seen.size, True)
    late = verify_receipt(issued(desk, last), keys)
    assert (late.entry["no"], late.size) == (3, book.checkpoint().size)


def test_who_is_erased_keeps_a_receipt_and_what_is_erased_has_none(desk):
    comment = desk.entered("Chybí lavičky.")
    desk.erase(comment)
    assert verify_receipt(issued(desk, comment), CityBook(desk).verifiers()).entry["no"] == 1
    gone = privacy.EraseContentRequest(name=comment.name, ground="unlawful")
    desk.ask("PrivacyService/EraseContent", gone, ("admin",))
    assert told(lambda: issued(desk, comment))[:2] == ("NotFound", "NOT_FOUND")


@ON_SQLITE
def test_a_receipt_is_a_text_for_people_with_the_proof_in_it(desk, run, tmp_path):
    given, receipt = tmp_path / "p.json", tmp_path / "potvrzeni.txt"
    day = desk.submission("x").comment.received_on
    person = {"kind": "individual", "full_name": "Jana Nováková"}
    values = {"channel": "post", "received_on": f"{day.year}-{day.month:02d}-{day.day:02d}", "authors": [person]}
    given.write_text(json.dumps({**values, "points": [{"text": "Chybí lavičky."}]}))
    portal = ("--portal", "https://vzorov.example/kniha")
    printed = run("register", "jaro", "--file", given, "--receipt", receipt, *portal, "--json", personal=True)
    answer = json.JSONDecoder().raw_decode(printed[printed.index("{\n") :])[0]
    text = receipt.read_text()
    assert "POTVRZENÍ O ZÁPISU DO KNIHY PŘIPOMÍNEK" in text
    assert "Konzultace:        Připomínky k návrhu" in text
    assert "Kniha a veřejné klíče: https://vzorov.example/kniha" in text
    assert "lavičky" not in text
    assert verify_receipt(text, CityBook(desk).verifiers()).entry["no"] == 1
    assert answer["qr"] == answer["receipt"]
    assert len(answer["qr"].encode()) <= QR_LIMIT
    crowded = Receipt.parse(answer["receipt"])
    for at in range(29):
        crowded = Receipt(
            crowded.extra,
            crowded.index,
            crowded.proof,
            f"{crowded.checkpoint}{cosign(crowded.checkpoint, WITNESSES[0], at)}\n",
        )
    assert qr_of(crowded.format()) is None


@ON_SQLITE
def test_receipts_of_all_comments_are_written_at_once(desk, run, tmp_path):
    bring(desk, [row(number) for number in (1, 2, 3)])
    erased = privacy.EraseContentRequest(name=next(desk.listed(number=2)).name, ground="unlawful")
    desk.ask("PrivacyService/EraseContent", erased, ("admin",))
    folder, alone = tmp_path / "potvrzeni", tmp_path / "p.txt"
    printed = run("receipt", "--round", "jaro", "--all", folder)
    assert "2 receipts written" in printed
    assert "without a receipt: 2" in printed
    keys = CityBook(desk).verifiers()
    written = {path.name: verify_receipt(path.read_text(), keys).entry["no"] for path in folder.glob("*.txt")}
    assert written == {"00001.txt": 1, "00003.txt": 3}
    assert {path.name for path in folder.glob("*.json")} == {"00001-obsah.json", "00003-obsah.json"}
    run("receipt", "3", "--round", "jaro", "--out", alone)
    assert verify_receipt(alone.read_text(), keys).entry["no"] == 3
    with pytest.raises(NotFound):
        run("receipt", "9", "--round", "jaro", "--out", tmp_path / "x.txt")
    assert not (tmp_path / "x.txt").exists()


@ON_SQLITE
def test_letters_of_confirmation_lie_in_a_folder_and_what_authors_deny_is_settled_by_commands(desk, run, tmp_path):
    mail = desk.entered(authors=[author(contact="jana@vzorov.example")])
    desk.entered(authors=[author("Eva Tichá", contact="Lipová 1, Vzorov")])
    desk.entered()
    folder = tmp_path / "dopisy"
    printed = run(
        "confirm", 1, 2, 3, 9, "--round", "jaro", "--out", folder, "--link", LINK, "--sender", "a@vzorov.example"
    )
    assert "2 letters written" in printed
    assert "comment 3:" in printed
    assert "CONTACT_MISSING" in printed
    assert "comment 9:" in printed
    assert oct(folder.stat().st_mode & 0o777) == "0o700"
    eml, paper = sorted(folder.iterdir())
    message = email.message_from_bytes(eml.read_bytes())
    assert (message["To"], eml.suffix, paper.suffix) == ("jana@vzorov.example", ".eml", ".txt")
    assert paper.read_text().startswith("Eva Tichá\nLipová 1, Vzorov\n")
    body = message.get_payload(decode=True).decode()
    token = body.split(LINK)[1].split()[0]
    deny(desk, token)
    assert "potvrzena" in run("standing", "confirm", "jaro", 1)
    deny(desk, Clerk(desk, "anna").letter(mail).token)
    assert "neplatná" in run("standing", "void", "jaro", 1)
    assert "vzata zpět" in run("standing", "withdraw", "jaro", 2, "--proof", "MMV/7")
    assert [comment.standing for comment in desk.listed()] == ["voided", "withdrawn", "registered"]


def deny(desk, token):
    desk.city.ask("CitizenService/DisputeComment", citizen.DisputeCommentRequest(token=token), roles=())


@ON_SQLITE
def test_a_file_of_a_submission_goes_and_comes_by_commands(desk, run, tmp_path):
    scan, back = tmp_path / "scan.pdf", tmp_path / "zpet.pdf"
    scan.write_bytes(SCAN)
    held = Clerk(desk, "anna").receive(attachments=[named(SCAN, kind="scan")])
    owner = f"rounds/jaro/submissions/{last_id(held.name)}"
    digest = named(SCAN).sha256
    assert digest in run("attachments", "put", owner, scan)
    run("attachments", "get", owner, digest, "--out", back)
    assert back.read_bytes() == SCAN
    assert oct(back.stat().st_mode & 0o777) == "0o600"
