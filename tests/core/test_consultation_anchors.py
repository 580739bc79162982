"""Anchors hold on to the words that were quoted, and say how sure they are in a later draft."""

import hashlib
import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from komplan_core.consultation import Anchor
from komplan_core.consultation.anchors import CERTAIN, DISTINCT, ELSEWHERE, LEAST, NOWHERE, anchored, found_again
from komplan_core.consultation.drafts import DraftBlock, blocks_sha256
from komplan_core.errors import Invalid

TEXT = "Město zřídí v každé čtvrti lavičky pro seniory a do roku 2029 opraví chodníky kolem domova pro seniory."
QUOTE = "lavičky pro seniory a do roku 2029"


def block(text, id_="measures/m1/description"):
    return DraftBlock(id=id_, text=text, sha256=hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest())


def later(*blocks):
    return {item.id: item for item in blocks}


BEFORE = block(TEXT)
ANCHOR = anchored(Anchor(block=BEFORE.id, exact=QUOTE), BEFORE)


def told(anchor, of=BEFORE):
    with pytest.raises(Invalid) as caught:
        anchored(anchor, of, prefix="comment.points.0.anchor.")
    (violation,) = caught.value.violations
    return violation.reason, violation.field.removeprefix("comment.points.0.anchor.")


def test_an_anchor_quotes_what_stands_in_the_draft():
    assert (ANCHOR.block_sha256, ANCHOR.confidence) == (BEFORE.sha256, CERTAIN)
    assert anchored(Anchor(block=BEFORE.id), BEFORE).exact == ""
    assert anchored(Anchor(block=BEFORE.id, exact=unicodedata.normalize("NFD", QUOTE)), BEFORE)
    around = Anchor(block=BEFORE.id, prefix="pro ", exact="seniory", suffix=" a do")
    assert anchored(around, BEFORE).exact == "seniory"
    assert told(Anchor(block=BEFORE.id, exact="parkoviště")) == ("QUOTE_MISSING", "exact")
    assert told(around.revised({"prefix": "bez "})) == ("QUOTE_MISSING", "exact")
    assert told(Anchor(block=BEFORE.id, block_sha256="0" * 64)) == ("DRAFT_UNKNOWN", "block_sha256")
    assert told(Anchor(block="measures/m9/title"), None) == ("REFERENCE_MISSING", "block")


def test_exact_words_are_found_for_certain_changed_ones_with_less_and_lost_ones_not():
    same_words = block(f"Nový úvod. {TEXT}")
    assert found_again(ANCHOR, TEXT, later(BEFORE)).confidence == CERTAIN
    assert found_again(ANCHOR, TEXT, later(same_words)).confidence == CERTAIN
    edited = block(TEXT.replace("do roku 2029", "do konce roku 2028"))
    found = found_again(ANCHOR, TEXT, later(edited))
    assert LEAST <= found.confidence < ELSEWHERE
    assert found.exact in edited.text
    one_letter = found_again(ANCHOR, TEXT, later(block(TEXT.replace("2029", "2028"))))
    assert LEAST <= one_letter.confidence < ELSEWHERE
    assert found_again(ANCHOR, TEXT, later(block("Plán se touto oblastí nezabývá."))) == NOWHERE
    assert found_again(ANCHOR, TEXT, {}) == NOWHERE


def test_words_that_moved_to_one_other_text_are_suggested_there_and_never_guessed_among_several():
    moved = block(f"Přesunuto: {QUOTE}.", "measures/m2/description")
    found = found_again(ANCHOR, TEXT, later(block("Zrušeno."), moved))
    assert (found.block, found.confidence) == (moved.id, ELSEWHERE)
    again = block(f"I zde: {QUOTE}.", "measures/m3/description")
    assert found_again(ANCHOR, TEXT, later(block("Zrušeno."), moved, again)) == NOWHERE
    short = anchored(Anchor(block=BEFORE.id, exact="seniory"), BEFORE)
    assert found_again(short, TEXT, later(block("Zrušeno."), moved)) == NOWHERE


def test_a_whole_text_is_as_sure_as_it_is_alike():
    whole = anchored(Anchor(block=BEFORE.id), BEFORE)
    assert found_again(whole, TEXT, later(block(TEXT.replace("2029", "2030")))).confidence in range(LEAST, CERTAIN)
    assert found_again(whole, TEXT, later(block("Něco docela jiného."))) == NOWHERE


WORDS = st.lists(
    st.sampled_from(["město", "lavičky", "chodník", "senior", "škola", "služba", "rok", "2029", "dotace"]), min_size=12
)


@given(words=WORDS, other=WORDS, seed=st.integers())
def test_certainty_means_that_the_very_words_stand_there(words, other, seed):
    text, chance = " ".join(words), random.Random(seed)
    begin = chance.randrange(len(words) - 6)
    before = block(text)
    anchor = anchored(Anchor(block=before.id, exact=" ".join(words[begin : begin + 6])), before)
    kept = block(" ".join([*other, *words]))
    assert found_again(anchor, text, later(kept)).confidence == CERTAIN
    found = found_again(anchor, text, later(block(" ".join(other))))
    assert (found.confidence == CERTAIN) == (anchor.exact in " ".join(other))
    assert found.confidence == 0 or found.confidence >= LEAST
    assert len(anchor.exact) >= DISTINCT


def test_the_hash_of_a_draft_changes_with_any_text_or_their_order():
    one, two = block("a", "sections/s1/text"), block("b", "sections/s2/text")
    assert len({blocks_sha256(blocks) for blocks in ([one, two], [two, one], [one], [])}) == 4
