"""The commands of a campaign over a real channel and a real mail server: what is sent, what counts, what is written."""

import csv
import ssl
import stat
from email import message_from_bytes, policy

import orjson
import pytest
import trustme
from structlog.testing import capture_logs
from support.campaigns import AREA, LINK, CampaignOffice, Hands
from support.smtp import MailServer
from typer.testing import CliRunner

from komplan.catalogue.v1.campaign_editor_service_pb2 import SetRecipientRequest
from komplan_cli.app import app
from komplan_cli.mails import email, in_bytes
from komplan_core.errors import Invalid, Refused, Unavailable

SENDER = "katalog@vzorov.example"


@pytest.fixture
def logged():
    """What the service logs, which would otherwise stand among what the command prints."""
    with capture_logs() as lines:
        yield lines


@pytest.fixture
def office(instance, monkeypatch, logged):
    clock = Hands()
    monkeypatch.setattr("komplan_catalogue.compose.utc_now", clock)
    made = CampaignOffice(instance("catalogue"), clock)
    made.provider(contacts=[{"phone": "555 000 222"}])
    for number, name in enumerate(("domov", "azyl", "klub")):
        made.home(name, title=f"Služba – {name}", registration_number=str(number))
    made.started()
    return made


def komplan(office, *words):
    """What a command prints; its exit code and talk are kept on the function. Raises PlanError."""
    access = ("--target", office.instance.target, "--area", "vzorov", "--issuer-key", str(office.instance.issuer_key))
    done = CliRunner().invoke(app, ["catalogue", *words, *access])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def send(office, *words):
    done = komplan(office, "campaign", "send", "jaro", "--sender", SENDER, "--link", LINK, "--json", *words)
    return orjson.loads(done.stdout), done


def reminded(office):
    return sorted(name for name, item in office.items().items() if item.reminders)


def test_letters_go_out_over_one_connection_and_what_was_taken_counts(office, logged):
    with MailServer() as server:
        told, _ = send(office, "--smtp", server.address)
    assert told == {"due": 3, "sent": 3, "written": 0, "failed": {}}
    assert server.connections == 1
    assert sorted(mail.recipients[0] for mail in server.taken) == [
        "azyl@vzorov.example",
        "domov@vzorov.example",
        "klub@vzorov.example",
    ]
    assert {mail.sender for mail in server.taken} == {SENDER}
    assert reminded(office) == ["azyl", "domov", "klub"]
    assert logged
    assert "@vzorov.example" not in repr(logged)
    with MailServer() as server:
        assert send(office, "--smtp", server.address)[0]["due"] == 0
    assert (server.connections, server.taken) == (0, [])


def test_the_link_of_a_mail_that_arrived_confirms(office):
    with MailServer() as server:
        send(office, "--smtp", server.address)
    mail = next(mail for mail in server.taken if mail.recipients == ["domov@vzorov.example"]).message
    assert mail["Subject"] == "Ověření údajů v katalogu sociálních služeb – Služba – domov"
    (link,) = [line for line in mail.get_content().splitlines() if line.startswith(LINK)]
    assert office.confirmed(link.removeprefix(LINK)).title == "Služba – domov"


def test_what_the_mail_server_refuses_does_not_count_and_is_told(office):
    with MailServer(refuse={"azyl@vzorov.example": "550 no such mailbox"}) as server:
        told, done = send(office, "--smtp", server.address)
    assert (told["sent"], told["failed"]) == (2, {"azyl": "SMTP 550"})
    assert done.exit_code == 6
    assert reminded(office) == ["domov", "klub"]
    assert "azyl@" not in done.output
    with MailServer() as server:
        assert send(office, "--smtp", server.address)[0]["sent"] == 1


def test_a_mail_server_that_goes_away_leaves_the_rest_unsent(office):
    with MailServer(hang_up_after=1) as server:
        told, done = send(office, "--smtp", server.address)
    assert (told["sent"], len(told["failed"]), done.exit_code) == (1, 2, 6)
    assert (len(server.taken), server.connections, len(reminded(office))) == (1, 1, 1)


def test_a_mail_server_that_is_not_there_changes_nothing(office):
    with MailServer() as server:
        gone = server.address
    with pytest.raises(Unavailable):
        send(office, "--smtp", gone)
    assert reminded(office) == []


