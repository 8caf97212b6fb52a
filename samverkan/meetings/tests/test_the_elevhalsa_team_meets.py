"""EHT: a row of pupils, each in a case of its own. EHM: groups and learning environments, and no pupil named."""

import re
import uuid
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from samverkan.meetings.during.timing import time_words
from samverkan.meetings.models import AgendaItem, Invitee, Meeting, MinutesRow
from samverkan.meetings.team import acts
from samverkan.meetings.team.models import TeamMeeting, TeamRow
from samverkan.people import barring
from samverkan.people.wording import short_day
from samverkan.policy.team import may_lead_the_team, sits_at_a_pupil, sits_in_the_team
from samverkan.policy.vocabulary import Role
from samverkan.post.models import Letter
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
BECAUSE = "a story looks at the rows"


def said(answer: Any) -> str:
    return unescape(answer.content.decode())


def read(cast: Cast, who: str, address: str) -> str:
    return said(client_as(getattr(cast, who)).get(address))


def form(cast: Cast, **changed: Any) -> dict[str, Any]:
    fields = client_as(cast.anna_karin).get("/moten/elevhalsan/nytt").context["form"]
    told = {name: fields[name].value() for name in fields.fields}
    told["day"] = short_day(timezone.localdate() + timedelta(days=8))
    return told | changed


def plan(cast: Cast, **changed: Any) -> TeamMeeting:
    answer = client_as(cast.anna_karin).post("/moten/elevhalsan/nytt", form(cast, **changed))
    assert answer.status_code == 302, said(answer)
    return TeamMeeting.objects.get(id=answer["Location"].rsplit("/", 1)[1])


def act(cast: Cast, made: TeamMeeting, who: str = "anna_karin", **told: str) -> Any:
    return client_as(getattr(cast, who)).post(f"/moten/elevhalsan/{made.id}/andra", told)


def rows(made: TeamMeeting) -> list[Meeting]:
    found = Meeting.objects.unguarded(because=BECAUSE).filter(team=made, cancelled_at=None)
    return list(found.order_by("made_at"))


@pytest.fixture
def eht(cast: Cast) -> TeamMeeting:
    """Ebba and Nova are taken up, and the invitation has gone."""
    made = plan(cast, template="eht")
    for slug in ("ebba", "nova"):
        act(cast, made, pupil=str(cast.case(slug)))
    act(cast, made, skicka="ja")
    made.refresh_from_db()
    return made


@pytest.fixture
def ehm(cast: Cast) -> TeamMeeting:
    made = plan(cast, template="ehm")
    act(cast, made, skicka="ja")
    return made


def write(cast: Cast, made: TeamMeeting, text: str, who: str = "anna_karin", **changed: str) -> Any:
    point = made.points.order_by("position")[0]
    told = {"row": str(uuid.uuid4()), "topic": str(point.id), "kind": "anteckning", "text": text} | changed
    return client_as(getattr(cast, who)).post(f"/moten/elevhalsan/{made.id}/rad", told)


def test_each_pupil_is_a_meeting_about_a_case_of_its_own_with_its_own_verdict(cast: Cast, eht: TeamMeeting) -> None:
    page = read(cast, "anna_karin", f"/moten/elevhalsan/{eht.id}")

    assert {row.case_id for row in rows(eht)} == {cast.case("ebba"), cast.case("nova")}
    assert "Ebba Lindqvist" in page and page.count("Ni kan tala om") == 2
    items = AgendaItem.objects.unguarded(because=BECAUSE).filter(meeting__in=[row.id for row in rows(eht)])
    assert {item.cell.case_id == item.meeting.case_id for item in items.select_related("cell", "meeting")} == {True}


def test_the_same_pupil_is_taken_up_once_and_may_be_taken_away(cast: Cast, eht: TeamMeeting) -> None:
    act(cast, eht, pupil=str(cast.ebbas_case))
    before = len(rows(eht))
    act(cast, eht, bort=str(rows(eht)[0].id))

    assert (before, len(rows(eht))) == (2, 1)


