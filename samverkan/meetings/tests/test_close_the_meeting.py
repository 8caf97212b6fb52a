"""Ebba's meeting is over: who does what, who is told, and when it really is done."""

import re
import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from samverkan.meetings.agendas import required_contents, template
from samverkan.meetings.contents import write_content
from samverkan.meetings.models import (
    Deviation,
    Invitee,
    Meeting,
    MinutesRow,
    MinutesSent,
    ToldAfterwards,
    Turn,
)
from samverkan.meetings.tests.closing_client import (
    BECAUSE,
    EVERYBODY,
    add,
    address,
    closing,
    hold,
    in_days,
    read,
    send,
    topic,
    write,
)
from samverkan.people.models import Account
from samverkan.people.wording import day, read_day, short_day
from samverkan.plans import queries as plans
from samverkan.plans.models import Decision, Step
from samverkan.post.models import Letter
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db


def steps(cast: Cast) -> list[Step]:
    """What this meeting put into the plan, by its rows: no day is compared, since a story may run over midnight."""
    rows = MinutesRow.objects.unguarded(because=BECAUSE).filter(meeting_id=cast.ebbas_meeting)
    said = rows.values_list("statement_id", flat=True)
    return list(Step.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case, statement__in=list(said)))


def sent(cast: Cast) -> int:
    return MinutesSent.objects.filter(meeting=cast.ebbas_meeting).count()


def test_ending_the_meeting_leads_to_what_it_came_to(cast: Cast) -> None:
    client = hold(cast)

    text = read(client, cast)

    assert "Vem gör vad, och vet alla om det?" in text
    assert "Boka handledning." in text and "Tecken som stöd införs i 5B." in text and "Raster ute går bra." in text
    assert "Sara Holm · senast" in text


def test_a_meeting_has_a_next_day_or_a_reason_for_none(cast: Cast) -> None:
    client = hold(cast)

    status, text = send(client, cast, next_on="")
    short, _ = send(client, cast, next_on="", no_next="Nej")
    both, _ = send(client, cast, no_next="Målen är nådda och alla är nöjda.")

    assert status == 422 and "Skriv när ni ses nästa gång, eller varför ni inte ska ses mer." in text
    assert (short, both) == (422, 422)
    assert closing(cast) is None and steps(cast) == []


def test_one_looks_at_who_gets_what_before_it_goes(cast: Cast) -> None:
    client = hold(cast)

    answer = client.post(address(cast, "/efter/avslut"), {"next_on": in_days(60)})

    text = unescape(answer.content.decode())
    assert answer.status_code == 200 and "Kontrollera innan du skickar" in text and "Boka handledning." in text
    assert closing(cast) is None and sent(cast) == 0


def test_what_was_agreed_stands_in_the_plan_and_is_not_typed_again(cast: Cast) -> None:
    client, next_on = hold(cast), timezone.localdate() + timedelta(days=60)

    status, _ = send(client, cast, next_on=short_day(next_on))

    row = MinutesRow.objects.unguarded(because=BECAUSE).get(kind="atgard", meeting_id=cast.ebbas_meeting)
    assert status == 302
    assert [(step.statement_id, step.owner_id) for step in steps(cast)] == [(row.statement_id, cast.sara.id)]
    said = MinutesRow.objects.unguarded(because=BECAUSE).get(kind="beslut", meeting_id=cast.ebbas_meeting)
    assert Decision.objects.unguarded(because=BECAUSE).filter(statement_id=said.statement_id).count() == 1
    found = plans.plan(scope_of(cast.jonas), cast.ebbas_case)
    assert "Boka handledning." in [one.text for one in found.steps]
    assert "Tecken som stöd införs i 5B." in [one.text for one in found.decisions]
    assert found.running is not None and found.running.follow_up == day(next_on)


def test_sending_twice_is_sending_once(cast: Cast) -> None:
    client = hold(cast)

    send(client, cast)
    letters = Letter.objects.count()
    send(client, cast)

    assert closing(cast) is not None and len(steps(cast)) == 1
    assert Letter.objects.count() == letters
    assert sent(cast) == len(EVERYBODY)


def test_the_letter_says_nothing_of_whom_or_what(cast: Cast) -> None:
    send(hold(cast), cast)

    letters = Letter.objects.filter(key__startswith="efter-")
    assert letters.exists()
    for letter in letters:
        told = letter.subject + letter.text
        assert "Ebba" not in told and "handledning" not in told and "/efter" in letter.text


