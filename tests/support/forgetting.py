"""Erasures in few words: whose data goes, and what was told of it."""

from typing import Any, Final

from komplan.consultation.v1 import privacy_service_pb2 as pb
from komplan.consultation.v1.comment_pb2 import Comment
from support.consultation import Desk, author

NAME, CONTACT, TEXT = "Kanarkova Jana", "kanarek@vzorov.example", "Kanarek text"
PEOPLE: Final = [author(NAME, "user", CONTACT), author("Petr Svoboda", "individual", "petr@vzorov.example")]


def erase_authors(desk: Desk, comment: Comment, which: int = 0, ground: str = "objection") -> Any:
    """Forget all authors of a comment, or one of them."""
    request = pb.EraseAuthorsRequest(name=comment.name, author=which, ground=ground)
    return desk.ask("PrivacyService/EraseAuthors", request, ("admin",))


def erase_content(desk: Desk, comment: Comment, ground: str = "unlawful") -> Any:
    """Forget what a comment says."""
    request = pb.EraseContentRequest(name=comment.name, ground=ground)
    return desk.ask("PrivacyService/EraseContent", request, ("admin",))


def erasures(desk: Desk, comment: Comment) -> list[Any]:
    """What was erased of a comment, with its proof."""
    return list(desk.ask("PrivacyService/ListErasures", pb.ListErasuresRequest(parent=comment.name)).erasures)