def test_a_pupils_row_is_held_and_written_in_that_pupils_case(cast: Cast, eht: TeamMeeting) -> None:
    ebbas = next(row for row in rows(eht) if row.case_id == cast.ebbas_case)
    rektor, where = client_as(cast.anna_karin), f"/moten/{ebbas.id}/under"
    here = Invitee.objects.unguarded(because=BECAUSE).filter(meeting=ebbas).values_list("id", flat=True)
    rektor.post(where, {"borja": "ja", "har": [str(one) for one in here]})
    topic = AgendaItem.objects.unguarded(because=BECAUSE).filter(meeting=ebbas).order_by("position")[0]

    told = {"row": str(uuid.uuid4()), "topic": str(topic.id), "kind": "beslut", "text": "Vi prövar tysta rum."}
    answer = rektor.post(f"{where}/rad", told)

    assert answer.status_code == 302
    written = MinutesRow.objects.unguarded(because=BECAUSE).select_related("cell").get(meeting=ebbas)
    assert written.cell.case_id == cast.ebbas_case
    page = read(cast, "anna_karin", where)
    assert "Vi prövar tysta rum." in page and "Elevhälsoteam (EHT)" in page
    assert "Pågår" in read(cast, "anna_karin", f"/moten/elevhalsan/{eht.id}")


def test_an_eht_is_run_through_and_each_pupils_words_stay_with_that_pupil(cast: Cast, eht: TeamMeeting) -> None:
    said_of: dict[UUID, str] = {
        cast.ebbas_case: "Ebba får sitta längst fram.",
        cast.case("nova"): "Nova börjar med en kort dag.",
    }
    rektor = client_as(cast.anna_karin)
    for row in rows(eht):
        where, seats = f"/moten/{row.id}", Invitee.objects.unguarded(because=BECAUSE).filter(meeting=row)
        rektor.post(f"{where}/under", {"borja": "ja", "har": [str(one.id) for one in seats]})
        topic = AgendaItem.objects.unguarded(because=BECAUSE).filter(meeting=row).order_by("position")[0]
        told = {"row": str(uuid.uuid4()), "topic": str(topic.id), "kind": "beslut", "text": said_of[row.case_id]}
        rektor.post(f"{where}/under/rad", told)
        rektor.post(f"{where}/under", {"avsluta": "ja"})
        in_a_month = short_day(timezone.localdate() + timedelta(days=30))
        closed = rektor.post(f"{where}/efter/avslut", {"skicka": "ja", "next_on": in_a_month})
        assert closed.status_code == 302, said(closed)

    for row in rows(eht):
        mine, other = said_of[row.case_id], next(text for case, text in said_of.items() if case != row.case_id)
        for page in (f"/moten/{row.id}/efter", f"/elever/{row.case_id}/plan"):
            shown = read(cast, "anna_karin", page)
            assert mine in shown and other not in shown, page
    letters = Letter.objects.filter(key__startswith="efter-")
    assert not any(name in letter.text for letter in letters for name in ("Ebba", "Nova"))


def test_a_pupils_row_has_the_time_and_the_people_of_its_team(cast: Cast, eht: TeamMeeting) -> None:
    rektor, ebbas = client_as(cast.anna_karin), rows(eht)[0]

    for end in ("andra", "kontrollera"):
        assert rektor.get(f"/moten/{ebbas.id}/{end}")["Location"] == f"/moten/elevhalsan/{eht.id}"
    assert "Är vi redo?" in said(rektor.get(f"/moten/{ebbas.id}"))


def test_emi_sits_only_with_the_pupils_for_whom_it_is_needed(cast: Cast) -> None:
    made = plan(cast, template="eht")
    act(cast, made, pupil=str(cast.ebbas_case), emi="on")
    act(cast, made, pupil=str(cast.case("nova")))

    seated = {
        row.case_id: Invitee.objects.unguarded(because=BECAUSE).filter(meeting=row, person=cast.birgitta).exists()
        for row in rows(made)
    }
    assert seated == {cast.ebbas_case: True, cast.case("nova"): False}
    assert "är inte med" not in read(cast, "anna_karin", f"/moten/elevhalsan/{made.id}")


