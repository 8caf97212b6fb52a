"""Who sits in the elevhälsa team, and when EMI does (legal specification §2.4)."""

from samverkan.policy.team import may_lead_the_team, sits_at_a_pupil, sits_in_the_team
from samverkan.policy.vocabulary import Role


def test_the_elevhalsa_and_those_who_lead_the_school_sit_in_the_team() -> None:
    for role in (Role.REKTOR, Role.COUNSELLOR, Role.NURSE):
        assert sits_in_the_team(role)
    for role in (Role.MENTOR, Role.SOCIAL_WORKER, Role.GUARDIAN):
        assert not sits_in_the_team(role)


def test_emi_sits_at_a_pupil_only_where_it_is_needed() -> None:
    assert sits_at_a_pupil(Role.NURSE, needed=True)
    assert not sits_at_a_pupil(Role.NURSE, needed=False)
    assert sits_at_a_pupil(Role.COUNSELLOR, needed=False)


def test_by_the_rule_of_the_house_emi_does_not_lead() -> None:
    assert not may_lead_the_team(Role.NURSE, emi_leads=False)
    assert may_lead_the_team(Role.NURSE, emi_leads=True)
    assert may_lead_the_team(Role.REKTOR, emi_leads=False)
