"""Letters to authors as files: e-mails, and plain text for those who are answered on paper."""

from pathlib import Path

from komplan.consultation.v1.reply_service_pb2 import Letter
from komplan_cli.days import czech_day
from komplan_cli.mails import email, in_bytes, put_away
from komplan_core.consultation.replies import BY_MAIL
from komplan_core.names import last_id
from komplan_kit.clock import utc_now


def put_letter_away(folder: Path, letter: Letter, sender: str) -> Path:
    """Write one letter into a folder of its owner's own. Raises Invalid for an address that is none."""
    by_mail = letter.channel in BY_MAIL
    name = f"{letter.number:05d}-{last_id(letter.reply)}.{'eml' if by_mail else 'txt'}"
    if by_mail:
        return put_away(folder, name, in_bytes(email(letter.contact.strip(), letter.subject, letter.text, sender)))
    return put_away(folder, name, _paper(letter))


def _paper(letter: Letter) -> bytes:
    day = czech_day(utc_now().date())
    return f"{letter.recipient}\n{letter.contact}\n\n{day}\n\nVěc: {letter.subject}\n\n{letter.text}".encode()
