"""How a provider proposes to change its services, and how the office decides."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases.directory import PROVIDER_ROLE, Directory
from komplan_catalogue.usecases.services import Services
from komplan_core.catalogue import Service
from komplan_core.catalogue.change_requests import ChangeRequest, ChangeRequestState, check_conflicts
from komplan_core.catalogue.differences import changed_paths, fields_of
from komplan_core.catalogue.provenance import Layer
from komplan_core.errors import Invalid, NotFound
from komplan_kit.caller import Caller
from komplan_kit.store import Written

Values = Mapping[str, Any]
Corrected = Callable[[Any, str], None]
"""Told of a service of which a correction was accepted, in the same transaction."""


class ChangeRequests:
    """The requests of one directory."""

    def __init__(self, directory: Directory, services: Services, corrected: Corrected) -> None:
        self._directory, self._services, self._corrected = directory, services, corrected

    def propose(
        self, tx: CatalogueTx, service: str, etag: str, changes: Values, note: str, wanted: str, caller: Caller
    ) -> Written:
        """Keep a proposal, checked as the change itself would be. Raises Invalid when nothing would change."""
        current = tx.services.get(service, "service.name")
        self._directory.may_speak_for(caller, current.provider)
        tx.services.unchanged(service, etag)
        proposal = self._services.proposed(tx, service, Layer.PROVIDER, changes)
        paths = fields_of(changed_paths(current, proposal))
        if not paths:
            raise Invalid.field("service", "NOTHING_PROPOSED", "this is what the catalogue says already")
        request = tx.change_requests.make(
            {
                "name": self._directory.new_name("change-requests", wanted, "change_request_id"),
                "service": service,
                "provider": current.provider,
                "base": current.etag,
                "proposal": proposal,
                "paths": paths,
                "note": note,
                "state": ChangeRequestState.PROPOSED,
                "proposed_by": caller.role,
                "proposed_on": self._directory.today(),
            }
        )
        return tx.change_requests.add(request)

    def get(self, tx: CatalogueTx, name: str, caller: Caller) -> ChangeRequest:
        """A request that the caller may see. Raises NotFound."""
        request = tx.change_requests.get(name)
        if not self._directory.is_office(caller) and request.provider != self.speaker(caller):
            raise NotFound("NOT_FOUND", f"there is no change request `{name}`")
        return request

    def speaker(self, caller: Caller) -> str:
        """The provider for which a caller speaks; empty for the office, which sees all."""
        if self._directory.is_office(caller) or PROVIDER_ROLE not in caller.roles:
            return ""
        return f"{self._directory.area}/providers/{caller.subject}"

    def diff(
        self, tx: CatalogueTx, name: str, caller: Caller
    ) -> tuple[Service, Service, tuple[str, ...], tuple[str, ...]]:
        """The service now and with all that is proposed, where they differ, and what was changed meanwhile."""
        request = self.get(tx, name, caller)
        current = tx.services.get(request.service)
        after = tx.services.merged(current, _values(request, request.paths), "service")
        base = self._base(tx, request, request.base)
        meanwhile = fields_of(changed_paths(base, current))
        return current, after, changed_paths(current, after), tuple(path for path in request.paths if path in meanwhile)

    def decide(
        self, tx: CatalogueTx, name: str, accepted: Sequence[str], reason: str, base: str, etag: str, caller: Caller
    ) -> Written:
        """Accept some fields, which the provider says from then on in place of the municipality; refuse the others."""
        request = tx.change_requests.get(name)
        request.check_open()
        state = request.outcome(accepted, reason)
        paths = tuple(path for path in request.paths if path in accepted)
        if paths:
            current = tx.services.get(request.service)
            check_conflicts(self._base(tx, request, base or request.base), current, request.proposal, paths)
            values = _values(request, paths)
            self._services.put(tx, request.service, Layer.PROVIDER, values, over=(Layer.MUNICIPALITY,))
            self._corrected(tx, request.service)
        return self._closed(tx, request, state, etag, caller, accepted_paths=paths, reason=reason)

    def withdraw(self, tx: CatalogueTx, name: str, etag: str, caller: Caller) -> Written:
        """Withdraw a request that is not decided yet."""
        request = self.get(tx, name, caller)
        request.check_open()
        return self._closed(tx, request, ChangeRequestState.WITHDRAWN, etag, caller)

    def _closed(
        self,
        tx: CatalogueTx,
        request: ChangeRequest,
        state: ChangeRequestState,
        etag: str,
        caller: Caller,
        **decision: Any,
    ) -> Written:
        closing = {"state": state, "decided_by": caller.role, "decided_on": self._directory.today(), **decision}
        return tx.change_requests.replace(tx.change_requests.merged(request, closing), etag)

    def _base(self, tx: CatalogueTx, request: ChangeRequest, number: str) -> Service:
        found = tx.history.entry(request.service, int(number)) if _is_number(number) else None
        if not isinstance(found, Service):
            raise Invalid.field("base", "INVALID_VALUE", "the base is the etag of the service that was looked at")
        return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def _values(request: ChangeRequest, paths: Sequence[str]) -> dict[str, Any]:
    return {path: getattr(request.proposal, path) for path in paths}
