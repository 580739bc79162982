from komplan.planning.v1 import plan_service_pb2 as pb


def test_profile(instance):
    city = instance("planning")
    assert city.ask("PlanService/GetProfile", pb.GetProfileRequest(name="areas/vzorov"), roles=()).area.code == "vzorov"