@pytest.fixture
def authority(tmp_path):
    made = trustme.CA()
    made.cert_pem.write_to_path(tmp_path / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.issue_cert("127.0.0.1").configure_cert(context)
    return tmp_path / "ca.pem", context


def test_mails_are_encrypted_where_the_server_offers_it(office, authority):
    ca, context = authority
    with MailServer(tls=context) as server:
        told, _ = send(office, "--smtp", server.address, "--smtp-ca", str(ca))
    assert (told["sent"], {mail.encrypted for mail in server.taken}) == (3, {True})


def test_no_mail_goes_to_a_server_whose_certificate_is_not_trusted(office, authority):
    with MailServer(tls=authority[1]) as server, pytest.raises(Refused):
        send(office, "--smtp", server.address)
    assert (server.taken, reminded(office)) == ([], [])


def test_an_outbox_holds_one_mail_for_each_letter_and_nobody_else_reads_it(office, tmp_path):
    outbox = tmp_path / "posta"
    told, _ = send(office, "--outbox", str(outbox))
    assert (told["written"], told["sent"], reminded(office)) == (3, 0, [])
    files = sorted(outbox.iterdir())
    assert [path.name for path in files] == ["azyl-1.eml", "domov-1.eml", "klub-1.eml"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in (outbox, *files)} == {0o700, 0o600}
    mail = message_from_bytes(files[1].read_bytes(), policy=policy.SMTP)
    assert (mail["To"], mail["From"]) == ("domov@vzorov.example", SENDER)
    assert "Popis" not in mail.get_content()
    assert "ZÁKLADNÍ ÚDAJE" in mail.get_content()
    assert all(len(line) <= 998 for line in files[1].read_bytes().split(b"\r\n"))


def test_who_sends_the_outbox_itself_says_so(office, tmp_path):
    told, _ = send(office, "--outbox", str(tmp_path / "posta"), "--mark")
    assert (told["written"], reminded(office)) == (3, ["azyl", "domov", "klub"])


def test_nothing_is_sent_without_saying_whereto_from_whom_and_with_which_link(office, tmp_path):
    outbox = ("--outbox", str(tmp_path))
    for words in (
        ("--sender", SENDER, "--link", LINK),
        ("--sender", f"{SENDER}\nBcc: nikdo@vzorov.example", "--link", LINK, *outbox),
        ("--sender", "", "--link", LINK, *outbox),
        ("--sender", SENDER, "--link", "https://katalog.vzorov.example/", *outbox),
        ("--sender", SENDER, "--link", LINK, "--smtp", "nikde"),
    ):
        with pytest.raises(Invalid):
            komplan(office, "campaign", "send", "jaro", *words)
    assert reminded(office) == []
    assert list(tmp_path.glob("*.eml")) == []


@pytest.mark.parametrize("subject", ["A\r\nBcc: b@vzorov.example", "A\nB", "Ž" * 500, "=?utf-8?q?x?=", "a\u2028b"])
def test_no_subject_makes_another_header(subject):
    raw = in_bytes(email("a@vzorov.example", subject, "Text\n.\nBcc: c", SENDER))
    read = message_from_bytes(raw, policy=policy.SMTP)
    headers = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"}
    assert set(read.keys()) == headers | {"Content-Type", "Content-Transfer-Encoding"}
    assert read.get_content().splitlines() == ["Text", ".", "Bcc: c"]
    assert "b@vzorov.example" not in str(read["To"])
    assert read["Subject"] == " ".join(subject.split())


def test_a_line_with_a_dot_arrives_whole(office):
    office.update_service(f"{AREA}/services/domov", "description", description="Věta.\n.\n..Konec")
    with MailServer() as server:
        send(office, "--smtp", server.address)
    mail = next(mail for mail in server.taken if mail.recipients == ["domov@vzorov.example"]).message
    assert "Popis: Věta. . ..Konec" in mail.get_content()


def test_a_campaign_is_run_from_the_command_line(office, tmp_path):
    office.close()
    start = ("campaign", "start", "leto", "--title", "Odbor", "--opens", "2027-03-01", "--closes", "2027-06-01")
    assert orjson.loads(komplan(office, *start, "--json").stdout) == {"campaign": "leto", "items": 3}
    office.update_service(f"{AREA}/services/klub", "contacts")
    due = orjson.loads(komplan(office, "campaign", "due", "leto", "--json").stdout)
    assert due["states"] == {"waiting": 3}
    office.office("SetRecipient", SetRecipientRequest(name=f"{AREA}/campaigns/leto/items/klub"))
    (call,) = orjson.loads(komplan(office, "campaign", "due", "leto", "--json").stdout)["calls"]
    assert (call["item"], call["phones"]) == ("klub", "555 000 222")
    words = ("campaign", "phoned", "klub", "--campaign", "leto", "--confirmed", "--etag", call["etag"])
    assert "klub is confirmed" in komplan(office, *words).stdout
    assert "azyl is unreachable" in komplan(office, "campaign", "unreachable", "azyl", "--campaign", "leto").stdout
    assert "leto is closed" in komplan(office, "campaign", "close", "leto").stdout
    table = tmp_path / "zprava.csv"
    told = orjson.loads(komplan(office, "campaign", "report", "leto", "--csv", str(table), "--json").stdout)
    whole = {
        "poskytovatel": "celkem",
        "potvrzeno": "1",
        "opraveno": "0",
        "nezastiženo": "2",
        "služba zanikla": "0",
        "čeká na odpověď": "0",
        "celkem": "3",
    }
    assert (told["state"], told["title"], told["rows"][-1]) == ("closed", "Odbor", whole)
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[0] == list(whole)
    assert [row[0] for row in rows[1:]] == ["Charita Vzorov", "celkem"]
    assert "stav: closed, ke dni 2027-03-01" in komplan(office, "campaign", "report", "leto").stdout


def test_duplicates_are_listed_and_merged_from_the_command_line(office):
    for name in ("a", "b"):
        office.service(name, title="Půjčovna pomůcek", languages=["cs" if name == "a" else "uk"])
    found = orjson.loads(komplan(office, "duplicates", "--kind", "services", "--json").stdout)
    assert [(pair["first"], pair["second"], pair["reasons"]) for pair in found["pairs"]] == [
        (f"{AREA}/services/a", f"{AREA}/services/b", ["same-title-and-place"])
    ]
    assert "stejný název" in komplan(office, "duplicates").stdout
    seen = komplan(office, "merge", "services/a", "services/b", "--preview")
    assert "jen náhled" in seen.stdout
    assert office.get(f"{AREA}/services/b").name == f"{AREA}/services/b"
    words = ("merge", "services/a", "services/b", "--take", "languages=gone", "--json")
    told = orjson.loads(komplan(office, *words).stdout)
    assert (told["merged"], told["fields"]) == (
        True,
        [{"field": "languages", "taken": "gone", "kept": ["uk"], "lost": ["cs"]}],
    )
    assert office.get(f"{AREA}/services/b").name == f"{AREA}/services/a"
    with pytest.raises(Invalid):
        komplan(office, "merge", "services/a", "services/b", "--take", "title")
