"""Addresses of the pupil's own adult: one pupil's, the adult's own, the school's."""

from django.urls import path

from samverkan.trygghetsperson.views import naming, own, school

PUPIL = "elever/<uuid:pupil_id>/trygghetsperson"
OWN = "mina-uppdrag"

urlpatterns = [
    path(PUPIL, naming.appoint, name="appoint"),
    path(f"{PUPIL}/onskan", naming.wish, name="trust_wish"),
    path(f"{PUPIL}/onskan/<uuid:wish_id>/svar", naming.wish_answer, name="trust_wish_answer"),
    path(f"{PUPIL}/ja", naming.says_yes, name="trust_yes"),
    path(f"{PUPIL}/brev", naming.letter, name="trust_paper"),
    path(f"{PUPIL}/ersattare/<uuid:stand_in_id>/slut", own.back, name="stand_in_end"),
    path(f"{PUPIL}/ingen", own.let_go, name="trust_let_go"),
    path(OWN, own.own, name="own_roles"),
    path(f"{OWN}/<uuid:person_id>/borta", own.away, name="role_away"),
    path(f"{OWN}/<uuid:person_id>/lamna-over", own.hand_over, name="role_hand_over"),
    path(f"{OWN}/overlamning/<uuid:offer_id>", own.offer, name="role_offer"),
    path("skolan/trygghetspersoner", school.overview, name="trust_school"),
    path("skolan/trygghetspersoner/<uuid:group_id>", school.of_class, name="trust_class"),
]