def test_a_guardian_who_was_not_there_and_has_no_account_is_told_before_it_is_over(cast: Cast) -> None:
    Account.objects.filter(person=cast.olof).delete()
    client = hold(cast, "olof")
    send(client, cast)
    before = read(client, cast)
    way = address(cast, f"/efter/beratta/{cast.olof.id}")

    tomorrow = client.post(way, {"how": "telefon", "told_on": in_days(1)})
    told = client.post(way, {"how": "telefon", "told_on": in_days(0)})

    assert "Kvar: berätta för Olof Lindqvist vad ni kom fram till." in before
    assert tomorrow.status_code == 422 and told.status_code == 302
    assert ToldAfterwards.objects.get().person_id == cast.olof.id
    assert (done := closing(cast)) is not None and done.done_at is not None
    assert "Kvar: berätta" not in read(client, cast)


def test_a_guardian_who_was_not_there_and_has_an_account_is_told_by_the_letter_once_it_has_left(cast: Cast) -> None:
    client = hold(cast, "olof")

    send(client, cast)
    queued, waiting = read(client, cast), closing(cast)
    Letter.objects.update(sent_at=timezone.now())

    assert "Var inte med. Mejl på väg" in queued and "Kvar: berätta" not in queued
    assert waiting is not None and waiting.done_at is None
    assert "Var inte med. Mejl skickat" in read(client, cast)


def test_until_it_is_approved_it_is_the_writers_alone(cast: Cast) -> None:
    client = hold(cast)
    before = read(client_as(cast.anna), cast)

    send(client, cast)

    after = read(client_as(cast.anna), cast)
    assert "Boka handledning." not in before and "Minnesanteckningarna är inte klara än." in before
    assert "Boka handledning." in after and "Vilka får veta" not in after


def test_what_is_approved_is_not_written_in_any_more(cast: Cast) -> None:
    client = hold(cast)
    send(client, cast)

    told = {"row": str(uuid.uuid4()), "topic": str(topic(cast, "Skoldagen")), "kind": "anteckning", "text": "För sent."}
    client.post(address(cast, "/under/rad"), told)

    assert "För sent." not in read(client, cast)


def test_an_addition_stands_beside_what_was_approved_with_its_day(cast: Cast) -> None:
    Account.objects.filter(person=cast.olof).delete()
    client = hold(cast, "olof")
    send(client, cast)
    client.get(address(cast, f"/efter/som/{cast.olof.id}/papper"))

    status, _ = add(client, cast, "beslut", "Tecken som stöd införs i 5B och på fritids.")

    text = read(client, cast)
    assert status == 302
    assert "Tecken som stöd införs i 5B." in text and "på fritids. (tillagt " in text
    letters = Letter.objects.filter(subject="Tillägg till minnesanteckningar")
    assert "anna@demo.example" in {letter.to_address for letter in letters}
    assert not any(word in letter.text for letter in letters for word in ("Ebba", "fritids"))
    assert "Ska få tillägget på papper" in text
    assert "på fritids. (tillagt " in read(client_as(cast.anna), cast)
    assert "på fritids." in [one.text for one in plans.plan(scope_of(cast.jonas), cast.ebbas_case).decisions][-1]


def test_what_is_agreed_afterwards_is_promised_like_the_rest_and_once(cast: Cast) -> None:
    client = hold(cast)
    send(client, cast)
    form = client.get(address(cast, "/efter/tillagg")).context["form"]
    told = {"row": str(form["row"].value()), "topic": str(topic(cast, "Skoldagen")), "kind": "atgard"}
    told |= {"text": "Ring habiliteringen.", "owner": str(cast.sara.id), "due_on": in_days(5)}
    letters = Letter.objects.count()

    for _ in range(2):
        assert client.post(address(cast, "/efter/tillagg"), told).status_code == 302

    assert sorted(step.owner_id == cast.sara.id for step in steps(cast)) == [True, True]
    assert Letter.objects.count() - letters == len({letter.to_address for letter in added()})


def added() -> list[Letter]:
    return list(Letter.objects.filter(subject="Tillägg till minnesanteckningar"))


def test_before_they_are_approved_one_writes_in_them_directly(cast: Cast) -> None:
    client = hold(cast)
    row = MinutesRow.objects.unguarded(because=BECAUSE).get(kind="beslut", meeting_id=cast.ebbas_meeting)
    early = client.get(address(cast, "/efter/tillagg"))

    form = client.get(address(cast, f"/under/rad/{row.id}?fran=efter")).context["form"]
    told = {name: form[name].value() or "" for name in form.fields} | {"text": "Tecken införs.", "fran": "efter"}
    saved = client.post(address(cast, f"/under/rad/{row.id}"), told)
    send(client, cast)
    late = client.get(address(cast, f"/under/rad/{row.id}"))

    assert early.status_code == 302
    assert (saved.status_code, saved["Location"]) == (302, address(cast))
    assert "Tecken införs." in read(client, cast)
    assert late.status_code == 302 and "på fritids" not in read(client, cast)


