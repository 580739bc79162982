"""The default states of plan versions, measures, rounds, points and grants."""

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

_OFFICE = ("clerk", "editor")
_BOTH_SIDES = ("provider", "clerk", "editor")

GRANT = Workflow(
    subject="grant",
    initial="submitted",
    states=(
        State(code="submitted", title="podáno", kernel="submitted"),
        State(code="returned", title="vráceno k doplnění", kernel="returned"),
        State(code="rejected", title="vyřazeno při formální kontrole", kernel="rejected"),
        State(code="formally-checked", title="formálně v pořádku", kernel="formally-checked"),
        State(code="opinion", title="se stanoviskem pracovní skupiny", kernel="opinion"),
        State(code="scored", title="ohodnoceno", kernel="scored"),
        State(code="proposed", title="v návrhu", kernel="proposed"),
        State(code="granted", title="schváleno", kernel="granted"),
        State(code="refused", title="neschváleno", kernel="refused"),
        State(code="contracted", title="smlouva uzavřena", kernel="contracted"),
        State(code="paid", title="vyplaceno", kernel="paid"),
        State(code="settled", title="vyúčtováno", kernel="settled"),
        State(code="withdrawn", title="vzato zpět", kernel="withdrawn"),
    ),
    transitions=(
        *(
            Transition(source=source, target=target, action=action, title=title, roles=_OFFICE)
            for source, target, action, title in (
                ("submitted", "formally-checked", "check", "uznat za úplnou"),
                ("submitted", "returned", "return", "vrátit k doplnění"),
                ("submitted", "rejected", "reject", "vyřadit"),
                ("returned", "rejected", "reject", "vyřadit"),
                ("formally-checked", "opinion", "advise", "zapsat stanovisko skupiny"),
                ("opinion", "opinion", "advise", "změnit stanovisko skupiny"),
                ("opinion", "scored", "score", "uzavřít hodnocení"),
                ("scored", "opinion", "rescore", "vrátit k hodnocení"),
                ("proposed", "opinion", "rescore", "vrátit k hodnocení"),
                ("scored", "proposed", "propose", "zařadit do návrhu"),
                ("proposed", "proposed", "propose", "navrhnout znovu"),
                ("proposed", "granted", "grant", "schválit"),
                ("proposed", "refused", "refuse", "neschválit"),
                ("granted", "contracted", "contract", "uzavřít smlouvu"),
                ("contracted", "paid", "pay", "doplatit"),
                ("paid", "settled", "settle", "vyúčtovat"),
            )
        ),
        Transition(
            source="returned", target="submitted", action="resubmit", title="podat doplněnou", roles=_BOTH_SIDES
        ),
        *(
            Transition(source=source, target="withdrawn", action="withdraw", title="vzít zpět", roles=_BOTH_SIDES)
            for source in [
                "submitted",
                "returned",
                "formally-checked",
                "opinion",
                "scored",
                "proposed",
                "granted",
                "contracted",
            ]
        ),
    ),
)
