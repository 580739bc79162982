"""Opening hours: HSDS schedule. Times are those of Prague; HSDS knows the zone as an offset only, which changes twice
a year, so the profile names the zone."""

from typing import Final

from komplan_catalogue.usecases.outputs.hsds.objects import Object, present
from komplan_catalogue.usecases.outputs.town import Town
from komplan_core.catalogue import OpeningException, OpeningHours, Service

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EVERY_DAY: Final = ",".join(DAYS)
ZONE: Final = "Europe/Prague"


def schedules(town: Town, service: Service) -> list[Object]:
    """Weekly hours, days with the same hours together, then the days that differ."""
    whole = Opening(town, service.name)
    weekly = [whole.nonstop()] if service.nonstop else whole.weekly(service.hours)
    return weekly + [whole.exception(number, item) for number, item in enumerate(service.exceptions)]


class Opening:
    """The schedules of one service."""

    def __init__(self, town: Town, service: str) -> None:
        self._town, self._service = town, service

    def nonstop(self) -> Object:
        """Open day and night."""
        return self._schedule("nonstop", byday=EVERY_DAY, opens_at="00:00", closes_at="24:00")

    def weekly(self, hours: tuple[OpeningHours, ...]) -> list[Object]:
        """One schedule for each stretch, with all days on which it is the same."""
        days: dict[tuple[object, ...], list[OpeningHours]] = {}
        for item in hours:
            key = (item.opens, item.closes, item.over_midnight, item.by_appointment, item.note)
            days.setdefault(key, []).append(item)
        return [
            self._schedule(
                f"weekly/{number}",
                byday=",".join(DAYS[day - 1] for day in sorted({item.weekday for item in same})),
                opens_at=same[0].opens,
                closes_at=same[0].closes,
                notes=same[0].note,
                cz_over_midnight=same[0].over_midnight or None,
                cz_by_appointment=same[0].by_appointment or None,
            )
            for number, same in enumerate(days.values())
        ]

    def exception(self, number: int, item: OpeningException) -> Object:
        """Days that differ: valid from the first to the last of them."""
        return self._schedule(
            f"exception/{number}",
            valid_from=item.days.start.isoformat(),
            valid_to=item.days.end.isoformat() if item.days.end else None,
            byday=EVERY_DAY,
            opens_at=None if item.closed else item.opens,
            closes_at=None if item.closed else item.closes,
            notes=item.note,
            cz_closed=item.closed or None,
            cz_over_midnight=item.over_midnight or None,
            cz_exception=True,
        )

    def _schedule(self, part: str, **fields: object) -> Object:
        ids = self._town.ids
        return present(
            id=ids.of(self._service, f"schedule/{part}"),
            service_id=ids.of(self._service),
            freq="WEEKLY",
            wkst="MO",
            **fields,
            cz_timezone=ZONE,
        )
