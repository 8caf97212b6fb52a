"""B7: whatever makes the house write a letter, it says when, perhaps the school's own place, and where to sign in."""

import ast
import re
from datetime import datetime, time
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from samverkan.consent import actions as consent
from samverkan.consent import releasing, telling
from samverkan.consent.actions import LETTER_SUBJECT, LETTER_TEXT
from samverkan.consent.models import Question
from samverkan.handovers import actions as handovers
from samverkan.meetings import calendars, closing, inviting
from samverkan.meetings.after import closing as after
from samverkan.meetings.models import Meeting
from samverkan.overview import reminding
from samverkan.own_page import talking
from samverkan.people import trusting
from samverkan.people.models import Group, Organisation, Person, Unit
from samverkan.people.school_days import after_school_days
from samverkan.people.wording import STOCKHOLM
from samverkan.plans import actions as plans
from samverkan.plans import reminding as of_promises
from samverkan.policy.vocabulary import PersonId, Role
from samverkan.post import wishes
from samverkan.post.models import Letter
from samverkan.post.sending import message
from samverkan.web.configuration import CHECKOUT
from tests.battery.figures import tell
from tests.cast import Cast, client_as, scope_of
from tests.house.worlds import secret
from tests.house.worlds.seeing import Figures

WRITERS = {
    "samverkan/consent/actions/asking.py",
    "samverkan/consent/releasing.py",
    "samverkan/meetings/after/closing.py",
    "samverkan/meetings/closing.py",
    "samverkan/meetings/inviting.py",
    "samverkan/meetings/team/acts.py",
    "samverkan/overview/reminding.py",
    "samverkan/post/wishes.py",
}
"""Whoever writes letters. One more must be brought into the story below."""
SUBJECTS = {
    LETTER_SUBJECT,
    telling.SUBJECT,
    closing.SUBJECT,
    after.SUBJECT,
    after.ADDED,
    trusting.NAMED,
    reminding.SUBJECT,
    of_promises.SUBJECT,
    talking.SUBJECT,
    *inviting.SUBJECTS,
}
IN_A_CALENDAR = {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "CLASS", "LOCATION", "URL"}
IN_A_CALENDAR |= {"ORGANIZER", "ATTENDEE"}


@pytest.fixture
def letters(cast: Cast) -> list[Letter]:
    """Every sort of letter there is, about Ebba and about a protected pupil."""
    now = timezone.now()
    secret.plant(sealed=True, now=now)
    secret_case = secret.hidden_case()
    sara, *_ = (client_as(one) for one in (cast.sara, cast.anna, cast.olof))
    sara.post(f"/moten/{cast.ebbas_meeting}/kontrollera")
    change = f"/moten/{cast.ebbas_meeting}/andra"
    form = sara.get(change).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    sara.post(change, values | {"clock": "14.30", "place": "Hemma hos Ebba"})
    sara.post(f"/moten/{cast.ebbas_meeting}/kontrollera")
    _a_sip(cast, sara)
    open_questions = Question.objects.unguarded(because=secret.BECAUSE)
    given = open_questions.filter(case=cast.ebbas_case, asked_at__isnull=False).order_by("id")
    by = scope_of(cast.sara).reader
    first = open_questions.filter(id=given[0].id)
    first.update(asked_at=None)
    consent.send_questions(list(first), by=by, now=now)
    for question in given.select_related("cell", "receiver"):
        telling.closed(question, by=PersonId(cast.anna.id), now=now)
    leader = scope_of(cast.anna_karin).reader
    trusting.appoint_trygghetsperson(case=cast.ebbas_case, person=cast.lena.id, by=leader, now=now)
    step = plans.set_step(
        case=cast.ebbas_case, text="Ring BUP.", owner=cast.jonas.id, due_on=timezone.localdate(now), by=by, now=now
    )
    ebba = scope_of(cast.ebba).reader
    talking.ask(
        case=cast.ebbas_case,
        to=PersonId(cast.jonas.id),
        rises_on=timezone.localdate(now),
        by=ebba,
        beside=None,
        now=now,
    )
    of_promises.remind(step=step.id, base="https://samverkan.example/", by=by, now=now)
    wishes.want(cast.sara.id, at=time(0, 0), at_once=False)
    reminding.remind(datetime.combine(after_school_days(timezone.localdate(now), 1), time(0, 1), STOCKHOLM))
    sara.post(f"/moten/{cast.ebbas_meeting}/installt")
    assert Question.objects.unguarded(because=secret.BECAUSE).filter(case=secret_case).exists()
    return list(Letter.objects.order_by("id"))


def _a_sip(cast: Cast, sara: Client) -> None:
    """To which some are called: sent, moved and sent anew."""
    where = f"/elever/{cast.ebbas_case}/mote/nytt"
    for address, changed in ((where, {"template": "sip"}), ("", {"clock": "15.30"})):
        made = Meeting.objects.unguarded(because=secret.BECAUSE).filter(template="sip", case=cast.ebbas_case).first()
        address = address or f"/moten/{made.id if made else ''}/andra"
        form = sara.get(address).context["form"]
        values = {name: form[name].value() or "" for name in form.fields} | {"participation": "hela-motet"}
        sara.post(address, values | changed)
        made = Meeting.objects.unguarded(because=secret.BECAUSE).get(template="sip", case=cast.ebbas_case)
        sara.post(f"/moten/{made.id}/kontrollera")


