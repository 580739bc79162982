"""Who may call which method: the rows are in `role_table/`. A method without one cannot be served (deny by default)."""

from typing import Final

from komplan_core.errors import Forbidden, Refused
from komplan_kit.caller import ADMIN, ANYONE, Caller
from komplan_kit.role_table import catalogue, consultation, planning, region, witness

ROLES: Final = {
    ANYONE: "everybody, citizens included",
    ADMIN: "administrator of the instance",
    "editor": "coordinator or group leader who writes the plan",
    "clerk": "office that keeps the comment book",
    "catalogue-editor": "office that keeps the catalogue",
    "provider": "provider of services, for its own services only",
    "professional": "social worker, physician or helper of another office",
    "region": "a region's collecting service",
    "city": "a city's services, telling its region that something was published",
    "analyst": "analyst of the regional office",
}

TABLE: Final[dict[str, frozenset[str]]] = {
    **planning.ROWS,
    **catalogue.ROWS,
    **consultation.ROWS,
    **witness.ROWS,
    **region.ROWS,
}


def allowed(method: str) -> frozenset[str]:
    """The roles of a method's row. Raises Refused when there is none, so that the service does not start."""
    roles = TABLE.get(method)
    if roles is None:
        raise Refused("NO_POLICY", f"{method} has no row in the role table")
    return roles


def authorise(caller: Caller, roles: frozenset[str]) -> None:
    """Raise Forbidden unless one of the caller's roles is among `roles`."""
    if not (caller.roles & roles):
        raise Forbidden("ROLE_REQUIRED", f"this takes one of the roles {', '.join(sorted(roles))}")
