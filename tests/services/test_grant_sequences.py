"""Whatever is tried in whatever order: states move as allowed, money keeps its bounds, conflicts count nowhere."""

from fractions import Fraction

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)
from support.grants import Fund

from komplan_core.errors import Invalid, Refused

UNDECIDED = ("submitted", "formally-checked", "opinion", "scored", "proposed")
NEXT = {
    "check": {"submitted": "formally-checked"},
    "advise": {"formally-checked": "opinion", "opinion": "opinion"},
    "close": {"opinion": "scored"},
    "contract": {"granted": "contracted"},
    "withdraw": dict.fromkeys((*UNDECIDED, "granted", "contracted"), "withdrawn"),
}
"""Where an action leads from each state; from all others it leads nowhere."""
EVALUATORS = st.sampled_from(("eva", "jan", "iva"))
POINTS = st.tuples(st.integers(0, 10), st.integers(0, 10))
PARTS = st.integers(1, 100)


def test_no_sequence_of_steps_breaks_a_rule_of_grants(town):
    fund = Fund(town)
    seats = {id_: fund.evaluator(id_) for id_ in ("eva", "jan", "iva")}
    numbers = iter(range(10_000))

    class Grants(RuleBasedStateMachine):
        applications = Bundle("applications")

        @initialize(
            target=applications,
            budget=st.integers(1_000, 200_000),
            asked=st.lists(st.integers(1, 90_000), min_size=2, max_size=3),
        )
        def announce(self, budget, asked):
            self.budget, self.state, self.proposal = budget, {}, None
            self.sheets, self.conflicts, self.granted, self.paid = {}, {}, {}, {}
            self.call = fund.call(f"c{next(numbers)}", budget=budget)
            names = [self.submit(requested) for requested in asked]
            for name in names:
                self.hurry(name, "eva", (5, 5))
            self.propose("ranking")
            return multiple(*names)

        @precondition(lambda self: len(self.state) < 5)
        @rule(target=applications, requested=st.integers(1, 90_000))
        def submit(self, requested):
            name = fund.apply(self.call, requested=requested)
            self.state[name], self.sheets[name], self.conflicts[name] = "submitted", {}, set()
            return name

        @rule(name=applications, action=st.sampled_from(list(NEXT)))
        def act(self, name, action):
            target = NEXT[action].get(self.state[name])
            unscored = action == "close" and not set(self.sheets[name]) - self.conflicts[name]
            started = action == "withdraw" and self.paid.get(name, 0)
            if target is None or unscored or started:
                self.refused(lambda: getattr(fund, action)(name))
                return
            done = getattr(fund, action)(name)
            self.state[name] = target
            if action == "close":
                counted = [p for who, p in self.sheets[name].items() if who not in self.conflicts[name]]
                wanted = sum(Fraction(100 * (3 * quality + need), 40) for quality, need in counted) / len(counted)
                assert abs(Fraction(done.score) - wanted) <= Fraction(1, 200)

        @rule(name=applications, who=EVALUATORS, points=POINTS)
        def hurry(self, name, who, points):
            """From the beginning to a score at once, so that short sequences get far."""
            if self.state[name] == "submitted" and who not in self.conflicts[name]:
                for action in ("check", "advise"):
                    self.act(name, action)
                self.score(name, who, points)
                self.act(name, "close")

        @rule(name=applications, who=EVALUATORS, points=POINTS)
        def score(self, name, who, points):
            given = dict(zip(("quality", "need"), points, strict=True))
            if self.state[name] != "opinion" or who in self.conflicts[name]:
                self.refused(lambda: fund.score(name, seats[who], given))
                return
            fund.score(name, seats[who], given)
            self.sheets[name][who] = points

        @rule(name=applications, who=EVALUATORS)
        def conflict(self, name, who):
            if self.state[name] not in UNDECIDED:
                self.refused(lambda: fund.conflict(name, seats[who]))
                return
            fund.conflict(name, seats[who])
            counted = who in self.sheets[name] and who not in self.conflicts[name]
            if counted and self.state[name] in ("scored", "proposed"):
                self.state[name], self.proposal = "opinion", None
            elif self.state[name] == "proposed" and who not in self.conflicts[name]:
                self.proposal = None
            self.conflicts[name].add(who)

        @precondition(lambda self: self.state)
        @rule(strategy=st.sampled_from(("ranking", "proportional")))
        def propose(self, strategy):
            ready = [name for name, state in self.state.items() if state in ("scored", "proposed")]
            if not ready:
                self.refused(lambda: fund.propose(self.call, strategy))
                return
            self.proposal = fund.propose(self.call, strategy)
            assert {line.application for line in self.proposal.lines} == set(ready)
            assert sum(line.proposed for line in self.proposal.lines) <= self.budget - sum(self.standing())
            self.state.update(dict.fromkeys(ready, "proposed"))

        @precondition(lambda self: self.proposal is not None and "proposed" in self.state.values())
        @rule(part=st.integers(0, 100))
        def decide(self, part):
            open_ = [line for line in self.proposal.lines if self.state[line.application] == "proposed"]
            amounts = {line.application: line.requested * part // 100 for line in open_}
            above = sum(self.standing()) + sum(amounts.values()) > self.budget
            if not open_:
                return
            if above:
                self.refused(lambda: fund.decide(self.proposal, amounts, "rozhodnutí rady"))
                return
            fund.decide(self.proposal, amounts, "rozhodnutí rady")
            self.granted.update(amounts)
            self.state.update({name: "granted" if hal else "refused" for name, hal in amounts.items()})

        @precondition(lambda self: "granted" in self.state.values())
        @rule()
        def sign(self):
            """Contracts on all grants."""
            for name in [name for name, state in self.state.items() if state == "granted"]:
                self.act(name, "contract")

        @precondition(lambda self: "contracted" in self.state.values())
        @rule(part=PARTS, last=st.booleans())
        def pay(self, part, last):
            name = next(name for name, state in self.state.items() if state == "contracted")
            granted, paid = self.granted.get(name, 0), self.paid.get(name, 0)
            amount = max(1, granted * part // 100)
            if paid + amount > granted:
                self.refused(lambda: fund.pay(name, amount, last=last))
                return
            fund.pay(name, amount, last=last)
            self.paid[name] = paid + amount
            if last or paid + amount == granted:
                self.state[name] = "paid"

        @precondition(lambda self: "paid" in self.state.values())
        @rule(part=PARTS, error=st.sampled_from((0, 0, 1)))
        def settle(self, part, error):
            name = next(name for name, state in self.state.items() if state == "paid")
            paid = self.paid.get(name, 0)
            drawn = paid * part // 100
            if error:
                self.refused(lambda: fund.settle(name, drawn + error, paid - drawn))
                return
            fund.settle(name, drawn, paid - drawn)
            self.state[name] = "settled"

        @invariant()
        def holds(self):
            found = {item.name: item for item in fund.applications(self.call)} if self.state else {}
            assert {name: item.state for name, item in found.items()} == self.state
            results = {item.name: item for item in fund.results(self.call)} if self.granted else {}
            assert len(results) == len(self.granted)
            assert sum(item.granted for item in results.values()) == sum(self.standing()) <= self.budget
            for name, hal in self.granted.items():
                item = results[name.replace("/applications/", "/results/")]
                assert item.granted == (0 if self.state[name] in ("refused", "withdrawn") else hal)
                if self.state[name] == "settled":
                    assert item.drawn + item.returned == item.paid == self.paid[name] <= item.granted
                    assert item.paid < item.granted or item.drawn == item.granted - item.returned

        def standing(self):
            return [hal for name, hal in self.granted.items() if self.state[name] not in ("refused", "withdrawn")]

        @staticmethod
        def refused(call):
            try:
                call()
            except (Refused, Invalid):
                return
            raise AssertionError("it was not refused")

    run_state_machine_as_test(
        Grants,
        settings=settings(
            max_examples=12, stateful_step_count=35, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
