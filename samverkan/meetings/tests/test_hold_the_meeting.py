"""Ebba's meeting goes on: who is in the room, which topic is taken up, and what is written down under it."""

import uuid
from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.guard.models import Grant, Statement
from samverkan.meetings.during import running
from samverkan.meetings.during.page import DuringPage, during_page, wall_page
from samverkan.meetings.heading import meeting
from samverkan.meetings.models import Attendance, Closing, Invitee, Meeting, MinutesRow, Pen, Presence, Turn
from samverkan.people.wording import short_day
from samverkan.policy.vocabulary import InformationClass
from samverkan.vault.texts import texts
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
BECAUSE = "a story looks at the rows"
K = InformationClass


def address(cast: Cast, end: str = "") -> str:
    return f"/moten/{cast.ebbas_meeting}/under{end}"


def page(cast: Cast) -> DuringPage:
    scope = scope_of(cast.anna_karin)
    return during_page(scope, meeting(scope, cast.ebbas_meeting))


def seat(cast: Cast, who: str) -> UUID:
    rows = Invitee.objects.unguarded(because=BECAUSE)
    return rows.get(meeting_id=cast.ebbas_meeting, person=getattr(cast, who), removed_at=None).id


def topic(cast: Cast, title: str) -> UUID:
    return next(one.id for one in page(cast).topics if one.title == title)


def begin(client: Client, cast: Cast, *here: str) -> None:
    client.post(address(cast), {"borja": "ja", "har": [str(seat(cast, who)) for who in here]})


def write(client: Client, cast: Cast, **changed: str) -> tuple[int, str]:
    current = page(cast).current
    told = {"row": str(uuid.uuid4()), "topic": str(current.id if current else ""), "kind": "anteckning", "text": "Ord."}
    answer = client.post(address(cast, "/rad"), told | changed)
    return answer.status_code, unescape(answer.content.decode())


@pytest.fixture
def going(cast: Cast) -> Client:
    """The meeting has begun with all but Olof."""
    client = client_as(cast.anna_karin)
    begin(client, cast, "ebba", "anna", "jonas", "sara", "maria", "peter")
    return client


def rows(cast: Cast) -> list[MinutesRow]:
    found = MinutesRow.objects.unguarded(because=BECAUSE).filter(meeting_id=cast.ebbas_meeting, removed_at=None)
    return list(found.select_related("cell", "owner").order_by("made_at"))


def test_the_meeting_begins_with_those_who_are_here_and_its_first_topic(cast: Cast, going: Client) -> None:
    shown = page(cast)

    assert shown.began and not shown.ended
    assert shown.here_words == "I rummet nu: 6 av 7"
    assert shown.current is not None and shown.current.number == 1
    assert "I rummet nu: 6 av 7" in unescape(going.get(address(cast)).content.decode())


def test_beginning_twice_is_beginning_once(cast: Cast, going: Client) -> None:
    begin(going, cast, "ebba", "olof")

    assert Turn.objects.filter(meeting_id=cast.ebbas_meeting).count() == 1
    assert page(cast).here_words == "I rummet nu: 6 av 7"


def test_a_topic_that_somebody_here_may_not_hear_says_who_goes_out(cast: Cast, going: Client) -> None:
    going.post(address(cast), {"amne": str(topic(cast, "Logopedens utlåtande"))})
    before = page(cast)

    going.post(address(cast), {"gick": str(seat(cast, "peter"))})

    assert before.hindrance is not None
    assert before.hindrance.sentence == "Peter Ny får inte höra ”Logopedens utlåtande”."
    assert [one.name for one in before.hindrance.leaving] == ["Peter Ny"]
    assert page(cast).hindrance is None
    assert page(cast).here_words == "I rummet nu: 5 av 7"