def test_each_has_the_rows_that_the_law_lets_them_have(cast: Cast) -> None:
    client = hold(cast)
    write(client, cast, "anteckning", "Läsningen har stannat av.", topic=str(topic(cast, "Skolans bedömning")))

    to_maria = read(client, cast, f"/efter/som/{cast.maria.id}")
    to_anna = read(client, cast, f"/efter/som/{cast.anna.id}")
    send(client, cast)

    assert "Läsningen har stannat av." in to_anna and "Läsningen har stannat av." not in to_maria
    assert "Raster ute går bra." in to_maria
    assert "Läsningen har stannat av." not in read(client_as(cast.maria), cast)


def test_the_minutes_on_paper_are_made_out_to_one_person(cast: Cast) -> None:
    client = hold(cast)
    send(client, cast)

    answer = client.get(address(cast, f"/efter/som/{cast.anna.id}/papper"))

    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_easy_words_are_short_lines(cast: Cast) -> None:
    client = hold(cast)

    long, text = send(client, cast, easy="Du ska få jobba med tecken som stöd tillsammans med Jonas i klassrummet.")
    short, _ = send(client, cast, easy="Du får tecken som stöd.\nSara hjälper Jonas.")

    assert long == 422 and "högst nio ord på en rad" in text
    assert short == 302
    assert "Du får tecken som stöd." in read(client_as(cast.anna), cast)


def test_a_party_that_did_not_come_is_told_of_to_the_managers_without_the_pupil(cast: Cast) -> None:
    client = hold(cast, "maria")
    seat = Invitee.objects.unguarded(because=BECAUSE).get(
        meeting_id=cast.ebbas_meeting, person=cast.maria, removed_at=None
    )

    send(client, cast, strayed=f"{seat.id}.kom-inte-utan-besked")

    found = Deviation.objects.get()
    assert (found.organisation_id, found.kind) == (seat.organisation_id, "kom-inte-utan-besked")


def test_what_was_written_beside_is_settled_first(cast: Cast) -> None:
    client = hold(cast)
    MinutesRow.objects.unguarded(because=BECAUSE).filter(kind="anteckning").update(beside=True)

    stopped, text = send(client, cast)
    row = MinutesRow.objects.unguarded(because=BECAUSE).get(kind="anteckning", meeting_id=cast.ebbas_meeting)
    client.post(address(cast, "/under/rad"), {"tain": str(row.id), "fran": "efter"})

    assert stopped == 422 and "Ta in eller stryk" in text
    assert send(client, cast)[0] == 302


def test_a_meeting_that_has_not_been_has_nothing_after(cast: Cast) -> None:
    answer = client_as(cast.anna_karin).get(address(cast))

    assert answer.status_code == 302


def test_the_colleague_reads_and_does_not_close_and_the_neighbour_meets_nothing(cast: Cast) -> None:
    client = hold(cast)
    send(client, cast)

    assert client_as(cast.maria).get(address(cast)).status_code == 200
    assert client_as(cast.maria).post(address(cast, "/efter/avslut"), {}).status_code == 403
    assert client_as(cast.petra).get(address(cast)).status_code == 404
    assert client_as(cast.petra).post(address(cast, "/efter/avslut"), {}).status_code == 404


def test_idag_says_what_is_left_after_the_meetings_one_leads(cast: Cast) -> None:
    Account.objects.filter(person=cast.olof).delete()
    hold(cast, "olof")
    sara = client_as(cast.sara)
    before = unescape(sara.get("/").content.decode())
    send(sara, cast)
    between = unescape(sara.get("/").content.decode())
    sara.post(address(cast, f"/efter/beratta/{cast.olof.id}"), {"how": "samtal", "told_on": in_days(0)})

    assert "är inte avslutat" in before and "Avsluta mötet" in before
    assert "Berätta för Olof Lindqvist" in between
    assert "Berätta för" not in unescape(sara.get("/").content.decode())


def test_what_did_not_work_is_on_the_next_agenda_with_its_reason(cast: Cast) -> None:
    sara = client_as(cast.sara)
    step = Step.objects.unguarded(because=BECAUSE).get(case_id=cast.ebbas_case, owner=cast.sara)
    sara.post(f"/att-gora/{step.id}/gick-inte", {"reason": "Olof arbetar alla eftermiddagar."})

    text = read(sara, cast, "")

    assert "Från förra mötet" in text and "1 gick inte." in text
    assert "Varför: Olof arbetar alla eftermiddagar." in text
    assert "Olof arbetar" in read(client_as(cast.jonas), cast, "")
    assert "Olof arbetar" not in read(client_as(cast.peter), cast, "")


