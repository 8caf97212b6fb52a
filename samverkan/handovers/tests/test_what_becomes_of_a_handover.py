"""Each way a handover may go beside the straight one, and what it comes to in words."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samverkan.consent import actions as consent
from samverkan.consent.models import Question, ReleaseRequest
from samverkan.consent.tests.test_answer_a_question import says
from samverkan.guard.models import Case, Statement
from samverkan.handovers import actions, receiving, taking_over
from samverkan.handovers.actions import AlreadyRunning, NotDone, Receiver
from samverkan.handovers.limits import ANSWERED_WITHIN
from samverkan.handovers.models import Arrival, EndReason, Handover, Item, ReceiverKind
from samverkan.handovers.tests import handing
from samverkan.handovers.tests.handing import BECAUSE, BUPS, CLASSROOM, GOAL, NOTE, NURSES, SARAS, met, page
from samverkan.people import barring, leaving, registering
from samverkan.people.cells import pupil_row
from samverkan.people.models import DepartureReason, Pupil
from samverkan.policy.consenting import Reply
from samverkan.policy.handing_over import Going
from samverkan.policy.holding import RunBy
from samverkan.policy.vocabulary import InformationClass, Kind, Manner, Purpose, Role, StatementId
from samverkan.post.models import Letter
from tests.cast import Cast, client_as, scope_of, yes_until

REASON = "Familjen har ångrat sig och stannar."


@pytest.fixture(autouse=True)
def told(cast: Cast) -> None:
    """What there is to hand over."""
    handing.tell(cast)


def by_register(cast: Cast) -> None:
    """A register has moved Ebba to Strandviksskolan."""
    pupil, unit = pupil_row(cast.ebbas_case), cast.unit("strandvik")
    now = timezone.now()
    departure = leaving.depart(pupil, why=DepartureReason.MOVED, by=None, now=now)
    leaving.end_all(departure, taking_over._set)
    cell = registering.cell_at(pupil.case, unit)
    Case.objects.filter(id=cast.ebbas_case).update(unit_id=unit.id)
    Pupil.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case).update(cell=cell, group=None)


def home(cast: Cast) -> str:
    """The leaving school's page."""
    return reverse("handover", args=[cast.ebbas_case])


def test_the_same_sending_receiving_and_taking_over_twice_makes_nothing_twice(cast: Cast) -> None:
    row = handing.sent(cast)
    handing.send(cast, row)
    by, now = scope_of(cast.torbjorn).reader, timezone.now()
    first, second = (receiving.receive(handover=row, by=by, now=now) for _ in range(2))
    for _ in range(2):
        handing.accept(cast, row, on=timezone.localdate())

    assert Arrival.objects.unguarded(because=BECAUSE).filter(handover=row).count() == 1
    assert first.came >= 2 and second.came == 0
    assert taking_over.do_what_is_due(timezone.now()) == 0
    assert Letter.objects.filter(key__startswith=f"overlamning-{row.id}").count() <= 1


def test_a_second_handover_while_one_runs_is_refused_kindly_and_the_first_goes_on(cast: Cast) -> None:
    row = handing.begin(cast)
    told = {"to": str(cast.unit("strandvik").id), "begins_on": str(timezone.localdate())}

    answer = client_as(cast.anna_karin).post(reverse("handover_new", args=[cast.ebbas_case]), told, follow=True)

    assert "Det pågår redan en överlämning" in answer.content.decode()
    assert handing.fresh(row).ended_at is None
    with pytest.raises(AlreadyRunning):
        handing.begin(cast)


def test_what_is_taken_back_before_it_is_received_is_closed_at_the_new_school(cast: Cast) -> None:
    row = handing.sent(cast)
    at = reverse("arrival", args=[handing.arrival_of(row).id])
    told = {"because": EndReason.WITHDRAWN.value, "reason": REASON}
    client_as(cast.anna_karin).post(reverse("handover_end", args=[cast.ebbas_case]), told)

    assert "Överlämningen är avslutad" in page(cast.torbjorn, at)
    client_as(cast.torbjorn).post(reverse("arrival_receive", args=[handing.arrival_of(row).id]))
    assert handing.fresh(row).received_at is None
    assert REASON in page(cast.anna_karin, home(cast))
    handing.begin(cast)