def test_a_yes_taken_back_after_the_invitation_is_said_at_the_start_and_when_somebody_comes(cast: Cast) -> None:
    client = client_as(cast.anna_karin)
    Grant.objects.filter(case_id=cast.ebbas_case).update(ended_at=timezone.now())
    Invitee.objects.unguarded(because=BECAUSE).filter(meeting=cast.ebbas_meeting).update(attendance=Attendance.COMES)
    told = "Socialtjänsten i Björkvik är med."

    before = unescape(client.get(address(cast), {"anda": "ja"}).content.decode())
    begin(client, cast, "ebba", "sara", "maria")
    alone = unescape(client.get(address(cast)).content.decode())
    client.post(address(cast), {"kom": str(seat(cast, "peter"))})
    both = unescape(client.get(address(cast)).content.decode())
    client.post(address(cast), {"gick": str(seat(cast, "peter"))})

    assert "Maria Ek får inte veta att" in before
    assert told in before and told not in alone and told in both
    assert "Maria Ek lämnar nu" in both
    assert told not in unescape(client.get(address(cast)).content.decode())


def test_a_row_is_a_note_a_decision_or_an_atgard_with_somebody_and_a_day(cast: Cast, going: Client) -> None:
    going.post(address(cast), {"amne": str(topic(cast, "Skoldagen"))})
    soon = short_day(timezone.localdate() + timedelta(days=9))

    statuses = [
        write(going, cast, text="Raster ute går bra.")[0],
        write(going, cast, kind="beslut", text="Tecken som stöd införs i 5B.")[0],
        write(going, cast, kind="atgard", text="Boka handledning.", owner=str(cast.sara.id), due_on=soon)[0],
    ]

    assert statuses == [302, 302, 302]
    assert [(row.kind, row.cell.information_class) for row in rows(cast)] == [
        ("anteckning", K.ORDINARY),
        ("beslut", K.SUPPORT),
        ("atgard", K.SUPPORT),
    ]
    lines = next(one for one in page(cast).topics if one.now).lines
    assert lines[2].promise == f"Sara Holm · senast {soon}"


def test_an_atgard_without_a_name_or_a_day_is_asked_for_it_and_what_was_typed_stands(cast: Cast, going: Client) -> None:
    status, text = write(going, cast, kind="atgard", text="Ring habiliteringen om tider.")

    assert status == 422
    assert "Välj vem som gör det. Utan namn blir det lätt ingen." in text and "Skriv vilken dag" in text
    assert "Ring habiliteringen om tider." in text
    assert rows(cast) == []


def test_the_same_row_sent_again_is_one_row(cast: Cast, going: Client) -> None:
    same = str(uuid.uuid4())

    for _ in range(3):
        assert write(going, cast, row=same, text="En gång.")[0] == 302

    assert len(rows(cast)) == 1


def test_what_care_tells_may_be_heard_and_is_not_taken_down_without_leave(cast: Cast, going: Client) -> None:
    support = str(topic(cast, "Stöd från habiliteringen"))
    going.post(address(cast), {"amne": support})
    with_leave, _ = write(going, cast, text="Maria berättar om prova-på-perioden.")
    Grant.objects.filter(case_id=cast.ebbas_case).update(ended_at=timezone.now())

    noted, text = write(going, cast, topic=support, text="Maria berättar om prova-på-perioden.")
    agreed, _ = write(going, cast, topic=support, kind="beslut", text="Ebba får pauser efter varje lektion.")

    assert (with_leave, noted, agreed) == (302, 422, 302)
    assert "får höras men inte skrivas ner" in text and "Maria berättar om prova-på-perioden." in text
    assert [(row.kind, row.cell.information_class, row.cell.origin_class) for row in rows(cast)] == [
        ("anteckning", K.SUPPORT, K.REGION_CARE),
        ("beslut", K.SUPPORT, K.REGION_CARE),
    ]


