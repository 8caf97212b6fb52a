"""A question of consent in the guest's language: the school's own words for the thing, in sentences that are data."""

from samverkan.consent.in_language import Parts, parts
from samverkan.guests.doors import GuestRequest
from samverkan.guests.invitation import ConsentLine
from samverkan.guests.speech import FIRST, Speech


def put_to(request: GuestRequest, line: ConsentLine, *, school: str, pupil: str) -> str:
    """The whole question in the guest's language: as it has been put before, else as it is put now. Empty where it is
    put in Swedish.
    """
    spoken = request.speech
    if spoken.slug == FIRST:
        return ""
    told = parts(request.scope, line.row.id, spoken.slug)
    return "" if told is None else told.put or worded(spoken, told, school=school, pupil=pupil)


def worded(spoken: Speech, told: Parts, *, school: str, pupil: str) -> str:
    """One idea in a sentence, the same as in Swedish and in the same order."""
    say = spoken.say
    manner_of = "film" if told.film else "manner"
    how = say("and").join(say(f"{manner_of}_{manner.name.lower()}") for manner in told.manners)
    return "\n".join(
        (
            say("asked_of_you", school=school) if told.own else say("asked_of", school=school, pupil=pupil),
            *((say("asked_yours"),) if told.own else ()),
            *_the_thing(spoken, told, pupil),
            say("film_how" if told.film else "asked_how", how=how),
            say("asked_holds", begins=spoken.day_with_year(told.begins_on), ends=spoken.day_with_year(told.ends_on)),
            say("asked_back"),
            say("film_law" if told.film else "asked_law"),
            say("asked_support", pupil=pupil),
            say("asked_answer"),
        )
    )


def _the_thing(spoken: Speech, told: Parts, pupil: str) -> tuple[str, ...]:
    """What is asked for, where it is and what it is for; of a film also what becomes of it."""
    say = spoken.say
    use = say(f"use_{told.purpose.name.lower()}", pupil=pupil)
    if told.film:
        return (
            say("film_may", receiver=told.receiver, pupil=pupil),
            say("film_what", pupil=pupil),
            say("asked_use", use=use),
            say("film_gone"),
        )
    return (
        say("asked_may", receiver=told.receiver, matter=told.matter),
        say("asked_where", senders=say("and").join(told.senders)),
        say("asked_use", use=use),
    )