def test_who_may_not_read_what_they_promised_is_said_before_it_is_sent(cast: Cast) -> None:
    client = hold(cast)
    write(client, cast, "atgard", "Handleda arbetslaget.", owner=str(cast.maria.id), due_on=in_days(12))

    text = read(client, cast)

    assert "Maria Ek får inte läsa ”Handleda arbetslaget”." in text
    assert "Sara Holm får inte läsa" not in text


def test_a_sip_is_not_closed_before_it_holds_what_a_sip_must(cast: Cast) -> None:
    """10 kap. 8–9 §§ SoL (2025:400): what, by whom, what others do, and who answers for the whole."""
    client = hold(cast)
    row = Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting)
    Meeting.objects.unguarded(because=BECAUSE).filter(id=row.id).update(template="sip")

    stopped, text = send(client, cast)
    by, now = scope_of(cast.sara).reader, timezone.now()
    for content in required_contents(template("sip")):
        write_content(meeting=row, content=content, text="Det här gör vi.", by=by, now=now)
    sent, _ = send(client, cast)

    assert stopped == 422 and "Skriv under Innehåll" in text
    assert sent == 302


def test_what_was_promised_is_drawn_once_it_is_approved(cast: Cast) -> None:
    client = hold(cast)
    before = read(client, cast)
    send(client, cast)

    shown = read(client, cast)

    assert 'id="loften"' not in before
    assert "0 av 1 löfte från mötet" in shown


def test_the_time_that_each_point_took_is_drawn_and_said(cast: Cast) -> None:
    client = hold(cast)
    turns = Turn.objects.filter(meeting=cast.ebbas_meeting, item=topic(cast, "Skoldagen"))
    turns.update(began_at=timezone.now() - timedelta(minutes=95))

    shown = read(client, cast)

    assert 'id="tiden"' in shown and "Över tiden: Skoldagen med" in shown


def test_where_nobody_kept_the_time_nothing_is_said_of_it(cast: Cast) -> None:
    client = hold(cast)

    assert 'id="tiden"' not in read(client, cast)


def test_the_next_meeting_is_planned_on_the_day_that_was_agreed(cast: Cast) -> None:
    client, next_on = hold(cast), timezone.localdate() + timedelta(days=40)
    send(client, cast, next_on=short_day(next_on))

    way = re.search(r'href="([^"]*\?dag=[^"]*)"', client.get(address(cast)).content.decode())

    assert way is not None
    assert read_day(client.get(way[1]).context["form"]["day"].value(), today=timezone.localdate()) == next_on
    assert client.get(way[1].split("?")[0] + "?dag=x").status_code == 200


def test_one_who_may_have_nothing_of_it_is_led_to_no_empty_page(cast: Cast) -> None:
    client = hold(cast)
    note = MinutesRow.objects.unguarded(because=BECAUSE).get(meeting_id=cast.ebbas_meeting, kind="anteckning")
    client.post(address(cast, "/under/rad"), {"stryk": str(note.id)})
    before = client.post(address(cast, "/efter/avslut"), {"next_on": in_days(60)}).content.decode()

    send(client, cast)

    letters = Letter.objects.filter(key__startswith="efter-")
    peter = letters.get(to_address=Account.objects.get(person=cast.peter).email)
    anna = letters.get(to_address=Account.objects.get(person=cast.anna).email)
    assert peter.subject == "Ett möte har hållits" and "http" not in peter.text and "Ebba" not in peter.text
    assert "Nästa uppföljning är" in peter.text and "/efter" in anna.text
    words = "Inget av det som skrevs får lämnas hit, så brevet säger bara att mötet har hållits"
    assert words in unescape(before) and words in read(client, cast)
    assert read(client, cast).count(words) == letters.filter(subject="Ett möte har hållits").count()


def test_of_a_meeting_where_nothing_was_written_nothing_is_kept_from_anybody(cast: Cast) -> None:
    client = hold(cast)
    MinutesRow.objects.unguarded(because=BECAUSE).filter(meeting_id=cast.ebbas_meeting).update(
        removed_at=timezone.now()
    )

    send(client, cast)

    assert not Letter.objects.filter(subject="Ett möte har hållits").exists()
    assert "får lämnas hit" not in read(client, cast)
