"""Whatever a record says, its message says, and nothing else: for every kind that the services keep or send."""

from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from support.records import records

from komplan.catalogue.v1 import catalogue_pb2
from komplan.consultation.v1 import comment_pb2
from komplan.planning.v1 import member_pb2, need_pb2, plan_content_pb2, plan_pb2, profile_pb2
from komplan.type.v1 import period_pb2
from komplan_core import catalogue, consultation, declarations, needs, organisation, planning, process, workflow
from komplan_core.plugins import compile_profile, installed
from komplan_core.profile import Profile
from komplan_core.values import Period
from komplan_kit.codec import Codec
from komplan_kit.fsck import kinds_of

PAIRS = [
    (period_pb2.Period, Period),
    *((getattr(plan_pb2, model.__name__), model) for model in (process.Cycle, process.StatedFigure)),
    *(
        (getattr(plan_pb2, model.__name__), model)
        for model in (
            planning.Plan,
            planning.Resolution,
            planning.PlanVersion,
            planning.PlanNode,
            planning.FinancingLine,
            planning.Indicator,
            planning.ServiceChange,
            planning.Activity,
            planning.Milestone,
            planning.Risk,
            planning.StateNote,
            planning.Measure,
        )
    ),
    *((getattr(plan_content_pb2, model.__name__), model) for model in (planning.PlanSection, planning.PlanChange)),
    (need_pb2.Need, needs.Need),
    (member_pb2.Member, organisation.Member),
    *(
        (getattr(profile_pb2, model.__name__), model)
        for model in (
            declarations.PlanningArea,
            organisation.Body,
            organisation.WorkingGroup,
            organisation.Role,
            declarations.TargetGroup,
            declarations.Level,
            declarations.FundingSource,
            declarations.CommentCategory,
            workflow.State,
            workflow.Transition,
        )
    ),
    *((getattr(catalogue_pb2, model.__name__), model) for model in (catalogue.Contact, catalogue.Capacity)),
    *(
        (getattr(comment_pb2, model.__name__), model)
        for model in (
            consultation.Author,
            consultation.Settlement,
            consultation.Point,
            consultation.Comment,
            consultation.Refusal,
        )
    ),
]
KINDS = [
    (kind.codec.message, kind.codec.model)
    for service in ("planning", "catalogue", "consultation", "region")
    for kind in kinds_of(import_module(f"komplan_{service}.repositories"))
]
PAIRS += [pair for pair in KINDS if pair not in PAIRS]


@pytest.mark.parametrize(("message", "model"), PAIRS, ids=lambda item: item.__name__)
def test_a_record_survives_its_message(message, model):
    codec = Codec(message, model)

    @settings(max_examples=30, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow], deadline=None)
    @given(records(model))
    def survives(record):
        assert codec.parse(codec.encode(record).SerializeToString()) == record

    survives()


@pytest.mark.parametrize("plugin", sorted(installed()))
def test_a_citys_structure_survives_its_message(plugin):
    codec, (profile, _) = Codec(profile_pb2.Profile, Profile), compile_profile([plugin])
    assert codec.parse(codec.encode(profile).SerializeToString()) == profile
