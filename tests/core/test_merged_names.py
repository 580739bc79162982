"""Where the name of an entry leads that was merged into another."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from komplan_core.catalogue.merging import Merge, redirected

DAY = date(2027, 1, 1)
NAMES = [f"areas/vzorov/services/s{number}" for number in range(6)]


class Names:
    """The redirects of a catalogue after merges and returns, as they are stored."""

    def __init__(self):
        self.living, self.merges = set(NAMES), {}

    def merge(self, keep, gone):
        if keep != gone and {keep, gone} <= self.living:
            self.living.discard(gone)
            self.merges[gone] = Merge(gone=gone, kept=keep, target=keep, merged_on=DAY)
            self.follow()

    def come_back(self, name):
        if name not in self.living:
            self.living.add(name)
            del self.merges[name]
            self.follow()

    def follow(self):
        for merge_ in redirected(self.merges.values()):
            self.merges[merge_.gone] = merge_


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(0, 3)), max_size=30))
def test_every_name_leads_to_an_entry_that_is_there_after_any_merges_and_returns(happens):
    names = Names()
    for one, other, what in happens:
        if what:
            names.merge(one, other)
        else:
            names.come_back(one)
        assert set(names.merges) == set(NAMES) - names.living
        assert {merge_.target for merge_ in names.merges.values()} <= names.living
        assert redirected(names.merges.values()) == []


def test_a_chain_is_followed_to_its_end_and_shortened_when_somebody_comes_back():
    names = Names()
    a, b, c = NAMES[:3]
    names.merge(b, a)
    names.merge(c, b)
    assert (names.merges[a].target, names.merges[b].target) == (c, c)
    names.come_back(b)
    assert (names.merges[a].target, names.merges[a].kept) == (b, b)
