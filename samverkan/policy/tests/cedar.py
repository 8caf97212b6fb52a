"""The rows of the law as policies in Cedar, an engine that others have written (github.com/cedar-policy, Apache 2.0).

The rows are ours; that each side of a row is asked, that a bar beats everything and that dates, ages and distances are
reckoned right is Cedar's word against `decide`. What Cedar cannot do, to ask whether *some* capacity of a reader
carries, is done by asking it once for each capacity and each grant.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import cedarpy

from samverkan.policy.facts import WORKS_WITH, Cell, Facts, Grant, Standing
from samverkan.policy.rules import BARS, RULES, Bar, Distance, Rule
from samverkan.policy.rules.stops import CARERS
from samverkan.policy.vocabulary import Answer

YEAR = 10_000
"""A day is the number 20261128, so that a year of age is 10000."""
NEVER = 0
SAME = "principal.organisation == resource.holder"
THERE = '(principal.case == "" || principal.school == "" || principal.school == resource.unit)'
"""Not at a former school: what another unit of the same holder wrote stays there."""
AWAY = {
    Distance.ANY: "true",
    Distance.OTHER: f"!({SAME})",
    Distance.OTHER_AUTHORITY: f"!({SAME}) && principal.public",
    Distance.OTHER_PRIVATE: f"!({SAME}) && !principal.public",
    Distance.SAME_HOLDER: f"{SAME} && {THERE}",
    Distance.SAME_UNIT: f'{SAME} && {THERE} && principal.unit != "" && principal.unit == resource.unit',
}
REACHES = (
    'if principal.case != "" then principal.case == resource.case '
    'else principal.unit != "" && principal.unit == resource.unit'
)
GRANTED = """
permit(principal is Grant, action, resource) when {
  principal.case == resource.case && principal.classes.contains(resource.class)
  && principal.kinds.contains(resource.kind) && principal.holders.contains(resource.holder)
  && principal.subject == resource.subject && (principal.confided || !resource.confided)
  && (principal.blocked || !resource.blocked)
  && (principal.any_origin || principal.origins.contains(resource.origin))
  && (principal.any_party || principal.parties.contains(resource.party))
  && principal.begins <= context.today && context.today <= principal.ends
  && principal.purpose == context.purpose && principal.manners.contains(context.manner)
  && (if principal.person != "" then principal.person == context.person
      else if principal.role == "" then context.seats.containsAny([{anybodys_seats}])
      else context.seats_of_a_role.containsAny([{somebodys_seats}])) };
""".replace(
    "{anybodys_seats}",
    ", ".join(f'{{"tie": "{tie.value}", "organisation": principal.organisation}}' for tie in sorted(WORKS_WITH)),
).replace(
    "{somebodys_seats}",
    ", ".join(
        f'{{"tie": "{tie.value}", "role": principal.role, "organisation": principal.organisation}}'
        for tie in sorted(WORKS_WITH)
    ),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell and a reader's facts."""

    cell: Cell
    facts: Facts


def allowed(asked: Sequence[Asked]) -> list[bool]:
    """What Cedar says of each: whether some capacity or some grant of the reader opens the cell."""
    requests: list[dict[str, Any]] = []
    entities: list[dict[str, Any]] = []
    of: list[int] = []
    for number, one in enumerate(asked):
        context = _context(one)
        entities.append(_entity("Cell", f"{number}", _of_cell(one.cell)))
        for place, (kind, attributes) in enumerate(_who(one.facts)):
            entities.append(_entity(kind, f"{number}.{place}", attributes))
            requests.append(
                {
                    "principal": f'{kind}::"{number}.{place}"',
                    "action": 'Action::"read"',
                    "resource": f'Cell::"{number}"',
                    "context": context,
                }
            )
            of.append(number)
    found = [False] * len(asked)
    answers: Any = cedarpy.is_authorized_batch(requests, policies(), json.dumps(entities))
    for number, answer in zip(of, answers, strict=True):
        if answer.diagnostics.errors:
            raise AssertionError(answer.diagnostics.errors)
        found[number] = found[number] or answer.allowed
    return found


def policies() -> str:
    """Every row that allows, every bar, and what a recorded yes opens."""
    rows = [_permit(rule) for rule in RULES if rule.answer is Answer.ALLOW]
    return "\n".join([*rows, *map(_forbid, BARS), GRANTED])


def _permit(rule: Rule) -> str:
    sides = [
        f"({REACHES})",
        _among("principal.tie", rule.ties),
        _among("resource.class", rule.classes),
        AWAY[rule.distance],
        _among("context.purpose", rule.purposes),
        _on(rule.valid_from, rule.valid_to),
    ]
    optional = (
        ("resource.regime", rule.regimes),
        ("principal.role", rule.roles),
        ("principal.branch", rule.branches),
        ("resource.kind", rule.kinds),
    )
    sides += [_among(what, values) for what, values in optional if values is not None]
    if rule.origins is not None:
        sides.append(_among("resource.origin", map(_word, rule.origins)))
    if rule.professions is not None:
        sides.append(_among("resource.profession", rule.professions))
    if rule.child is not None:
        youngest, oldest = rule.child.at_least * YEAR, rule.child.below * YEAR
        known = f"principal.born != {NEVER}"
        inside = f"principal.born + {youngest} <= context.today && context.today < principal.born + {oldest}"
        sides.append(f"(if {known} then {inside} else {str(rule.child.unknown).lower()})")
    if rule.own_subject:
        sides.append("resource.subject == context.person")
    if not rule.confided:
        sides.append("!resource.confided")
    if not rule.blocked:
        sides.append("!resource.blocked")
    if rule.stance is not None:
        signed = f'{{"huvudman": resource.huvudman, "stance": "{rule.stance.value}"}}'
        sides.append(f"context.stances.contains({signed})")
    return f"permit(principal is Capacity, action, resource) when {{ {' && '.join(sides)} }};"


