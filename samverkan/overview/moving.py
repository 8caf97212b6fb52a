"""The rows of Idag on pupils who change school: who comes, who has left, and which handover waits."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse

from samverkan.guard.scope import Scope
from samverkan.handovers.other_side import named, whole_name
from samverkan.handovers.queries import ArrivalRow, Progress, arrivals, departed, waiting
from samverkan.handovers.stages import Stage
from samverkan.overview.today import RULES, Need, Rule
from samverkan.people.wording import day, local_day
from samverkan.policy.acting import Action, Reach, reach

SOON = timedelta(days=7)
"""A draft calls for somebody this long before the first day."""


def moving(scope: Scope) -> tuple[Need, ...]:
    """Everything of it that needs the reader."""
    receives, sends = reach(scope.reader, Action.ARRIVAL_RECEIVE), reach(scope.reader, Action.HANDOVER_SEND)
    rows: list[Need] = []
    if receives.units:
        rows += [_coming(row) for row in arrivals(scope) if receives.holds(row.case, row.arrival.cell.facts.unit)]
        rows += _left(scope, frozenset(sends.units))
    own = [found for found in waiting(scope, within=SOON) if _calls(scope, sends, found)]
    who = named(found.row.case_id for found in own) if own else {}
    return (*rows, *(_waits(found, whole_name(who[found.row.case_id])) for found in own))


def _calls(scope: Scope, sends: Reach, found: Progress) -> bool:
    """Whether it is the reader's own, or the reader answers for the school."""
    mine = scope.reader.person in (found.row.begun_by_id, found.row.sent_by_id)
    return mine or sends.holds(found.row.cell.facts.case, found.row.cell.facts.unit)


def _coming(row: ArrivalRow) -> Need:
    received = row.progress.stage is Stage.RECEIVED
    return _row(
        row.case,
        Rule.COMING,
        row.progress.begins_on,
        "half",
        f"En elev kommer från {row.from_school}",
        f"Första dagen är {day(row.progress.begins_on)}. "
        + ("Prata med skolan och ta över." if received else "Ta emot det som skolan lämnar över."),
        row.name,
        reverse("arrival", args=[row.arrival.id]),
        "Öppna" if received else "Ta emot",
    )


def _left(scope: Scope, units: frozenset[UUID]) -> Iterator[Need]:
    gone = departed(scope, units)
    who = named(left.case_id for left in gone) if gone else {}
    for left in gone:
        yield _row(
            left.case_id,
            Rule.LEFT,
            local_day(left.left_at),
            "dashed",
            "En elev har bytt skola, och inget är lämnat över",
            "Lämna det som gör de första veckorna lättare. Det är skolans skyldighet.",
            whole_name(who[left.case_id]),
            reverse("handover", args=[left.case_id]),
            "Lämna över",
        )


def _waits(found: Progress, name: str) -> Need:
    on, title, text = _what_waits(found)
    url = reverse("handover", args=[found.row.case_id])
    return _row(found.row.case_id, Rule.HANDING_OVER, on, "clock", title, text, name, url, "Öppna")


def _what_waits(found: Progress) -> tuple[date, str, str]:
    """Since when, what and what to do."""
    to = found.receiver or "den som skulle ta emot"
    if found.row.ended_at is not None:
        on = local_day(found.row.ended_at)
        return on, "Den nya skolan lämnade tillbaka överlämningen", f"Läs skälet och ring {to}."
    if found.row.sent_at is not None:
        on = local_day(found.row.sent_at)
        return on, "Den nya skolan har inte svarat på överlämningen", f"Den skickades {day(on)}. Ring {to}."
    text = f"Första dagen i nya skolan är {day(found.begins_on)}."
    return found.begins_on, "Överlämningen är inte skickad", text


def _row(case: UUID, rule: Rule, on: date, shape: str, title: str, text: str, person: str, url: str, verb: str) -> Need:
    place = RULES.index(rule)
    return Need(
        case=case,
        order=(place, on),
        shape=shape,
        title=title,
        text=text,
        rule=f"{rule.value} Regel {place + 1} av {len(RULES)}.",
        person=person,
        person_url=url,
        group="",
        verb=verb,
        url=url,
    )