def test_what_may_not_be_taken_down_is_not_said_to_be_kept_half_written(cast: Cast, going: Client) -> None:
    half = {"utkast": "ja", "topic": str(topic(cast, "Stöd från habiliteringen")), "kind": "anteckning"}
    half |= {"row": str(uuid.uuid4()), "text": "Maria berättar om"}
    with_leave = going.post(f"{address(cast)}/rad", half)
    shown = unescape(going.get(address(cast)).content.decode())
    Grant.objects.filter(case_id=cast.ebbas_case).update(ended_at=timezone.now())

    without = going.post(f"{address(cast)}/rad", half)

    assert (with_leave.status_code, without.status_code) == (204, 422)
    assert "Maria berättar om" in shown


def test_what_another_has_written_is_not_pasted_into_the_minutes(cast: Cast, going: Client) -> None:
    found = Statement.objects.within(scope_of(cast.sara)).filter(
        cell__case_id=cast.ebbas_case, cell__origin_class="K12", cell__kind="bedomning", form="anteckning"
    )
    theirs = next(iter(texts(found).values()))

    status, text = write(going, cast, text=theirs)

    assert status == 422 and "kommer från någon annan" in text and theirs in text
    assert rows(cast) == []


def test_one_writes_at_a_time_and_what_another_writes_is_kept_beside(cast: Cast, going: Client) -> None:
    sara = client_as(cast.sara)

    write(sara, cast, text="Också det här.")
    beside = rows(cast)[0].beside
    sara.post(address(cast), {"penna": "ja"})
    asked = page(cast).pen_asked
    going.post(address(cast), {"lamna": "ja"})
    write(sara, cast, text="Nu skriver jag.")

    assert beside and asked == "Sara Holm"
    assert [row.beside for row in rows(cast)] == [True, False]
    assert page(cast).pen.startswith("Sara Holm skriver här sedan")


def test_who_holds_the_pen_takes_in_and_one_who_gets_no_answer_takes_it(cast: Cast, going: Client) -> None:
    sara = client_as(cast.sara)
    write(sara, cast, text="Också det här.")
    sara.post(address(cast, "/rad"), {"tain": str(rows(cast)[0].id)})
    refused = rows(cast)[0].beside
    sara.post(address(cast), {"penna": "ja"})
    sara.post(address(cast), {"penna": "ja"})
    asked = page(cast).pen_asked
    Pen.objects.filter(meeting=cast.ebbas_meeting).update(asked_at=timezone.now() - timedelta(minutes=2))
    shown = unescape(sara.get(address(cast)).content.decode())

    sara.post(address(cast), {"penna": "ja"})
    sara.post(address(cast, "/rad"), {"tain": str(rows(cast)[0].id)})

    assert refused and asked == "Sara Holm"
    assert "Ta pennan" in shown and "Du har inte fått något svar" in shown
    assert page(cast).pen.startswith("Sara Holm skriver här sedan"), "and the one who held it reads so"
    assert not rows(cast)[0].beside


def test_a_striking_is_undone_from_what_the_page_says(cast: Cast, going: Client) -> None:
    write(going, cast, text="Ebba kommer på måndagar.")
    shown = going.post(address(cast, "/rad"), {"stryk": str(rows(cast)[0].id)}, follow=True)
    gone = rows(cast)
    undo = unescape(shown.content.decode().split('"said said--klart"')[1].split('action="')[1].split('"')[0])

    going.post(undo)

    assert gone == [] and len(rows(cast)) == 1


def edit(client: Client, cast: Cast, row: MinutesRow, **changed: str) -> tuple[int, str]:
    form = client.get(address(cast, f"/rad/{row.id}")).context["form"]
    told = {name: form[name].value() or "" for name in form.fields} | changed
    answer = client.post(address(cast, f"/rad/{row.id}"), told)
    return answer.status_code, unescape(answer.content.decode())


