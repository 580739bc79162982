"""Finding a city's plugins, asking their hooks, and compiling the answers. The message names who is at fault."""

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Final, TypeVar

import pluggy
from pydantic import BaseModel, ValidationError

from komplan_core import hookspecs
from komplan_core.completeness.rules import CompletenessRule
from komplan_core.declarations import CommentCategory, FundingSource, Level, PlanningArea, TargetGroup
from komplan_core.errors import Invalid, PlanError
from komplan_core.extra_fields import ExtraField, FieldSubject
from komplan_core.hookspecs import HOOKS, PROJECT, Hook
from komplan_core.organisation import Body, Role, WorkingGroup
from komplan_core.papers import DocumentText, SheetFormat
from komplan_core.process.declarations import Process
from komplan_core.profile import SUBJECTS, Behaviour, PluginOrigin, Profile
from komplan_core.reporting.indicators import ReportIndicator
from komplan_core.workflow import Workflow

REFERENCE: Final = "reference"
T = TypeVar("T")


class PluginFault(PlanError):
    """A plugin cannot be used. The message names the plugin, its distribution, the hook and what to mend."""

    def __init__(self, message: str) -> None:
        super().__init__("PLUGIN", message)


@dataclass(frozen=True)
class Loaded:
    """A plugin in use: its entry point name, where it comes from, and the object with its hooks."""

    code: str
    distribution: str
    version: str
    plugin: object

    @property
    def who(self) -> str:
        """What a message calls it."""
        return f"plugin `{self.code}` ({self.distribution} {self.version})"


def installed() -> dict[str, EntryPoint]:
    """All plugins that are installed, by entry point name, whether in use or not."""
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=PROJECT):
        if point.name in found:
            raise PluginFault(
                f"two distributions offer the plugin `{point.name}`: {_dist(found[point.name])}, {_dist(point)}"
            )
        found[point.name] = point
    return found


def load(codes: Iterable[str]) -> list[Loaded]:
    """Import these plugins, and nothing else that may be installed. Raises PluginFault."""
    available = installed()
    loaded = []
    for code in codes:
        point = available.get(code)
        if point is None:
            raise PluginFault(
                f"plugin `{code}` is not installed; installed are {', '.join(sorted(available)) or 'none'}"
            )
        try:
            plugin = point.load()
        except (Exception, SystemExit) as error:  # a module that ends the process would end the start without a name
            raise PluginFault(f"plugin `{code}` ({_dist(point)}) cannot be imported: {error!r}") from error
        version = point.dist.version if point.dist else ""
        loaded.append(Loaded(code, point.dist.name if point.dist else point.value, version, plugin))
    return loaded


def compile_profile(codes: Sequence[str]) -> tuple[Profile, Behaviour]:
    """The profile and behaviour of a city that uses these plugins, by entry point name. Raises PluginFault."""
    city = load(dict.fromkeys(codes))
    reference = load([REFERENCE]) if REFERENCE not in codes else []
    return compile_loaded(city, reference)


def compile_loaded(city: Sequence[Loaded], reference: Sequence[Loaded] = ()) -> tuple[Profile, Behaviour]:
    """Ask every hook once and join the answers; `reference` answers where the city does not."""
    answers = _Answers(city, reference)
    number = answers.function("komplan_number_measure")
    try:
        profile = Profile(
            area=answers.one("komplan_planning_area", PlanningArea),
            bodies=answers.many("komplan_bodies", Body),
            working_groups=answers.many("komplan_working_groups", WorkingGroup),
            roles=answers.many("komplan_roles", Role),
            target_groups=answers.many("komplan_target_groups", TargetGroup),
            levels=answers.many("komplan_hierarchy", Level),
            workflows=tuple(answers.one("komplan_workflow", Workflow, subject=subject) for subject in SUBJECTS),
            comment_categories=answers.many("komplan_comment_categories", CommentCategory),
            funding_sources=answers.many("komplan_funding_sources", FundingSource),
            indicators=answers.many("komplan_indicators", ReportIndicator),
            process=answers.one("komplan_process", Process),
            fields=tuple(
                field
                for subject in FieldSubject
                for field in answers.many("komplan_fields", ExtraField, subject=subject.value)
            ),
            rules=answers.many("komplan_rules", CompletenessRule),
            importers=answers.many("komplan_importers", SheetFormat),
            documents=answers.many("komplan_documents", DocumentText),
            plugins=answers.origins(),
        )
        return profile, Behaviour(number=number)
    except ValidationError as error:
        found = Invalid.of(error).violations[0]
        names = ", ".join(item.who for item in city or reference)
        raise PluginFault(f"{names}: {found.field}: {found.message} ({found.reason})") from error


