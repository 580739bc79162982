"""How often one address may do what everybody may."""

import pytest

from komplan_core.errors import Full
from komplan_kit.caller import NOBODY, Caller
from komplan_kit.rates import MOST_KNOWN, TOLD_ADDRESS, Rate, Rates, address_of

THREE = Rate(3, 10.0)


class Call:
    def __init__(self, peer, **metadata):
        self._peer, self._metadata = peer, [(key.replace("_", "-"), value) for key, value in metadata.items()]

    def peer(self):
        return self._peer

    def invocation_metadata(self):
        return self._metadata


def test_so_many_at_once_then_one_after_each_pause():
    now = [100.0]
    rates = Rates(lambda: now[0])
    for _ in range(3):
        rates.take("a", THREE)
    with pytest.raises(Full, match="repeat after 11 s"):
        rates.take("a", THREE)
    rates.take("b", THREE)
    now[0] += 9.9
    with pytest.raises(Full):
        rates.take("a", THREE)
    now[0] += 0.1
    rates.take("a", THREE)
    with pytest.raises(Full):
        rates.take("a", THREE)
    now[0] += 1000.0
    for _ in range(3):
        rates.take("a", THREE)
    with pytest.raises(Full):
        rates.take("a", THREE)


def test_no_number_of_addresses_fills_the_memory():
    rates = Rates(lambda: 0.0)
    for number in range(MOST_KNOWN + 10):
        rates.take(number, THREE)
    assert len(rates._free_at) == MOST_KNOWN


def test_an_address_has_no_port_and_only_a_known_machine_tells_another():
    told = {TOLD_ADDRESS.replace("-", "_"): "203.0.113.7"}
    assert address_of(Call("ipv4:127.0.0.1:4711"), NOBODY) == "127.0.0.1"
    assert address_of(Call("ipv6:%5B::1%5D:4711"), NOBODY) == "[::1]"
    assert address_of(Call("unix:"), NOBODY) == "unix"
    assert address_of(Call("ipv4:127.0.0.1:4711", **told), NOBODY) == "127.0.0.1"
    assert address_of(Call("ipv4:127.0.0.1:4711", **told), Caller("portal", frozenset({"anyone"}))) == "203.0.113.7"