def test_what_is_received_is_handed_back_with_a_reason_and_not_taken_back(cast: Cast) -> None:
    row = handing.sent(cast)
    arrival = handing.arrival_of(row)
    receiving.receive(handover=row, by=scope_of(cast.torbjorn).reader, now=timezone.now())

    with pytest.raises(NotDone, match="redan tagit emot"):
        by = scope_of(cast.anna_karin).reader
        actions.end(handover=row, because=EndReason.WITHDRAWN, reason=REASON, by=by, now=timezone.now())
    full = {"reason": "Vi har ingen plats i sexan än."}
    client_as(cast.torbjorn).post(reverse("arrival_return", args=[arrival.id]), full)
    assert full["reason"] in page(cast.anna_karin, home(cast))
    assert "lämnade tillbaka överlämningen" in page(cast.anna_karin, "/")
    assert cast.case_row("ebba").unit_id == cast.unit().id
    assert GOAL in handing.read_by(cast.jonas, cast.ebbas_case)


def test_nothing_is_sent_before_it_is_gone_through_or_said_why_it_could_not_be(cast: Cast) -> None:
    row = handing.begin(cast)
    handing.choose(cast, row)
    with pytest.raises(NotDone, match="Gå först igenom"):
        handing.send(cast, row)

    bad = client_as(cast.anna_karin).post(reverse("handover_review", args=[cast.ebbas_case]), {"said": ""})
    assert bad.status_code == 422 and "Skriv vilken dag ni gick igenom det" in bad.content.decode()
    why_not = {"why_not": "Hemmet har inte svarat på tre samtal."}
    client_as(cast.anna_karin).post(reverse("handover_review", args=[cast.ebbas_case]), why_not)
    handing.choose(cast, row, NOTE)
    with pytest.raises(NotDone, match="lagts till"):
        handing.send(cast, row)
    handing.review(cast, row)
    assert handing.send(cast, row).sent_at is not None


def test_the_family_may_object_to_what_the_law_does_not_point_out(cast: Cast) -> None:
    row = handing.begin(cast)
    handing.choose(cast, row, NOTE)
    note = handing.offered(cast, row)[NOTE].id
    form = client_as(cast.anna_karin).get(reverse("handover_review", args=[cast.ebbas_case])).context["form"]

    assert [words for _, words in form.fields["objected"].choices] == [NOTE]
    handing.review(cast, row, objected=[note])
    handing.send(cast, row)
    assert "Eleven eller en vårdnadshavare ville inte det." in page(cast.anna_karin, home(cast))
    assert receiving.receive(handover=row, by=scope_of(cast.torbjorn).reader, now=timezone.now()).fell_away == 0
    assert NOTE not in handing.read_by(cast.torbjorn, cast.ebbas_case)


def test_what_the_law_points_out_stays_only_with_a_reason(cast: Cast) -> None:
    handing.begin(cast)
    address = reverse("handover_contents", args=[cast.ebbas_case])
    told = {"works": "Pauser.", "go": []}
    refused = client_as(cast.anna_karin).post(address, told)
    saved = client_as(cast.anna_karin).post(address, told | {"why_not": "Ebba behöver inte målet i den nya skolan."})

    assert refused.status_code == 422 and "Pauser." in refused.content.decode()
    assert saved.status_code == 302
    assert "Skäl: Ebba behöver inte målet" in page(cast.anna_karin, home(cast))


def test_one_who_may_learn_nothing_is_never_asked_to_take_part_and_an_adult_pupil_answers_alone(cast: Cast) -> None:
    handing.choose(cast, handing.begin(cast))
    address = reverse("handover_review", args=[cast.ebbas_case])
    by, now = scope_of(cast.anna_karin).reader, timezone.now()
    barring.decide(case=cast.ebbas_case, person=cast.olof.id, reason="Beslut i tingsrätten.", by=by, now=now)
    with_one = client_as(cast.anna_karin).get(address).context["form"].fields["took_part"].choices
    grown = date(now.year - 18, 1, 1)
    Pupil.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case).update(born_on=grown)
    alone = client_as(cast.anna_karin).get(address).context["form"].fields["took_part"].choices

    assert {value for value, _ in with_one} == {str(cast.ebba.id), str(cast.anna.id)}
    assert [value for value, _ in alone] == [str(cast.ebba.id)]
    assert met(cast.olof, home(cast)) == 404