def test_nothing_on_the_page_tells_who_may_learn_nothing_of_a_pupil(cast: Cast, eht: TeamMeeting) -> None:
    before = read(cast, "sara", f"/moten/elevhalsan/{eht.id}")
    by = scope_of(cast.anna_karin).reader
    barring.decide(case=cast.ebbas_case, person=cast.lena.id, reason="Är närstående.", by=by, now=timezone.now())

    after = read(cast, "sara", f"/moten/elevhalsan/{eht.id}")

    words = [
        re.sub(r"<[^>]*>", " ", page.split("<main", 1)[1].split("</main", 1)[0]).split() for page in (before, after)
    ]
    assert words[0] == words[1]


def test_emi_does_not_lead_where_pupils_are_named_but_may_lead_an_ehm(cast: Cast) -> None:
    sent = form(cast, template="eht", leader=str(cast.birgitta.id))
    refused = client_as(cast.anna_karin).post("/moten/elevhalsan/nytt", sent)

    assert refused.status_code == 422
    assert "Regeln kommer från Uppsala kommuns rutin" in said(refused)
    assert plan(cast, template="ehm", leader=str(cast.birgitta.id)).leader_id == cast.birgitta.id


def test_the_rule_of_the_house_is_a_setting_with_its_source(cast: Cast) -> None:
    where = "/installningar/moten/eht/andra"
    skolchef = client_as(cast.margareta)
    fields = skolchef.get(where).context["form"]
    told = {name: fields[name].value() for name in fields.fields if fields[name].value() not in (None, False)}
    skolchef.post(where, told | {"emi_leads": "on", "emi_source": "Vår rutin 2026:4", "reason": "Skolläkaren leder."})

    assert plan(cast, template="eht", leader=str(cast.birgitta.id)).leader_id == cast.birgitta.id
    assert "Ja. Vår rutin 2026:4" in read(cast, "margareta", "/installningar/moten/eht")


def test_nobody_sees_a_pupil_outside_the_own_scope_in_page_list_or_mail(cast: Cast) -> None:
    everybody = [str(one.id) for one in (cast.anna_karin, cast.sara, cast.kerstin)]
    made = plan(cast, template="eht", seats=everybody)
    act(cast, made, pupil=str(cast.ebbas_case))
    act(cast, made, skicka="ja")

    page = read(cast, "kerstin", f"/moten/elevhalsan/{made.id}")
    lists = read(cast, "kerstin", "/moten")
    letters = [f"{row.subject} {row.text} {row.calendar}" for row in Letter.objects.filter(key__startswith="team-")]

    assert "Ebba" not in page and "Ingen elev att visa för dig." in page and "Ni kan tala om" not in page
    assert "Elevhälsoteam (EHT)" in lists and "Ebba" not in lists
    assert letters and not any("Ebba" in letter or "elevhälso" in letter.lower() for letter in letters)


def test_a_row_of_the_team_is_no_meeting_of_the_family_or_of_the_morning(cast: Cast, eht: TeamMeeting) -> None:
    ids = [str(row.id) for row in rows(eht)]

    for who, address in (("anna", "/moten"), ("anna", "/"), ("anna_karin", "/moten"), ("anna_karin", "/")):
        page = read(cast, who, address)
        assert not any(one in page for one in ids), (who, address)


@pytest.mark.parametrize(("who", "status"), [("mikael", 404), ("petra", 404), ("maria", 403), ("anna", 403)])
def test_who_has_no_seat_finds_nothing(cast: Cast, ehm: TeamMeeting, who: str, status: int) -> None:
    where = f"/moten/elevhalsan/{ehm.id}"

    assert client_as(getattr(cast, who)).get(where).status_code == status
    assert write(cast, ehm, "Hej.", who).status_code == status
    assert act(cast, ehm, who, installt="ja").status_code in {403, 404}
    ehm.refresh_from_db()
    assert ehm.cancelled_at is None