def telling_words(cast: Cast) -> set[str]:
    """Whatever could say whom or why: names, classes, organisations, professions, the words of the daily work."""
    found = {
        word
        for person in Person.objects.all()
        for word in (person.name, person.given_name, person.family_name)
        if len(word) > 3
    }
    found |= {row.name for row in Organisation.objects.all()} | {row.name for row in Unit.objects.all()}
    found |= {f" {name} " for name in Group.objects.values_list("name", flat=True)}
    found |= {role.label.lower() for role in Role} - {"elev"}
    found |= {
        "stöd",
        "elev ",
        "eleven",
        "åtgärd",
        "bedömning",
        "samtycke",
        "diagnos",
        "grundskola",
        "gymnasi",
        "BUP",
        "SIP",
    }
    return found | {"Hemma hos", "Kanarie", secret.GIVEN}


def readable(mail: EmailMessage) -> str:
    """All that a reader of the mail can see, heads and parts, without what addresses it."""
    heads = [f"{name}: {value}" for name, value in mail.items() if name not in ("To", "From", "Message-ID")]
    parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    without = [re.sub(r"(?im)^(ATTENDEE|ORGANIZER).*(\r?\n .*)*", "", part) for part in parts]
    return "\n".join([*heads, *without])


def neutral(cast: Cast, letters: list[Letter]) -> tuple[Figures, list[str]]:
    """How many letters were read, and what they tell."""
    words, told = telling_words(cast), []
    for letter in letters:
        mail = message(letter, timezone.now())
        text = readable(mail)
        place = cast.unit()
        allowed = {place.meeting_place, place.name}
        for kept in sorted(allowed - {""}, key=len, reverse=True):
            text = text.replace(kept, "")
        told += [f"{letter.subject}: {word}" for word in words if word in text]
    tell("B7", letters=len(letters), telling=len(told))
    return Figures(len(letters), len(told)), told


def test_every_writer_of_letters_is_known() -> None:
    found = {
        str(path.relative_to(CHECKOUT))
        for path in Path(CHECKOUT, "samverkan").rglob("*.py")
        if "tests" not in path.parts and _queues(path)
    }

    assert found == WRITERS


def _queues(path: Path) -> bool:
    calls = (node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    return any(isinstance(call, ast.Attribute) and call.attr in ("queue", "queue_all") for call in calls)


def test_the_story_has_every_sort_of_letter_and_none_tells_anything(cast: Cast, letters: list[Letter]) -> None:
    figures, told = neutral(cast, letters)

    assert {letter.subject for letter in letters} == SUBJECTS
    assert LETTER_TEXT in {letter.text for letter in letters}
    assert figures.checked >= 10
    assert told == []


def test_what_is_written_of_an_assessment_tells_nothing(cast: Cast) -> None:
    """Its two letters are the same words to everybody; who gets them is told in the story of the assessment."""
    written = (releasing.TO_DECIDER, releasing.TO_DECIDER_TEXT, releasing.TO_ASKER, releasing.TO_ASKER_TEXT)

    assert [word for word in telling_words(cast) for text in written if word in text] == []


def test_what_is_written_of_a_pupil_who_comes_tells_nothing(cast: Cast) -> None:
    """The letter to the rektor of the receiving school; who gets it is told in the story of the handover."""
    written = (handovers.SOMEBODY_COMES, handovers.SOMEBODY_COMES_TEXT)

    assert [word for word in telling_words(cast) for text in written if word in text] == []


def test_a_letter_goes_to_one_and_holds_no_picture_and_no_page(cast: Cast, letters: list[Letter]) -> None:
    for letter in letters:
        mail = message(letter, timezone.now())
        assert [mail[name] for name in ("Cc", "Bcc", "Reply-To", "References")] == [None] * 4
        assert str(mail["To"]).count("@") == 1
        assert {part.get_content_type() for part in mail.walk()} <= {
            "text/plain",
            "text/calendar",
            "multipart/alternative",
        }
        assert "<" not in letter.text and "<img" not in letter.calendar


def test_a_calendar_has_one_guest_a_neutral_head_and_a_number_of_its_own(cast: Cast, letters: list[Letter]) -> None:
    ids = every_id()
    invitations = [letter for letter in letters if letter.calendar]
    assert len(invitations) >= 4

    for letter in invitations:
        event: Any = Calendar.from_ical(letter.calendar).walk("VEVENT")[0]
        assert set(event) <= IN_A_CALENDAR
        assert str(event["SUMMARY"]) == calendars.SUMMARY
        guests = event["ATTENDEE"] if isinstance(event["ATTENDEE"], list) else [event["ATTENDEE"]]
        assert [str(guest).lower() for guest in guests] == [f"mailto:{letter.to_address}".lower()]
        assert str(event.get("LOCATION", "")) in ("", inviting.SIGN_IN, cast.unit().meeting_place, cast.unit().name)
        number = UUID(str(event["UID"]).partition("@")[0])
        assert number not in ids


def every_id() -> set[UUID]:
    """Every id of a row that the number of a calendar could have been made of."""
    found: set[UUID] = set()
    with connection.cursor() as cursor:
        for label in ("guard.Case", "people.Person", "meetings.Meeting", "meetings.Invitee", "people.Unit"):
            table = apps.get_model(label)._meta.db_table
            key = apps.get_model(label)._meta.pk.column
            cursor.execute(f'SELECT "{key}" FROM "{table}"')
            found |= {row[0] for row in cursor.fetchall()}
    return found


def test_of_a_protected_pupil_no_letter_names_a_place(cast: Cast, letters: list[Letter]) -> None:
    planted = {str(letter.key) for letter in letters if "kanarie" in letter.to_address}
    assert planted == set(), "nobody hidden is mailed"
    hidden = [letter for letter in letters if letter.calendar and "samverkan.example" in letter.text]

    for letter in hidden:
        assert "Plats:" not in letter.text
        assert "LOCATION" not in letter.calendar
