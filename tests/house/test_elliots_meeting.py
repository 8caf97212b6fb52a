"""Elliot, year 7, rows 9, 10 and 17 of the domain's acceptance story §7: the meeting, from invitation to promises.

Jonas cannot come, and is told before the meeting is over. Each gets the paper that the law lets them have. A
party that stays away without a word is told of to the managers, who do not hear of Elliot.
"""

from collections.abc import Iterable
from datetime import date
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from samverkan.consent.actions import withdraw
from samverkan.consent.models import AnswerForm
from samverkan.consent.wording import A_FILM
from samverkan.meetings.after.page import ones_minutes
from samverkan.meetings.after.paper import minutes_paper
from samverkan.meetings.after.recipients import recipients
from samverkan.meetings.during.page import during_page
from samverkan.meetings.heading import meeting
from samverkan.meetings.models import Closing, Deviation, Invitee, Meeting
from samverkan.people import actions as people_actions
from samverkan.people.models import Person, Unit
from samverkan.plans import queries as plans
from samverkan.policy.vocabulary import Kind, Role
from tests.cast import Cast, scope_of
from tests.house.test_elliots_story import CONSENT_TALK, Elliot, answers, consent_talk, elliot, on

__all__ = ["elliot"]
pytestmark = pytest.mark.django_db
INVITED, HELD, TOLD = date(2026, 12, 3), date(2026, 12, 15), date(2026, 12, 16)
CALLED, FOLLOWED_UP = date(2027, 3, 31), date(2027, 4, 14)
BECAUSE = "a story looks at the rows"


def say_yes(story: Elliot) -> None:
    """Sara, Jonas and Elliot say yes to whatever they have been asked and not answered."""
    for row in story.asked():
        for giver in (story.sara, story.pupil, story.jonas):
            waits = {one.person_id for one in row.givers if one.answered_on is None}
            if giver.id in waits and row.asked_on is not None:
                answers(story, row.id, giver, "ja")


def invite(story: Elliot, day: str, *away: str, template: str = "samverkansmote", film: bool = False) -> UUID:
    """Amina plans for everybody in the team but those away, asks what is missing, and sends when it is answered."""
    browser = story.browser(story.amina)
    address = f"/elever/{story.case}/mote/nytt"
    form = browser.get(address).context["form"]
    told: dict[str, Any] = {name: form[name].value() or "" for name in form.fields}
    absent = {str(getattr(story, name).id) for name in away}
    told |= {"template": template, "participation": "del-av-motet", "pupil_answered": "on", "day": day}
    told |= {"film": "on"} if film else {}
    told["invited"] = [key for key in told["invited"] if key not in absent]
    answer = browser.post(address, told)
    assert answer.status_code == 302, unescape(answer.content.decode())
    made = UUID(answer["Location"].split("/")[2])
    browser.post(f"/moten/{made}/rummet/fraga")
    say_yes(story)
    sent = browser.post(answer["Location"])
    assert sent.status_code == 302, unescape(sent.content.decode())
    return made


def seat(made: UUID, person: Person) -> Invitee:
    return Invitee.objects.unguarded(because=BECAUSE).get(meeting=made, person=person, removed_at=None)


def hold(
    story: Elliot,
    made: UUID,
    here: Iterable[Person],
    rows: Iterable[tuple[str, str, Person | None]],
    under_: str = "Skoldagen",
    due: str = "29/1",
) -> None:
    """Amina leads; each row is written under one topic, an åtgärd with somebody and a day."""
    browser = story.browser(story.amina)
    under = f"/moten/{made}/under"
    browser.post(under, {"borja": "ja", "har": [str(seat(made, one).id) for one in here]})
    page = during_page(scope_of(story.amina), meeting(scope_of(story.amina), made))
    topic = next(one.id for one in page.topics if one.title == under_)
    for kind, text, owner in rows:
        row = {"row": str(uuid4()), "topic": str(topic), "kind": kind, "text": text}
        task = {"owner": str(owner.id), "due_on": due} if owner else {}
        answer = browser.post(f"{under}/rad", row | task)
        assert answer.status_code == 302, unescape(answer.content.decode())
    browser.post(under, {"avsluta": "ja"})


def efter(story: Elliot, made: UUID, person: Person | None = None) -> str:
    """What the person reads when the meeting is over."""
    return unescape(story.browser(person or story.amina).get(f"/moten/{made}/efter").content.decode())


def close(story: Elliot, made: UUID, **told: Any) -> None:
    answer = story.browser(story.amina).post(f"/moten/{made}/efter/avslut", {"skicka": "ja", **told})
    assert answer.status_code == 302, unescape(answer.content.decode())