def _forbid(bar: Bar) -> str:
    sides = [_on(bar.valid_from, bar.valid_to)]
    optional = (
        ("resource.class", bar.classes),
        ("resource.kind", bar.kinds),
        ("context.purpose", bar.purposes),
    )
    sides += [_among(what, values) for what, values in optional if values is not None]
    if bar.sealed:
        sides.append("resource.sealed && !context.named.contains(resource.case)")
    if bar.barred:
        sides.append("context.barred.contains(resource.case)")
    if bar.ties is not None:
        sides.append(f"context.tied.containsAny([{_listed(bar.ties)}])")
    if bar.spares_own_care:
        carers = ", ".join(f'{{"role": "{role.value}", "organisation": resource.holder}}' for role in sorted(CARERS))
        sides.append(f"!context.roles.containsAny([{carers}])")
    return f"forbid(principal, action, resource) when {{ {' && '.join(sides)} }};"


def _among(what: str, values: Iterable[str]) -> str:
    return f"[{_listed(values)}].contains({what})"


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f'"{value!s}"' for value in sorted(str(value) for value in values))


def _on(first: date, last: date | None) -> str:
    until = f" && context.today <= {_day(last)}" if last is not None else ""
    return f"{_day(first)} <= context.today{until}"


def _day(day: date | None) -> int:
    return NEVER if day is None else day.year * YEAR + day.month * 100 + day.day


def _word(value: object) -> str:
    return "" if value is None else str(value)


def _entity(kind: str, number: str, attributes: dict[str, Any]) -> dict[str, Any]:
    return {"uid": {"type": kind, "id": number}, "attrs": attributes, "parents": []}


def _who(facts: Facts) -> Iterator[tuple[str, dict[str, Any]]]:
    for standing in facts.reader.standings:
        yield "Capacity", _of_standing(standing)
    # A yes to single statements opens no cell, and of cells alone the engine is asked.
    for grant in (one for one in facts.grants if one.statements is None):
        yield "Grant", _of_grant(grant)


def _of_cell(cell: Cell) -> dict[str, Any]:
    return {
        "huvudman": _word(cell.huvudman),
        "case": _word(cell.case),
        "unit": _word(cell.unit),
        "holder": _word(cell.holder),
        "regime": _word(cell.regime),
        "class": _word(cell.information_class),
        "kind": _word(cell.kind),
        "subject": _word(cell.subject),
        "origin": _word(cell.origin_class),
        "confided": cell.confided,
        "sealed": cell.sealed,
        "blocked": cell.blocked,
        "party": _word(cell.party),
        "profession": _word(cell.profession),
    }


def _of_standing(standing: Standing) -> dict[str, Any]:
    return {
        "tie": _word(standing.tie),
        "role": _word(standing.role),
        "branch": _word(standing.branch),
        "organisation": _word(standing.organisation),
        "public": standing.public,
        "unit": _word(standing.unit),
        "case": _word(standing.case),
        "school": _word(standing.school),
        "born": _day(standing.born_on),
    }


def _of_grant(grant: Grant) -> dict[str, Any]:
    return {
        "case": _word(grant.case),
        "classes": sorted(map(_word, grant.classes)),
        "kinds": sorted(map(_word, grant.kinds)),
        "holders": sorted(map(_word, grant.holders)),
        "subject": _word(grant.subject),
        "confided": grant.confided,
        "blocked": grant.blocked,
        "any_origin": grant.origins is None,
        "origins": sorted(map(_word, grant.origins or ())),
        "any_party": grant.parties is None,
        "parties": sorted(map(_word, grant.parties or ())),
        "begins": _day(grant.begins_on),
        "ends": _day(grant.ends_on),
        "purpose": _word(grant.purpose),
        "manners": sorted(map(_word, grant.manners)),
        "person": _word(grant.receiver_person),
        "role": _word(grant.receiver_role),
        "organisation": _word(grant.receiver_organisation),
    }


def _context(asked: Asked) -> dict[str, Any]:
    facts, reader = asked.facts, asked.facts.reader
    here = [standing for standing in reader.standings if standing.case == asked.cell.case]
    return {
        "person": _word(reader.person),
        "today": _day(facts.today),
        "purpose": _word(facts.purpose),
        "manner": _word(facts.manner),
        "named": sorted(map(_word, reader.named_for)),
        "barred": sorted(map(_word, reader.barred_from)),
        "tied": sorted({_word(standing.tie) for standing in here}),
        "roles": [{"role": _word(one.role), "organisation": _word(one.organisation)} for one in here],
        "seats": [{"tie": _word(one.tie), "organisation": _word(one.organisation)} for one in here],
        "seats_of_a_role": [
            {"tie": _word(one.tie), "role": _word(one.role), "organisation": _word(one.organisation)} for one in here
        ],
        "stances": [{"huvudman": _word(man), "stance": _word(stance)} for man, stance in sorted(facts.stances)],
    }