def test_a_pupil_at_another_school_cannot_be_taken_up(cast: Cast, eht: TeamMeeting) -> None:
    answer = act(cast, eht, pupil=str(uuid.uuid4()))

    assert answer.status_code == 422
    assert len(rows(eht)) == 2


def test_an_ehm_goes_through_its_five_phases_and_writes_what_is_agreed(cast: Cast, ehm: TeamMeeting) -> None:
    where, rektor = f"/moten/elevhalsan/{ehm.id}", client_as(cast.anna_karin)
    first, *_, last = ehm.points.order_by("position")
    rektor.post(f"{where}/rad", {"amne": str(first.id)})
    soon = short_day(timezone.localdate() + timedelta(days=9))
    write(cast, ehm, "Rasterna är stökiga efter lunch.")
    answer = write(cast, ehm, "Pröva två lunchtider.", kind="atgard", owner=str(cast.sara.id), due_on=soon)
    rektor.post(f"{where}/rad", {"amne": str(last.id)})
    page = said(rektor.get(where))
    rektor.post(f"{where}/rad", {"avsluta": "ja"})

    assert answer.status_code == 302
    for phase in ("Nuläge", "Reflektion", "Fördjupning", "Planering", "Avslutning"):
        assert phase in page
    assert "Pröva två lunchtider." in page and f"Sara Holm · senast {soon}" in page
    assert "Mötet är avslutat" in said(rektor.get(where))
    write(cast, ehm, "För sent.")
    assert TeamRow.objects.count() == 2


def test_a_text_that_names_a_pupil_of_the_school_is_warned_of_and_stands(cast: Cast, ehm: TeamMeeting) -> None:
    answer = write(cast, ehm, "Det blir lugnare när Ebbas grupp delas.")
    refused = TeamRow.objects.count()
    sure = write(cast, ehm, "Det blir lugnare när Ebbas grupp delas.", sure="on")

    assert answer.status_code == 422 and "”Ebbas” är namn på någon elev på skolan." in said(answer)
    assert "Det blir lugnare när Ebbas grupp delas." in said(answer) and "Det är ingen elev" in said(answer)
    assert (refused, sure.status_code, TeamRow.objects.count()) == (0, 302, 1)


def test_of_a_protected_pupil_the_warning_says_nothing(cast: Cast, ehm: TeamMeeting) -> None:
    assert write(cast, ehm, "Liv i luckan är roligt.").status_code == 302


def test_what_is_written_is_sealed_and_the_same_row_sent_again_is_one(cast: Cast, ehm: TeamMeeting) -> None:
    same = str(uuid.uuid4())
    for _ in range(2):
        write(cast, ehm, "Bullret är högt.", row=same)

    assert b"Bullret" not in bytes(TeamRow.objects.get().sealed_text)


def test_called_off_it_is_gone_from_the_list_and_from_calendars(cast: Cast, eht: TeamMeeting) -> None:
    act(cast, eht, installt="ja")

    assert rows(eht) == []
    assert "Elevhälsoteam (EHT)" not in read(cast, "sara", "/moten")
    assert Letter.objects.filter(key__endswith="-cancel", subject="Mötet är inställt").exists()


def test_bad_input_is_met_kindly(cast: Cast, ehm: TeamMeeting) -> None:
    rektor = client_as(cast.anna_karin)
    for changed, told in (
        ({"clock": "kvart"}, "Skriv klockslaget som 13.00."),
        ({"seats": []}, "Välj vilka som är med."),
        ({"day": ""}, "Skriv dagen"),
        ({"template": "sip"}, "Välj"),
    ):
        answer = rektor.post("/moten/elevhalsan/nytt", form(cast, template="eht") | changed)
        assert answer.status_code == 422 and told in said(answer), changed
    assert write(cast, ehm, "").status_code == 422
    assert write(cast, ehm, "Hej.", topic=str(uuid.uuid4())).status_code == 404