def paper_to(story: Elliot, made: UUID, person: Person) -> str:
    """The minutes as they are printed for the person."""
    scope = scope_of(story.amina)
    head = meeting(scope, made)
    one = next(one for one in recipients(scope, head) if one.person == person.id)
    return str(minutes_paper(ones_minutes(scope, head, one), made_by="Amina Haddad", now=scope.now))


AGREED = (
    ("anteckning", "Elliot orkar bäst före lunch.", None),
    ("beslut", "Dagen börjar i liten grupp.", None),
)


def planned(story: Elliot) -> UUID:
    """The talk on consent, and the invitation of 3 December."""
    with on(story, CONSENT_TALK):
        consent_talk(story)
    with on(story, INVITED):
        return invite(story, "15/12", "tove")


def test_row_9_the_invitation_has_the_child_the_purpose_and_nobody_too_many(elliot: Elliot) -> None:
    made = planned(elliot)
    with on(elliot, INVITED):
        amina = elliot.browser(elliot.amina)
        before = unescape(amina.get(f"/moten/{made}").content.decode())
        to_hedda = unescape(amina.get(f"/moten/{made}/inbjudan/{seat(made, elliot.hedda).id}").content.decode())
        reply = f"/moten/{made}/inbjudan/{seat(made, elliot.jonas).id}/svar"
        answer = {"attendance": "kommer-inte", "channel": "telefon", "answered_on": "3/12"}
        recorded = amina.post(reply, answer)
        of_hedda = f"/moten/{made}/inbjudan/{seat(made, elliot.hedda).id}/svar"
        amina.post(of_hedda, {"attendance": "skickar-annan", "channel": "telefon", "answered_on": "3/12"})
        after = unescape(amina.get(f"/moten/{made}").content.decode())

    row = Meeting.objects.unguarded(because=BECAUSE).get(id=made)
    assert (row.minutes, row.participation, row.pupil_answered) == (90, "del-av-motet", True)
    assert "Tove Brandt" not in before
    assert "Tove" not in to_hedda and "Hedda Nyman" in before
    assert recorded.status_code == 302, unescape(recorded.content.decode())
    assert seat(made, elliot.jonas).attendance == "kommer-inte"
    assert "Skickar någon annan. Bjud in den som kommer" in after


def test_row_9_the_clip_has_a_yes_of_its_own_beside_joining_the_first_half(elliot: Elliot) -> None:
    """Elliot joins the first half and films a clip: one is how he takes part, the other a thing to be seen."""
    with on(elliot, CONSENT_TALK):
        consent_talk(elliot)
    with on(elliot, INVITED):
        made = invite(elliot, "15/12", "tove", film=True)
        asked = [row for row in elliot.asked() if row.matter == A_FILM]
        agreed = unescape(elliot.browser(elliot.amina).get(f"/moten/{made}/rummet").content.decode())
        one = asked[0]
        withdraw(
            question=one.id,
            giver=elliot.jonas.id,
            form=AnswerForm.ORAL,
            by=scope_of(elliot.amina).reader,
            now=timezone.now(),
        )
        closed = unescape(elliot.browser(elliot.amina).get(f"/moten/{made}/rummet").content.decode())
        to_hedda = unescape(elliot.browser(elliot.hedda).get(f"/moten/{made}/rummet").content.decode())

    row = Meeting.objects.unguarded(because=BECAUSE).get(id=made)
    assert row.participation == "del-av-motet"
    assert {one.kinds for one in asked} == {(Kind.FILM.value,)}
    assert all(one.ends_on == date(2026, 12, 22) for one in asked)
    assert "Lena" in agreed and "En kort film från ett arbetspass: får se" in agreed
    assert "Visa inte filmen." in closed
    assert "tog tillbaka" not in to_hedda


