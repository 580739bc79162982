"""The lasting structures of slide 7. Its arrows are missing, so who answers to whom is inferred.

The assembly is not on the slide: every city has one by law, and it adopts the plan.
"""

from typing import Final

from komplan_core.organisation import Body, BodyKind

BODIES: Final = (
    Body(code="assembly", title="Zastupitelstvo města Ústí nad Labem", kind=BodyKind.ASSEMBLY),
    Body(code="council", title="Rada města Ústí nad Labem", kind=BodyKind.COUNCIL, parent="assembly"),
    Body(code="regional-institutions", title="Vrcholové instituce v regionu", kind=BodyKind.CONFERENCE),
    Body(code="agreement-group", title="Skupina pro dohodu", kind=BodyKind.STEERING_GROUP, parent="council"),
    Body(
        code="social-health-commission",
        title="Sociálně zdravotní komise Rady města",
        kind=BodyKind.COMMISSION,
        parent="council",
    ),
    Body(
        code="sector-conferences",
        title="Oborové konference",
        kind=BodyKind.CONFERENCE,
        parent="social-health-commission",
    ),
    Body(
        code="planning-team",
        title="Tým pro komunitní plánování",
        kind=BodyKind.IMPLEMENTATION_TEAM,
        parent="social-health-commission",
    ),
    Body(code="managing-team", title="Manažerský tým", kind=BodyKind.IMPLEMENTATION_TEAM, parent="planning-team"),
    Body(
        code="information-team",
        title="Tým pro práci s informacemi",
        kind=BodyKind.INFORMATION_TEAM,
        parent="planning-team",
    ),
    Body(code="quality-team", title="Tým pro kvalitu a efektivitu", kind=BodyKind.QUALITY_TEAM, parent="planning-team"),
    Body(
        code="group-managers",
        title="Manažeři koordinačních skupin",
        kind=BodyKind.COORDINATION_GROUP,
        parent="managing-team",
    ),
    # the slide shortens the name ("odd. pod.nest.s.služeb"); its full wording is inferred
    Body(
        code="ngo-support-office",
        title="Městské oddělení podpory nestátních sociálních služeb",
        kind=BodyKind.OFFICE,
        parent="council",
    ),
    Body(code="community-work-centre", title="Centrum komunitní práce", kind=BodyKind.OFFICE, parent="planning-team"),
)