def test_a_yes_lets_bups_words_go_along_and_a_yes_taken_back_stops_them_on_the_way(cast: Cast) -> None:
    row = handing.begin(cast)
    assert handing.offered(cast, row)[BUPS].going is Going.ASK
    today = timezone.localdate()
    question = consent.ask(
        case=cast.ebbas_case,
        classes=[InformationClass.SUPPORT],
        kinds=[Kind.ASSESSMENT],
        senders=[cast.unit().organisation_id],
        receiver=cast.unit().organisation_id,
        receiver_role=Role.REKTOR,
        purpose=Purpose.TRANSITION,
        manners=[Manner.SEND],
        begins_on=today,
        ends_on=yes_until(today),
        matter="den bedömning skolan har fått från vården",
        origins=[InformationClass.REGION_CARE],
        by=scope_of(cast.sara).reader,
        now=timezone.now(),
    )
    consent.send_questions([question], by=scope_of(cast.sara).reader, now=timezone.now())
    for guardian in (cast.anna, cast.olof):
        says(cast, question, guardian, Reply.YES)
    assert handing.offered(cast, row)[BUPS].going is Going.AFTER_YES
    handing.choose(cast, row, BUPS)
    handing.review(cast, row)
    handing.send(cast, row)

    says(cast, Question.objects.unguarded(because=BECAUSE).get(id=question.id), cast.olof, Reply.WITHDRAWN)
    done = client_as(cast.torbjorn).post(reverse("arrival_receive", args=[handing.arrival_of(row).id]), follow=True)

    assert "1 uppgift följde inte med" in done.content.decode()
    assert BUPS not in handing.read_by(cast.torbjorn, cast.ebbas_case)
    assert GOAL in handing.read_by(cast.torbjorn, cast.ebbas_case)


def test_who_may_weigh_it_lets_bups_words_go_along_without_a_yes(cast: Cast) -> None:
    row = handing.begin(cast)
    text = handing.offered(cast, row)[BUPS]
    address = reverse("handover_weigh", args=[cast.ebbas_case, text.id])
    form = client_as(cast.anna_karin).get(address).context["form"]
    deciders = dict(form.fields["decider"].choices)
    per = next(slug for slug, label in deciders.items() if label.startswith("Per Malmsten"))
    told = {"use": "Planera de första veckorna", "why": "Pauserna bygger på det.", "decider": per}

    assert client_as(cast.anna_karin).post(address, told).status_code == 302
    asked = ReleaseRequest.objects.unguarded(because=BECAUSE).filter(purpose=Purpose.TRANSITION.value).get()
    signed = {
        "provision": asked.provisions[0],
        "reason": "Ebba kan inte ta skada av att rektor vet det.",
        "manners": ["lamna"],
        "to": "person",
        "ends_on": str(yes_until(timezone.localdate())),
    }
    deciding = reverse("release_decide", args=[cast.ebbas_case, asked.id])
    shown = client_as(cast.per).get(deciding).context["form"]
    signed |= {"outcome": shown.fields["outcome"].choices[0][0], "listed": shown.fields["listed"].initial}
    assert client_as(cast.per).post(deciding, signed).status_code == 302

    assert handing.offered(cast, row)[BUPS].going is Going.AFTER_YES
    handing.choose(cast, row, BUPS)
    handing.review(cast, row)
    handing.send(cast, row)
    receiving.receive(handover=row, by=scope_of(cast.torbjorn).reader, now=timezone.now())
    assert BUPS in handing.read_by(cast.torbjorn, cast.ebbas_case)
    assert NURSES not in handing.read_by(cast.torbjorn, cast.ebbas_case)