def test_row_10_it_is_not_over_until_jonas_knows_and_each_gets_their_own(elliot: Elliot) -> None:
    made = planned(elliot)
    tasks = [("atgard", f"Löfte {number}.", elliot.lena) for number in range(6)]
    with on(elliot, HELD):
        there = (elliot.pupil, elliot.sara, elliot.petter, elliot.lena, elliot.max, elliot.hedda)
        hold(elliot, made, there, (*AGREED, *tasks))
        due = efter(elliot, made)
        close(elliot, made, next_on="10/3")
        left = efter(elliot, made)
        idag = unescape(elliot.browser(elliot.amina).get("/").content.decode())
        papers = {name: paper_to(elliot, made, getattr(elliot, name)) for name in ("sara", "hedda")}
        plan = plans.plan(scope_of(elliot.lena), elliot.case)
    with on(elliot, TOLD):
        elliot.browser(elliot.amina).post(
            f"/moten/{made}/efter/beratta/{elliot.jonas.id}", {"how": "telefon", "told_on": "16/12"}
        )
        done = Closing.objects.get(meeting=made).done_at

    assert "Gärna senast söndag 20 december" in due, "the minutes within five days"
    assert "Kvar: berätta för" in left and "Jonas Sandberg" in left
    assert "Jonas Sandberg" in idag
    assert "Elliot orkar bäst före lunch." in papers["sara"]
    assert papers["sara"] != papers["hedda"] and "Dagen börjar i liten grupp." not in papers["hedda"]
    assert len([step for step in plan.steps if step.agreed]) == 6 and {step.owner for step in plan.steps} == {
        "Lena Koski"
    }
    assert plan.running is not None and plan.running.follow_up == "onsdag 10 mars"
    assert done is not None


def habilitation(story: Elliot) -> Person:
    """Vera Lund comes into the team from the habilitering."""
    by, now, place = scope_of(story.amina).reader, timezone.now(), Cast().organisation("habiliteringen")
    unit = Unit.objects.get(organisation=story.school, name="Strandviksskolan")
    vera = people_actions.add_person(
        organisation=place.id,
        near=story.school.huvudman_id,
        unit=unit.id,
        name="Vera Lund",
        function="arbetsterapeut",
        by=by,
        now=now,
    )
    people_actions.add_member(
        case=story.case,
        person=vera.id,
        organisation=place.id,
        role=Role.HABILITATION,
        function="arbetsterapeut",
        by=by,
        now=now,
    )
    return vera


CONTENTS = {
    "insatser": "Liten grupp på morgonen.",
    "huvudmannens-insatser": "Regionen: samtal. Kommunen: stöd i skolan.",
    "andras-atgarder": "Sara och Jonas ringer skolan på söndagar.",
    "huvudansvar": "Kommunen har huvudansvaret.",
}
"""What a SIP must hold (10 kap. 9 § SoL)."""


def test_row_17_a_sip_is_called_to_held_and_the_habilitering_stays_away_unannounced(elliot: Elliot) -> None:
    planned(elliot)
    with on(elliot, CALLED):
        vera = habilitation(elliot)
        made = invite(elliot, "14/4", "tove", template="sip")
        amina = elliot.browser(elliot.amina)
        words = {
            one: unescape(amina.get(f"/moten/{made}/inbjudan/{seat(made, one).id}").content.decode())
            for one in (vera, elliot.hedda, elliot.lena)
        }
    with on(elliot, FOLLOWED_UP):
        amina = elliot.browser(elliot.amina)
        there = (elliot.pupil, elliot.sara, elliot.jonas, elliot.lena, elliot.hedda)
        hold(elliot, made, there, AGREED, under_="Sammanfattning: vem gör vad", due="29/5")
        strayed = f"{seat(made, vera).id}.kom-inte-utan-besked"
        ending = {"skicka": "ja", "next_on": "9/9", "strayed": strayed}
        too_soon = amina.post(f"/moten/{made}/efter/avslut", ending)
        contents = f"/moten/{made}/innehall"
        mark = amina.get(contents).context["form"]["mark"].value()
        amina.post(contents, {"mark": mark, **CONTENTS})
        close(elliot, made, next_on="9/9", strayed=strayed)
        over = efter(elliot, made)
        page = unescape(amina.get("/moten/avvikelser").content.decode())
        main = page[page.index("<main") : page.index("</main>")]
        paper = paper_to(elliot, made, elliot.sara)

    assert "Kallelse" in words[vera] and "Kallelse" in words[elliot.hedda], "the region is called"
    assert "Kallelse" not in words[elliot.lena] and "Inbjudan" in words[elliot.lena], "the school is invited"
    assert too_soon.status_code == 422
    assert "det som planen måste ha" in unescape(too_soon.content.decode())
    assert "Godkända " in over and "inte klara än" not in over
    assert all(text in paper for text in CONTENTS.values())
    found = Deviation.objects.get()
    habilitering = Cast().organisation("habiliteringen")
    assert (found.organisation_id, found.kind) == (habilitering.id, "kom-inte-utan-besked")
    assert habilitering.name in main
    assert not any(word in main for word in ("Elliot", "Sandberg", "Vera", *CONTENTS.values()))