def test_a_row_is_written_anew_and_what_it_said_is_kept_behind_it(cast: Cast, going: Client) -> None:
    write(going, cast, text="Ebba kommer på måndagar.")
    before = rows(cast)[0]

    assert edit(going, cast, before, text="Ebba kommer på tisdagar.")[0] == 302

    now = rows(cast)[0]
    kept = Statement.objects.unguarded(because=BECAUSE).select_related("cell").filter(id=before.statement_id)
    assert (now.id, now.statement.replaces_id) == (before.id, before.statement_id)
    assert list(texts(kept).values()) == ["Ebba kommer på måndagar."]
    shown = unescape(going.get(address(cast)).content.decode())
    assert "på tisdagar." in shown and "på måndagar." not in shown


def test_a_note_becomes_an_atgard_with_somebody_and_a_day(cast: Cast, going: Client) -> None:
    write(going, cast, text="Boka handledning.")
    row = rows(cast)[0]

    status, text = edit(going, cast, row, kind="atgard")
    due = short_day(timezone.localdate() + timedelta(days=9))
    done, _ = edit(going, cast, row, kind="atgard", owner=str(cast.sara.id), due_on=due)

    now = rows(cast)[0]
    assert status == 422 and "Välj vem som gör det. Utan namn blir det lätt ingen." in text
    assert done == 302 and (now.kind, now.owner_id, now.cell.kind) == ("atgard", cast.sara.id, "insats")


def test_two_who_change_the_same_row_see_each_others_words(cast: Cast, going: Client) -> None:
    write(going, cast, text="Ebba kommer på måndagar.")
    row = rows(cast)[0]
    sara, where = client_as(cast.sara), address(cast, f"/rad/{row.id}")
    form = sara.get(where).context["form"]
    hers = {name: form[name].value() or "" for name in form.fields} | {"text": "Ebba kommer på fredagar."}
    edit(going, cast, row, text="Ebba kommer på tisdagar.")

    answer = sara.post(where, hers)

    text = unescape(answer.content.decode())
    assert answer.status_code == 409 and "Någon annan har ändrat raden" in text
    assert "på tisdagar." in text and "på fredagar." in text
    again = {name: answer.context["form"][name].value() or "" for name in form.fields}
    assert sara.post(where, again).status_code == 302
    assert list(texts([rows(cast)[0].statement]).values()) == ["Ebba kommer på fredagar."]


def test_a_row_that_is_struck_and_one_of_another_meeting_cannot_be_changed(cast: Cast, going: Client) -> None:
    write(going, cast, text="Ebba kommer på måndagar.")
    row = rows(cast)[0]
    going.post(address(cast, "/rad"), {"stryk": str(row.id)})

    assert going.get(address(cast, f"/rad/{row.id}")).status_code == 404
    assert client_as(cast.petra).get(address(cast, f"/rad/{row.id}")).status_code == 404


def test_time_is_counted_per_topic_and_stands_still_in_a_pause(cast: Cast, going: Client) -> None:
    row = Meeting.objects.unguarded(because=BECAUSE).get(id=cast.ebbas_meeting)
    row.started_at = timezone.now() - timedelta(minutes=12)
    row.save()
    Turn.objects.filter(meeting=row).update(began_at=row.started_at)
    running.pause(meeting=row, now=timezone.now() - timedelta(minutes=2))

    shown = page(cast)

    assert shown.paused and shown.topics[0].used == 10
    assert shown.left_words == f"hela mötet {shown.head.minutes - 12} min kvar", "the pause takes of the whole"


def test_after_a_pause_the_topic_that_was_taken_up_goes_on(cast: Cast, going: Client) -> None:
    day = topic(cast, "Skoldagen")
    going.post(address(cast), {"amne": str(day)})
    going.post(address(cast), {"paus": "ja"})

    shown = unescape(going.get(address(cast)).content.decode())
    written, _ = write(going, cast, text="Sagt i pausen.", topic=str(day))
    following = page(cast).following
    going.post(address(cast), {"amne": str(day)})

    assert "Mötet har paus" in shown and "Fortsätt med: Skoldagen" in shown and 'id="skriv"' in shown
    assert f'name="topic" value="{day}"' in shown, "what is written in the pause stands under the point"
    assert written == 302 and following is not None and following.title == "Stöd från habiliteringen"
    current = page(cast).current
    assert current is not None and current.id == day