def test_a_receiver_who_never_answers_rises_on_idag_after_the_days_that_are_set(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    handing.sent(cast, in_days=60)
    asked = "Den nya skolan har inte svarat på överlämningen"
    now = timezone.now()

    monkeypatch.setattr(timezone, "now", lambda: now + ANSWERED_WITHIN[-1].wait)
    assert asked not in page(cast.anna_karin, "/")
    monkeypatch.setattr(timezone, "now", lambda: now + ANSWERED_WITHIN[-1].wait + timedelta(days=1))
    assert asked in page(cast.anna_karin, "/")
    assert "Ring Strandviksskolan" in page(cast.anna_karin, home(cast))


def test_a_school_that_a_register_has_moved_the_pupil_from_hands_over_all_the_same(cast: Cast) -> None:
    by_register(cast)
    assert "En elev har bytt skola, och inget är lämnat över" in page(cast.anna_karin, "/")
    assert met(cast.anna_karin, reverse("pupil", args=[cast.ebbas_case])) == 404
    assert met(cast.anna_karin, home(cast)) == 200

    row = handing.sent(cast)
    receiving.receive(handover=row, by=scope_of(cast.torbjorn).reader, now=timezone.now())
    handing.accept(cast, row, on=timezone.localdate())

    assert CLASSROOM in handing.read_by(cast.torbjorn, cast.ebbas_case)
    assert handing.read_by(cast.anna_karin, cast.ebbas_case) == set()
    assert "En elev har bytt skola" not in page(cast.anna_karin, "/")


def test_a_protected_pupil_is_handed_over_on_paper_with_no_school_named_and_no_letter(cast: Cast) -> None:
    case, letters = cast.case("liv"), Letter.objects.count()
    form = client_as(cast.anna_karin).get(reverse("handover_new", args=[case])).context["form"]
    told = {"to": "utanfor", "name": "Den rektor vi har pratat med", "run_by": "kommun", "begins_on": "imorgon"}
    client_as(cast.anna_karin).post(reverse("handover_new", args=[case]), told)
    row = Handover.objects.unguarded(because=BECAUSE).get(case_id=case)

    assert [value for value, _ in form.fields["to"].choices] == ["utanfor", "kaa"]
    assert (row.from_unit, row.to_unit, row.to_organisation) == (None, None, None)
    assert met(cast.jonas, reverse("handover", args=[case])) == 404
    assert met(cast.anna_karin, reverse("handover_contents", args=[case])) == 200
    assert Letter.objects.count() == letters


def test_the_municipality_that_answers_for_those_in_no_school_is_no_receiving_school(cast: Cast) -> None:
    to = Receiver(kind=ReceiverKind.KAA, name="KAA i Björkvik", run_by=RunBy.MUNICIPALITY)
    found = handing.offered(cast, handing.begin(cast, to=to))

    assert found[CLASSROOM].going not in (Going.POINTED_OUT, Going.CHOICE)
    assert found[SARAS].going is Going.STAYS


def test_a_day_misspelt_and_a_school_without_a_name_are_met_kindly(cast: Cast) -> None:
    told = {"to": "utanfor", "begins_on": "nån gång"}
    answer = client_as(cast.anna_karin).post(reverse("handover_new", args=[cast.ebbas_case]), told)

    assert answer.status_code == 422
    assert "Skriv vad mottagaren heter." in answer.content.decode()
    assert not Handover.objects.unguarded(because=BECAUSE).exists()


def test_what_the_sender_may_not_read_can_not_be_sent_by_its_id(cast: Cast) -> None:
    row = handing.begin(cast)
    nurses = Statement.objects.unguarded(because=BECAUSE).filter(
        cell__case_id=cast.ebbas_case, cell__information_class=InformationClass.MEDICAL
    )
    sneaked = StatementId(nurses.latest("made_at").id)

    with pytest.raises(NotDone):
        by = scope_of(cast.anna_karin).reader
        now = timezone.now()
        actions.choose(handover=row, going=[sneaked], left_out={}, works="", first_week="", by=by, now=now)
    assert not Item.objects.unguarded(because=BECAUSE).filter(handover=row).exists()
    told = {"go": [str(sneaked)], "works": "Pauser."}
    refused = client_as(cast.anna_karin).post(reverse("handover_contents", args=[cast.ebbas_case]), told)
    assert refused.status_code == 422


def test_the_new_schools_own_rektor_alone_receives(cast: Cast) -> None:
    at = [handing.arrival_of(handing.sent(cast)).id]
    for name in ("arrival", "arrival_talk", "arrival_accept", "arrival_return"):
        assert met(cast.petra, reverse(name, args=at)) == 403
        assert met(cast.susanne, reverse(name, args=at)) == 404
    assert client_as(cast.per).post(reverse("arrival_receive", args=at)).status_code == 404
