"""The default states of plan versions, measures, rounds and points."""

from komplan_core.workflow import State, Transition, Workflow

VERSION = Workflow(
    subject="version",
    initial="draft",
    states=(
        State(code="draft", title="pracovní návrh", kernel="draft"),
        State(code="consultation", title="návrh k připomínkám", kernel="consultation"),
        State(code="final", title="konečná verze", kernel="final"),
        State(code="approved", title="schváleno", kernel="approved"),
    ),
    transitions=(
        Transition(
            source="draft", target="consultation", action="publish", title="vydat k připomínkám", roles=("editor",)
        ),
        Transition(source="consultation", target="final", action="finish", title="dokončit", roles=("editor",)),
        Transition(source="final", target="approved", action="adopt", title="schválit", roles=("editor",)),
    ),
)

MEASURE = Workflow(
    subject="measure",
    initial="not-started",
    states=(
        State(code="not-started", title="nezahájeno", kernel="not-started"),
        State(code="running", title="probíhá", kernel="running"),
        State(code="fulfilled", title="splněno", kernel="fulfilled"),
        State(code="partly-fulfilled", title="splněno částečně", kernel="partly-fulfilled"),
        State(code="not-fulfilled", title="nesplněno", kernel="not-fulfilled"),
        State(code="cancelled", title="zrušeno", kernel="cancelled"),
        State(code="postponed", title="odloženo", kernel="postponed"),
    ),
    transitions=(
        Transition(source="not-started", target="running", action="start", title="zahájit", roles=("editor",)),
        Transition(source="running", target="fulfilled", action="fulfil", title="splnit", roles=("editor",)),
        Transition(
            source="running",
            target="partly-fulfilled",
            action="fulfil-partly",
            title="splnit částečně",
            roles=("editor",),
        ),
        Transition(source="running", target="not-fulfilled", action="fail", title="nesplnit", roles=("editor",)),
        Transition(source="not-started", target="cancelled", action="cancel", title="zrušit", roles=("editor",)),
        Transition(source="not-started", target="postponed", action="postpone", title="odložit", roles=("editor",)),
        Transition(source="running", target="cancelled", action="cancel", title="zrušit", roles=("editor",)),
        Transition(source="running", target="postponed", action="postpone", title="odložit", roles=("editor",)),
        Transition(source="postponed", target="running", action="resume", title="obnovit", roles=("editor",)),
    ),
)

ROUND = Workflow(
    subject="round",
    initial="open",
    states=(
        State(code="open", title="probíhá příjem", kernel="open"),
        State(code="closed", title="příjem ukončen", kernel="closed"),
        State(code="settled", title="vypořádáno", kernel="settled"),
    ),
    transitions=(
        Transition(source="open", target="closed", action="close", title="ukončit příjem", roles=("clerk",)),
        Transition(source="closed", target="settled", action="settle", title="uzavřít vypořádání", roles=("clerk",)),
    ),
)

POINT = Workflow(
    subject="point",
    initial="registered",
    states=(
        State(code="registered", title="zapsáno", kernel="registered"),
        State(code="categorised", title="zařazeno", kernel="categorised"),
        State(code="assigned", title="přiděleno skupině", kernel="assigned"),
        State(code="decided", title="vypořádáno", kernel="decided"),
    ),
    transitions=(
        Transition(source="registered", target="categorised", action="categorise", title="zařadit", roles=("clerk",)),
        Transition(source="registered", target="assigned", action="assign", title="přidělit", roles=("clerk",)),
        Transition(
            source="categorised", target="categorised", action="categorise", title="zařadit jinak", roles=("clerk",)
        ),
        Transition(source="categorised", target="assigned", action="assign", title="přidělit", roles=("clerk",)),
        Transition(source="assigned", target="assigned", action="assign", title="přidělit jinam", roles=("clerk",)),
        Transition(
            source="assigned", target="categorised", action="categorise", title="vrátit k zařazení", roles=("clerk",)
        ),
        Transition(source="assigned", target="decided", action="settle", title="vypořádat", roles=("clerk",)),
    ),
)