class _Answers:
    """The hooks of a set of plugins, asked one plugin at a time so that a fault has a name."""

    def __init__(self, city: Sequence[Loaded], reference: Sequence[Loaded]) -> None:
        self._city, self._reference = city, reference
        self._used: dict[str, set[str]] = {item.code: set() for item in (*city, *reference)}
        self._manager = pluggy.PluginManager(PROJECT)
        self._manager.add_hookspecs(hookspecs)
        for item in (*city, *reference):
            try:
                self._manager.register(item.plugin, item.code)
                self._manager.check_pending()
            except (pluggy.PluginValidationError, ValueError) as error:
                raise PluginFault(f"{item.who}: {error}") from error
            self._check_shape(item)

    def _check_shape(self, item: Loaded) -> None:
        for caller in self._manager.get_hookcallers(item.plugin) or []:
            for impl in caller.get_hookimpls():
                if impl.plugin is not item.plugin:
                    continue
                if inspect.iscoroutinefunction(impl.function) or inspect.isasyncgenfunction(impl.function):
                    raise PluginFault(f"{item.who}: `{caller.name}` is a coroutine; hooks are synchronous")
                if impl.kwargnames:
                    raise PluginFault(
                        f"{item.who}: `{caller.name}` has an argument with a default, which is never passed"
                    )

    def _ask(self, hook: Hook, who: Sequence[Loaded], arguments: dict[str, Any]) -> list[tuple[Loaded, Any]]:
        given: list[tuple[Loaded, Any]] = []
        for item in who:
            others = [other.plugin for other in (*self._city, *self._reference) if other is not item]
            caller = self._manager.subset_hook_caller(hook.name, others)
            try:
                # a generator runs only when it is read, so it is read here, where a fault has a name
                results = [tuple(result) if _several(result) else result for result in caller(**arguments)]
            except ValidationError as error:
                found = Invalid.of(error).violations[0]
                raise PluginFault(
                    f"{item.who}: `{hook.name}`: {found.field}: {found.message} ({found.reason})"
                ) from error
            except (Exception, SystemExit) as error:
                raise PluginFault(f"{item.who}: `{hook.name}` failed: {error!r}") from error
            given.extend((item, result) for result in results)
            if results:
                self._used[item.code].add(hook.name)
        return given

    def _answered(self, name: str, **arguments: Any) -> list[tuple[Loaded, Any]]:
        hook = HOOKS[name]
        given = self._ask(hook, self._city, arguments)
        if not given and hook.default:
            given = self._ask(hook, self._reference, arguments)
        if len(given) > 1 and hook.answers != "any":
            raise PluginFault(f"{hook.answers} plugin may answer `{name}`, but {', '.join(i.who for i, _ in given)} do")
        if not given and hook.answers == "exactly one":
            raise PluginFault(f"no plugin answers `{name}`")
        return given

    def _first(self, name: str, **arguments: Any) -> tuple[Loaded, Any]:
        given = self._answered(name, **arguments)
        if not given:
            raise PluginFault(f"no plugin answers `{name}` for {arguments}")
        return given[0]

    def one(self, name: str, kind: type[T], **arguments: Any) -> T:
        """The single answer of a hook."""
        item, answer = self._first(name, **arguments)
        return self._typed(item, name, answer, kind)

    def many(self, name: str, kind: type[T], **arguments: Any) -> tuple[T, ...]:
        """All declarations that a hook collected; one code declared twice names both distributions."""
        owners: dict[str, Loaded] = {}
        found: list[T] = []
        for item, answer in self._answered(name, **arguments):
            if not isinstance(answer, tuple):
                raise PluginFault(
                    f"{item.who}: `{name}` gave {type(answer).__name__}, expected several {kind.__name__}"
                )
            for declared in answer:
                typed = self._typed(item, name, declared, kind)
                code = str(getattr(typed, "code", ""))
                if code in owners:
                    raise PluginFault(f"`{name}`: `{code}` is declared by {owners[code].who} and by {item.who}")
                owners[code] = item
                found.append(typed)
        return tuple(found)

    def function(self, name: str) -> Callable[..., Any]:
        """The function behind a hook that contributes behaviour; tried once, so that a fault stops the start."""
        item, answer = self._first(name, path=(1, 2, 3))
        self._typed(item, name, answer, str)
        others = [other.plugin for other in (*self._city, *self._reference) if other is not item]
        caller = self._manager.subset_hook_caller(name, others)
        return lambda path: str(caller(path=path)[0])

    def origins(self) -> tuple[PluginOrigin, ...]:
        """Who took part, with the hooks that each answered."""
        return tuple(
            PluginOrigin(
                code=item.code,
                distribution=item.distribution,
                version=item.version,
                hooks=tuple(sorted(self._used[item.code])),
            )
            for item in (*self._city, *self._reference)
        )

    def _typed(self, item: Loaded, name: str, answer: object, kind: type[T]) -> T:
        if not isinstance(answer, kind):
            raise PluginFault(f"{item.who}: `{name}` gave {type(answer).__name__}, expected {kind.__name__}")
        return answer


def _several(answer: object) -> bool:
    return isinstance(answer, Iterable) and not isinstance(answer, BaseModel | str)


def _dist(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value
