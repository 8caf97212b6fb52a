"""Each huvudman's own versions of the sorts of meeting: which holds, what differs from the shipped one, saving one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from functools import cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from samverkan.meetings.agendas import Gathers, MeetingTemplate, read, template, templates
from samverkan.meetings.models import KindVersion, Meeting
from samverkan.meetings.team.models import TeamMeeting
from samverkan.people.models import Huvudman
from samverkan.people.wording import day_with_year
from samverkan.policy.facts import Reader

PUPIL, PUPILS, PARTY = "{eleven}", "{elevens}", "{verksamheten}"
"""What stands within braces and is filled in for each meeting."""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in words."""

    number: int
    own: bool
    """False when it went back to the shipped one."""
    holds: str
    made: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in the shipped one and what in the huvudman's own; one of them may be empty."""

    what: str
    shipped: str
    own: str


def in_words(text: str) -> str:
    """The text with what stands within braces as one who reads the template would say it."""
    return text.replace(PUPILS, "Elevens").replace(PUPIL, "Eleven").replace(PARTY, "verksamheten")


def kinds_of(huvudman: UUID, *, on: date) -> tuple[MeetingTemplate, ...]:
    """Every sort of meeting as it holds for the huvudman that day, in their order."""
    held = _held(huvudman, on)
    return tuple(held.get(shipped.slug, shipped) for shipped in templates())


def round_a_pupil(huvudman: UUID, *, on: date) -> tuple[MeetingTemplate, ...]:
    """The sorts of meeting that are about one pupil."""
    return tuple(found for found in kinds_of(huvudman, on=on) if found.gathers is Gathers.PUPIL)


def of_the_team(huvudman: UUID, *, on: date) -> tuple[MeetingTemplate, ...]:
    """The elevhälsa team's own: with a row of pupils, and with none."""
    return tuple(found for found in kinds_of(huvudman, on=on) if found.gathers is not Gathers.PUPIL)


def kind_of(huvudman: UUID, slug: str, *, on: date) -> MeetingTemplate:
    """One of them. Raises KeyError for one that there is not."""
    return {found.slug: found for found in kinds_of(huvudman, on=on)}[slug]


def template_of(meeting: Meeting | TeamMeeting) -> MeetingTemplate:
    """The sort of meeting as it stood when the meeting was planned."""
    return _version(meeting.kind_version_id) if meeting.kind_version_id else template(meeting.template)


def versions(huvudman: Huvudman, slug: str) -> tuple[VersionRow, ...]:
    """All versions of one, the latest first."""
    rows = KindVersion.objects.filter(huvudman=huvudman, slug=slug).select_related("made_by").order_by("-number")
    return tuple(
        VersionRow(
            row.number,
            row.data is not None,
            day_with_year(row.holds_on),
            day_with_year(row.made_at),
            row.made_by.name,
            row.reason,
        )
        for row in rows
    )


def latest(huvudman: Huvudman, slug: str) -> MeetingTemplate:
    """What one goes on from when one changes it: the version made last, also when its day is to come."""
    row = KindVersion.objects.filter(huvudman=huvudman, slug=slug).order_by("-number").first()
    return _version(row.id) if row is not None and row.data is not None else template(slug)


@transaction.atomic
def save(
    *,
    huvudman: Huvudman,
    slug: str,
    data: dict[str, Any] | None,
    holds_on: date,
    reason: str,
    by: Reader,
    now: datetime,
) -> KindVersion:
    """A new version from that day on; without data the shipped one. What is planned already is left as it is."""
    Huvudman.objects.select_for_update().get(id=huvudman.id)
    rows = KindVersion.objects.filter(huvudman=huvudman, slug=slug)
    number = (rows.aggregate(most=Max("number"))["most"] or 0) + 1
    return KindVersion.objects.create(
        huvudman=huvudman,
        slug=slug,
        number=number,
        data=data,
        holds_on=holds_on,
        reason=reason,
        made_at=now,
        made_by_id=by.person,
    )


def differences(own: MeetingTemplate) -> tuple[Difference, ...]:
    """What the huvudman has changed against the one that is shipped."""
    shipped = template(own.slug)
    single = (
        ("Namn", shipped.name, own.name),
        ("Minuter", str(shipped.minutes), str(own.minutes)),
        ("Inbjudan ut, dagar före", str(shipped.notice), str(own.notice)),
        ("Syfte", shipped.purpose, own.purpose),
        ("Syfte som alla får veta", shipped.purpose_for_all, own.purpose_for_all),
        ("Får EMI leda?", _emi(shipped), _emi(own)),
    )
    return (
        *(Difference(what, before, after) for what, before, after in single if before != after),
        *_compared("Dagordning", _agenda(shipped), _agenda(own)),
        *_compared("Checklista", _checklist(shipped), _checklist(own)),
    )


def _emi(found: MeetingTemplate) -> str:
    return f"{'Ja' if found.emi_leads else 'Nej'}. {found.emi_source}".strip()


def _agenda(found: MeetingTemplate) -> list[str]:
    return [f"{in_words(item.title)}, {item.minutes} min" for item in found.items]


def _checklist(found: MeetingTemplate) -> list[str]:
    return [f"{in_words(check.text)} ({check.owner})" for check in found.checks]


def _compared(what: str, shipped: list[str], own: list[str]) -> Iterator[Difference]:
    for tag, i, j, m, n in SequenceMatcher(a=shipped, b=own, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for number in range(max(j - i, n - m)):
            before, after = i + number, m + number
            yield Difference(what, shipped[before] if before < j else "", own[after] if after < n else "")


def _held(huvudman: UUID, on: date) -> dict[str, MeetingTemplate]:
    """By slug the version made last of those whose day has come, where it is the huvudman's own."""
    rows = KindVersion.objects.filter(huvudman=huvudman, holds_on__lte=on).order_by("number")
    newest = {row.slug: row for row in rows.only("id", "slug", "data")}
    return {slug: _version(row.id) for slug, row in newest.items() if row.data is not None}


@cache
def _version(version: UUID) -> MeetingTemplate:
    """A version is never changed, so it is read once."""
    row = KindVersion.objects.get(id=version)
    assert row.data is not None, "a version without data is the shipped one, and is not asked for"
    return read(row.data, version=row.id)