def test_the_wall_shows_topics_decisions_and_time_and_no_note(cast: Cast, going: Client) -> None:
    going.post(address(cast), {"amne": str(topic(cast, "Skoldagen"))})
    for who in ("maria", "peter"):
        going.post(address(cast), {"gick": str(seat(cast, who))})
    write(going, cast, text="Hemlig liten anteckning.")
    write(going, cast, kind="beslut", text="Raster inne.")

    wall = unescape(going.get(address(cast, "/skarm")).content.decode())

    current = page(cast).current
    assert current is not None and f"{current.time_words} · {page(cast).left_words}" in wall
    assert "Skoldagen" in wall and "<li>Raster inne.</li>" in wall
    assert "Hemlig liten anteckning." not in wall


def test_nor_what_somebody_in_the_room_may_not_have(cast: Cast, going: Client) -> None:
    write(going, cast, kind="beslut", text="Raster inne.")
    scope = scope_of(cast.anna_karin)
    head = meeting(scope, cast.ebbas_meeting)
    with_all = wall_page(scope, head)
    for who in ("maria", "peter"):
        going.post(address(cast), {"gick": str(seat(cast, who))})

    without = wall_page(scope, head)

    assert (with_all.decisions, without.decisions) == ((), ("Raster inne.",))
    assert len(with_all.topics) < len(without.topics)


def test_when_it_is_over_nobody_is_in_the_room_and_nothing_more_is_taken_up(cast: Cast, going: Client) -> None:
    going.post(address(cast), {"avsluta": "ja"})
    going.post(address(cast), {"amne": str(topic(cast, "Skoldagen"))})

    assert page(cast).ended and page(cast).current is None
    assert not Presence.objects.filter(invitee__meeting_id=cast.ebbas_meeting, left_at=None).exists()


def test_what_was_forgotten_is_written_when_the_meeting_is_over_until_the_minutes_are_approved(
    cast: Cast, going: Client
) -> None:
    day = str(topic(cast, "Skoldagen"))
    write(going, cast, text="Före slutet.", topic=day)
    going.post(address(cast), {"avsluta": "ja"})

    shown = unescape(going.get(address(cast)).content.decode())
    missing, asked = write(going, cast, text="Glömdes bort.", topic="")
    written, _ = write(client_as(cast.sara), cast, text="Glömdes bort.", topic=day)
    changed, _ = edit(going, cast, rows(cast)[0], text="Före slutet, med mera.")
    going.post(address(cast, "/rad"), {"stryk": str(rows(cast)[0].id)})

    assert "Till vilken punkt?" in shown and "Ändra: Före slutet." in shown
    assert missing == 422 and "Välj punkt." in asked and "Glömdes bort." in asked
    assert (written, changed) == (302, 302)
    assert [(row.item_id, row.beside) for row in rows(cast)] == [(UUID(day), False)], "nobody has the pen any more"


def approve(cast: Cast) -> None:
    Closing.objects.create(
        meeting_id=cast.ebbas_meeting,
        approved_at=timezone.now(),
        approved_by=cast.anna_karin,
        next_on=timezone.localdate() + timedelta(days=30),
    )