def test_the_form_sent_twice_is_one_meeting(cast: Cast) -> None:
    sent = form(cast, template="ehm")
    for _ in range(2):
        client_as(cast.anna_karin).post("/moten/elevhalsan/nytt", sent)

    assert TeamMeeting.objects.count() == 1


def test_who_is_of_the_team_is_said_by_the_law() -> None:
    assert [role for role in (Role.NURSE, Role.COUNSELLOR, Role.REKTOR, Role.TEACHER) if sits_in_the_team(role)] == [
        Role.NURSE,
        Role.COUNSELLOR,
        Role.REKTOR,
    ]
    assert not may_lead_the_team(Role.NURSE, emi_leads=False) and may_lead_the_team(Role.NURSE, emi_leads=True)
    assert may_lead_the_team(Role.COUNSELLOR, emi_leads=False)
    assert not sits_at_a_pupil(Role.DOCTOR, needed=False) and sits_at_a_pupil(Role.DOCTOR, needed=True)
    assert sits_at_a_pupil(Role.COUNSELLOR, needed=False)


def new_time(cast: Cast, made: TeamMeeting, who: str = "anna_karin", **changed: Any) -> Any:
    where, client = f"/moten/elevhalsan/{made.id}/tid-och-vilka", client_as(getattr(cast, who))
    form = client.get(where).context["form"]
    told = {name: form[name].value() for name in form.fields}
    return client.post(where, told | changed)


def test_another_time_goes_to_those_who_sit_there_and_to_each_pupils_row(cast: Cast, eht: TeamMeeting) -> None:
    before = Letter.objects.count()

    answer = new_time(cast, eht, clock="10.30")

    eht.refresh_from_db()
    assert answer.status_code == 302 and eht.sequence == 1
    assert {row.starts_at for row in rows(eht)} == {eht.starts_at}
    sent = Letter.objects.filter(subject="Ändrad inbjudan till ett möte")
    assert Letter.objects.count() - before == len(sent) > 0
    assert all("SEQUENCE:1" in letter.calendar and eht.calendar_uid in letter.calendar for letter in sent)
    assert not any(name in letter.text for letter in sent for name in ("Ebba", "Nova", "eleven"))


def test_nothing_changed_is_nothing_sent_and_the_same_form_again_neither(cast: Cast, eht: TeamMeeting) -> None:
    before = Letter.objects.count()
    new_time(cast, eht)
    unchanged = Letter.objects.count()
    where, client = f"/moten/elevhalsan/{eht.id}/tid-och-vilka", client_as(cast.anna_karin)
    form = client.get(where).context["form"]
    told = {name: form[name].value() for name in form.fields} | {"clock": "10.30"}
    client.post(where, told)
    once = Letter.objects.count()
    again = client.post(where, told)

    assert unchanged == before and once > before
    assert (again.status_code, Letter.objects.count()) == (302, once)


def test_one_who_is_not_to_come_any_more_is_told_and_has_no_seat_at_the_pupils(cast: Cast, eht: TeamMeeting) -> None:
    seats = [str(seat.person_id) for seat in eht.seats.all() if seat.person_id != cast.sara.id]

    new_time(cast, eht, seats=seats)

    gone = Letter.objects.filter(subject="Mötet är inställt")
    assert {letter.to_address for letter in gone} == {"kurator@demo.example"}
    seated = Invitee.objects.unguarded(because=BECAUSE).filter(meeting__team=eht, removed_at=None)
    assert cast.sara.id not in set(seated.values_list("person_id", flat=True))


def test_two_who_change_it_meet_and_a_row_taken_up_stays_as_it_was(cast: Cast, eht: TeamMeeting) -> None:
    ebbas = rows(eht)[0]
    client_as(cast.anna_karin).post(f"/moten/{ebbas.id}/under", {"borja": "ja", "har": []})
    ebbas.refresh_from_db()
    where, sara = f"/moten/elevhalsan/{eht.id}/tid-och-vilka", client_as(cast.sara)
    form = sara.get(where).context["form"]
    hers = {name: form[name].value() for name in form.fields} | {"clock": "13.00"}
    new_time(cast, eht, clock="10.30")

    late = sara.post(where, hers)

    began = ebbas.starts_at
    ebbas.refresh_from_db()
    assert late.status_code == 409 and "Någon annan har ändrat mötet" in said(late)
    assert ebbas.starts_at == began and rows(eht)[1].starts_at != began


