"""Addresses of one pupil's pages, and of the lists that lead to them."""

from django.urls import path

from samverkan.plans.views import (
    asking,
    choosing,
    consents,
    givers,
    members,
    now,
    officers,
    own_answers,
    plan,
    pupils,
    team,
    timeline,
    writing,
)

PUPIL = "elever/<uuid:pupil_id>"
QUESTION = f"{PUPIL}/samtycken/<uuid:question_id>"

urlpatterns = [
    path("elever", pupils.pupils, name="pupils"),
    path("sok", pupils.search, name="search"),
    path("ny/<slug:what>", choosing.choose, name="choose_pupil"),
    path(PUPIL, now.now, name="pupil"),
    path(f"{PUPIL}/plan", plan.plan, name="plan"),
    path(f"{PUPIL}/plan/utskrift", plan.plan_print, name="plan_print"),
    path(f"{PUPIL}/teamet", team.team, name="team"),
    path(f"{PUPIL}/teamet/ny", members.member_new, name="member_new"),
    path(f"{PUPIL}/teamet/<uuid:seat_id>/avslut", members.member_end, name="member_end"),
    path(f"{PUPIL}/namngivna", officers.officers, name="officers"),
    path(f"{PUPIL}/namngivna/<uuid:person_id>/avslut", officers.officer_end, name="officer_end"),
    path(f"{PUPIL}/trygghetsperson", members.appoint, name="appoint"),
    path(f"{PUPIL}/samtycken", consents.consents_page, name="consents"),
    path(f"{PUPIL}/samtycken/fraga", consents.consent_ask, name="consent_ask"),
    path(f"{PUPIL}/samtycken/skicka", consents.consent_send, name="consent_send"),
    path(f"{PUPIL}/samtycken/papper", consents.consent_paper, name="consent_paper"),
    path(f"{PUPIL}/samtycken/delning", asking.consent_set, name="consent_set"),
    path(f"{PUPIL}/samtycken/annan", asking.consent_other, name="consent_other"),
    path(f"{PUPIL}/samtycken/vem", givers.givers, name="givers"),
    path(f"{PUPIL}/samtycken/vem/mognad", givers.maturity_new, name="maturity_new"),
    path(f"{PUPIL}/samtycken/vem/mognad/<uuid:assessment_id>/slut", givers.maturity_end, name="maturity_end"),
    path(f"{PUPIL}/samtycken/vem/forordnande", givers.mandate_new, name="mandate_new"),
    path(QUESTION, consents.consent, name="consent"),
    path(f"{QUESTION}/igen", asking.consent_renew, name="consent_renew"),
    path(f"{QUESTION}/ensam", givers.consent_alone, name="consent_alone"),
    path(f"{PUPIL}/mina-svar", own_answers.my_answers, name="my_answers"),
    path(f"{PUPIL}/mina-svar/<uuid:question_id>", own_answers.my_answer, name="my_answer"),
    path(f"{QUESTION}/svar", consents.consent_answer, name="consent_answer"),
    path(f"{QUESTION}/tillbakatagande/<uuid:giver_id>", consents.consent_withdraw, name="consent_withdraw"),
    path(f"{PUPIL}/tidslinje", timeline.timeline, name="timeline"),
    path(f"{PUPIL}/vem", timeline.who, name="who"),
    path(f"{PUPIL}/samverkan", writing.begin, name="collaboration_begin"),
    path(f"{PUPIL}/uppfoljning", writing.follow_up, name="follow_up"),
    path(f"{PUPIL}/mal/nytt", writing.goal_new, name="goal_new"),
    path(f"{PUPIL}/insatser/ny", writing.measure_new, name="measure_new"),
    path(f"{PUPIL}/anteckningar/ny", writing.note_new, name="note_new"),
    path(f"{PUPIL}/egna-ord/nya", writing.words_new, name="words_new"),
    path(f"{PUPIL}/steg/nytt", writing.step_new, name="step_new"),
    path(f"{PUPIL}/steg/<uuid:step_id>/klart", writing.step_done, name="step_done"),
]