def test_what_was_typed_while_another_approved_leads_on_to_an_addition(cast: Cast, going: Client) -> None:
    write(going, cast, text="Stod där.")
    row, day = rows(cast)[0], str(topic(cast, "Skoldagen"))
    form = going.get(address(cast, f"/rad/{row.id}")).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"text": "Stod där, sa hon."}
    approve(cast)

    status, text = write(going, cast, text="Ebba vill ha ett schema.", topic=day)
    changed = going.post(address(cast, f"/rad/{row.id}"), typed)
    brought = {"ifyllt": "ja", "topic": day, "kind": "anteckning", "text": "Ebba vill ha ett schema."}
    form = going.post(f"/moten/{cast.ebbas_meeting}/efter/tillagg", brought)

    assert status == 409 and "Ebba vill ha ett schema." in text and "Skriv ett tillägg" in text
    assert changed.status_code == 409 and "Stod där, sa hon." in changed.content.decode()
    assert form.status_code == 200 and form.context["form"]["text"].value() == "Ebba vill ha ett schema."
    assert form.context["form"]["topic"].value() == day
    assert len(rows(cast)) == 1, "nothing is saved before it has been read once more"


def test_what_was_typed_in_a_row_that_is_struck_can_stand_in_a_row_of_its_own(cast: Cast, going: Client) -> None:
    write(going, cast, text="Ebba kommer på måndagar.")
    row = rows(cast)[0]
    form = going.get(address(cast, f"/rad/{row.id}")).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"text": "Ebba kommer på tisdagar."}
    going.post(address(cast, "/rad"), {"stryk": str(row.id)})

    answer = going.post(address(cast, f"/rad/{row.id}"), typed)
    going.post(address(cast, "/rad"), answer.context["typed"])

    assert answer.status_code == 409 and "Spara som en ny rad" in answer.content.decode()
    assert list(texts([one.statement for one in rows(cast)]).values()) == ["Ebba kommer på tisdagar."]


def test_a_row_of_a_topic_that_is_taken_off_the_agenda_is_not_lost(cast: Cast, going: Client) -> None:
    status, text = write(going, cast, text="Under något som inte finns.", topic=str(uuid.uuid4()))

    assert status == 422 and "Punkten finns inte längre" in text and ">Under något som inte finns.</textarea>" in text
    current = page(cast).current
    assert current is not None and f'name="topic" value="{current.id}"' in text


def test_an_ending_is_undone_with_those_who_were_there(cast: Cast, going: Client) -> None:
    going.post(address(cast), {"amne": str(topic(cast, "Skoldagen"))})
    write(going, cast, text="Vi börjar med dagen.")
    going.post(address(cast), {"gick": str(seat(cast, "peter"))})
    going.post(address(cast), {"avsluta": "ja"})
    over = unescape(going.get(address(cast)).content.decode())

    going.post(address(cast), {"oppna": "ja"})

    shown = page(cast)
    assert "Öppna mötet igen" in over
    assert not shown.ended and shown.here_words == "I rummet nu: 5 av 7"
    assert shown.current is not None and shown.current.title == "Skoldagen"


def test_a_meeting_that_was_begun_by_mistake_is_held_after_all(cast: Cast) -> None:
    client = client_as(cast.anna_karin)
    Meeting.objects.unguarded(because=BECAUSE).filter(id=cast.ebbas_meeting).update(
        starts_at=timezone.now() + timedelta(days=3)
    )
    asked = unescape(client.get(address(cast)).content.decode())
    sure = unescape(client.get(address(cast), {"anda": "ja"}).content.decode())
    begin(client, cast, "ebba")
    client.post(address(cast), {"avsluta": "ja"})
    client.post(address(cast), {"oppna": "ja"})

    assert "Mötet är planerat till en annan dag" in asked and ">Börja mötet<" not in asked
    assert ">Börja mötet<" in sure
    assert not page(cast).began
    assert not Presence.objects.filter(invitee__meeting_id=cast.ebbas_meeting).exists(), "nobody was at it"


def test_guests_and_family_hold_no_meeting(cast: Cast, going: Client) -> None:
    for who in (cast.anna, cast.maria, cast.peter):
        client = client_as(who)
        assert client.get(address(cast)).status_code == 403
        assert client.post(address(cast, "/rad"), {"text": "x"}).status_code == 403
    assert client_as(cast.petra).get(address(cast)).status_code == 404