def test_who_does_not_plan_changes_nothing_and_what_is_over_stands(cast: Cast, ehm: TeamMeeting) -> None:
    where = f"/moten/elevhalsan/{ehm.id}/tid-och-vilka"
    client_as(cast.anna_karin).post(f"/moten/elevhalsan/{ehm.id}/rad", {"avsluta": "ja"})

    assert client_as(cast.birgitta).get(where).status_code == 403
    assert client_as(cast.petra).get(where).status_code == 403
    assert client_as(cast.anna_karin).get(where)["Location"] == f"/moten/elevhalsan/{ehm.id}"


def test_time_is_counted_for_each_point_of_an_ehm(cast: Cast, ehm: TeamMeeting) -> None:
    first, second = ehm.points.order_by("position")[:2]
    now = timezone.now()
    acts.turn_to(team=ehm, point=first.id, now=now - timedelta(minutes=20))
    acts.turn_to(team=ehm, point=first.id, now=now - timedelta(minutes=10))
    acts.turn_to(team=ehm, point=second.id, now=now - timedelta(minutes=3))

    page = read(cast, "anna_karin", f"/moten/elevhalsan/{ehm.id}")

    first.refresh_from_db()
    assert first.used_seconds == 17 * 60
    assert time_words(first.minutes, 17) in page and time_words(second.minutes, 3) in page


def test_idag_has_the_teams_meeting_without_any_pupil(cast: Cast, eht: TeamMeeting) -> None:
    TeamMeeting.objects.filter(id=eht.id).update(starts_at=timezone.now() + timedelta(hours=1))

    seen, unseen = read(cast, "birgitta", "/"), read(cast, "kerstin", "/")

    address = f'href="/moten/elevhalsan/{eht.id}"'
    assert address in seen and "Elevhälsoteam (EHT)" in seen and address not in unseen


def test_what_is_promised_at_an_ehm_stands_under_att_gora_and_is_done_by_the_one_who_promised(
    cast: Cast, ehm: TeamMeeting
) -> None:
    due = short_day(timezone.localdate() + timedelta(days=9))
    write(cast, ehm, "Prova tystare raster.", kind="atgard", owner=str(cast.birgitta.id), due_on=due)
    row = TeamRow.objects.get(point__meeting=ehm)
    where = f"/moten/elevhalsan/lofte/{row.id}"

    mine, others = read(cast, "birgitta", "/att-gora"), read(cast, "sara", "/att-gora")
    refused = client_as(cast.sara).post(where).status_code
    client_as(cast.birgitta).post(where)
    client_as(cast.birgitta).post(where)
    done = read(cast, "birgitta", "/att-gora")
    client_as(cast.birgitta).post(where, {"angra": "ja"})

    assert "Prova tystare raster." in mine and "Elevhälsomöte (EHM)" in mine
    assert "Prova tystare raster." not in others and refused == 404
    assert "Klart " in done
    row.refresh_from_db()
    assert row.done_at is None


def test_the_next_ehm_looks_back_at_what_was_promised(cast: Cast, ehm: TeamMeeting) -> None:
    due = short_day(timezone.localdate() + timedelta(days=9))
    write(cast, ehm, "Prova tystare raster.", kind="atgard", owner=str(cast.birgitta.id), due_on=due)
    later = plan(cast, template="ehm", day=short_day(timezone.localdate() + timedelta(days=20)))

    page = read(cast, "anna_karin", f"/moten/elevhalsan/{later.id}")

    assert "Sedan förra mötet" in page and "Prova tystare raster." in page and f"Birgitta Åhl · senast {due}" in page
