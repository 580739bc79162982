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

_CLERK = ("clerk",)
_OFFICE = ("clerk", "editor")

ROUND = Workflow(
    subject="round",
    initial="prepared",
    states=(
        State(code="prepared", title="připravuje se", kernel="prepared"),
        State(code="announced", title="oznámeno", kernel="announced"),
        State(code="open", title="probíhá příjem", kernel="open"),
        State(code="closed", title="příjem ukončen", kernel="closed"),
        State(code="settling", title="vypořádává se", kernel="settling"),
        State(code="settled", title="vypořádáno", kernel="settled"),
        State(code="released", title="vypořádání zveřejněno", kernel="released"),
        State(code="submitted", title="předloženo zastupitelstvu", kernel="submitted"),
        State(code="returned", title="vráceno k dopracování", kernel="returned"),
        State(code="approved", title="plán schválen", kernel="approved"),
        State(code="archived", title="uzavřeno do archivu", kernel="archived"),
    ),
    transitions=tuple(
        Transition(source=source, target=target, action=action, title=title, roles=roles)
        for source, target, action, title, roles in (
            ("prepared", "announced", "announce", "oznámit", _CLERK),
            ("announced", "open", "open", "zahájit příjem", _CLERK),
            ("open", "closed", "close", "ukončit příjem", _CLERK),
            ("closed", "settling", "start-settling", "zahájit vypořádání", _CLERK),
            ("settling", "settled", "settle", "uzavřít vypořádání", _CLERK),
            ("settled", "released", "release", "zveřejnit vypořádání", _CLERK),
            ("released", "submitted", "submit", "předložit zastupitelstvu", _OFFICE),
            ("submitted", "returned", "return", "vrátit k dopracování", _OFFICE),
            ("returned", "settling", "start-settling", "vypořádat znovu", _CLERK),
            ("submitted", "approved", "approve", "zaznamenat schválení", _OFFICE),
            ("approved", "archived", "archive", "archivovat", _CLERK),
        )
    ),
)

_UNDECIDED = ("registered", "categorised", "assigned", "in-progress", "referred", "proposed", "reopened")

POINT = Workflow(
    subject="point",
    initial="registered",
    states=(
        State(code="registered", title="zapsáno", kernel="registered"),
        State(code="categorised", title="zařazeno", kernel="categorised"),
        State(code="assigned", title="přiděleno skupině", kernel="assigned"),
        State(code="in-progress", title="zpracovává se", kernel="in-progress"),
        State(code="referred", title="postoupeno k vyjádření", kernel="referred"),
        State(code="proposed", title="navrženo vypořádání", kernel="proposed"),
        State(code="decided", title="vypořádáno", kernel="decided"),
        State(code="released", title="vypořádání zveřejněno", kernel="released"),
        State(code="answered", title="odpovězeno", kernel="answered"),
        State(code="reopened", title="znovu otevřeno", kernel="reopened"),
        State(code="withdrawn", title="vzato zpět", kernel="withdrawn"),
        State(code="voided", title="zneplatněno", kernel="voided"),
    ),
    transitions=tuple(
        Transition(source=source, target=target, action=action, title=title, roles=_CLERK)
        for source, target, action, title in (
            ("registered", "categorised", "categorise", "zařadit"),
            ("categorised", "categorised", "categorise", "zařadit jinak"),
            ("assigned", "assigned", "categorise", "opravit zařazení"),
            ("in-progress", "in-progress", "categorise", "opravit zařazení"),
            ("reopened", "reopened", "categorise", "opravit zařazení"),
            ("registered", "assigned", "assign", "přidělit"),
            ("categorised", "assigned", "assign", "přidělit"),
            ("assigned", "assigned", "assign", "přidělit jinam"),
            ("in-progress", "assigned", "assign", "přidělit jinam"),
            ("assigned", "in-progress", "claim", "vzít do práce"),
            ("reopened", "in-progress", "claim", "vzít do práce"),
            ("in-progress", "in-progress", "claim", "převzít"),
            ("in-progress", "referred", "refer", "postoupit k vyjádření"),
            ("referred", "in-progress", "return-referral", "zapsat vyjádření"),
            ("assigned", "proposed", "propose", "navrhnout vypořádání"),
            ("in-progress", "proposed", "propose", "navrhnout vypořádání"),
            ("reopened", "proposed", "propose", "navrhnout vypořádání"),
            ("proposed", "proposed", "propose", "změnit návrh"),
            ("proposed", "in-progress", "return", "vrátit k přepracování"),
            ("proposed", "decided", "decide", "rozhodnout"),
            *(
                (source, "decided", "decide-editorial", "opravit formální chybu")
                for source in ("registered", "categorised", "assigned", "in-progress", "proposed", "reopened")
            ),
            ("decided", "reopened", "reopen", "znovu otevřít"),
            ("released", "reopened", "reopen", "znovu otevřít"),
            ("answered", "reopened", "reopen", "znovu otevřít"),
            ("decided", "released", "release", "zveřejnit"),
            ("released", "answered", "answer", "odpovědět"),
            *((source, "withdrawn", "withdraw", "vzít zpět") for source in _UNDECIDED),
            *((source, "voided", "void", "zneplatnit") for source in (*_UNDECIDED, "decided", "released", "answered")),
        )
    ),
)

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
