"""Decisions a second, from the rule table that a jurist reads, and from cedarpy when it is installed."""

import json
import time
from collections.abc import Callable
from typing import Any

from benchmarks.measuring import Goal, table
from samverkan.policy.deciding import decide
from samverkan.policy.facts import Cell, Facts
from samverkan.policy.tests.table import ROWS
from samverkan.policy.vocabulary import Answer

SECONDS = 1.0
ROUNDS = 7
WANTED, TIMES_CEDAR = 200_000, 10


def run(progress: Callable[[str], None]) -> tuple[str, list[Goal]]:
    """The case table's patterns, decided over and over; each answer is compared with the jurist's before timing."""
    pairs = [(row.cell, row.facts) for row in ROWS]
    wrong = [row.name for row in ROWS if decide(row.cell, row.facts).answer is not row.answer]
    if wrong:
        raise AssertionError(f"These are decided wrongly: {wrong}")
    ours = sorted(_a_second(pairs) for _ in range(ROUNDS))
    middle = ours[ROUNDS // 2]
    rows = [["decide, regeltabellen", f"{middle:,.0f} ({ours[0]:,.0f}–{ours[-1]:,.0f})"]]
    goals = [Goal("minst 200 000 beslut i sekunden", f"{middle:,.0f}", middle >= WANTED)]
    cedar = _cedar(progress)
    if cedar is None:
        rows.append(["cedarpy", "inte installerat, inte mätt"])
    else:
        rows.append(["cedarpy, i klump", f"{cedar:,.0f}"])
        goals.append(Goal("minst 10 × cedarpy", f"{middle / cedar:.0f} ×", middle >= TIMES_CEDAR * cedar))
    return "### Beslut\n\n" + table(["vad", "beslut/s av processortid, median och spridning"], rows), goals


def _a_second(pairs: list[tuple[Cell, Facts]]) -> float:
    done, began = 0, time.process_time()
    while time.process_time() - began < SECONDS:
        for cell, facts in pairs:
            decide(cell, facts)
        done += len(pairs)
    return done / (time.process_time() - began)


POLICIES = """
permit(principal, action, resource) when { principal.tie == "enhet" && principal.leader
  && principal.unit == resource.unit && principal.organisation == resource.holder
  && ["K02","K04","K06","K20","K24"].contains(resource.class) && !resource.confided };
permit(principal, action, resource) when { principal.tie == "enhet" && principal.unit == resource.unit
  && principal.organisation == resource.holder && resource.class == "K07" && !resource.confided };
permit(principal, action, resource) when { principal.tie == "team" && principal.case == resource.case
  && principal.organisation == resource.holder && principal.elevhalsa
  && ["K02","K04","K06","K20","K24"].contains(resource.class) && !resource.confided };
permit(principal, action, resource) when { principal.tie == "vardnadshavare" && principal.case == resource.case
  && ["K04","K06","K07"].contains(resource.class) && !resource.confided };
forbid(principal, action, resource) when { resource.sealed && !principal.named };
"""


def _cedar(progress: Callable[[str], None]) -> float | None:
    """A handful of the rules in Cedar: less work than ours, so the comparison is kind to it."""
    try:
        import cedarpy
    except ImportError:
        progress("cedarpy är inte installerat och mäts inte (uv pip install cedarpy).")
        return None
    asked = [(row, _cedar_question(row.cell, row.facts)) for row in ROWS if row.facts.reader.standings]
    requests = [request for _, (request, _) in asked]
    entities = json.dumps([entity for _, (_, both) in asked for entity in both])
    best = 0.0
    for _ in range(ROUNDS):
        began = time.process_time()
        answers: Any = cedarpy.is_authorized_batch(requests, POLICIES, entities)
        best = max(best, len(answers) / (time.process_time() - began))
        opened = sum(answer.allowed for answer in answers)
        if not 0 < opened <= sum(row.answer is Answer.ALLOW for row, _ in asked):
            raise AssertionError("Cedar opens nothing, or more than the law.")
    return best


def _cedar_question(cell: Cell, facts: Facts) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    standing = facts.reader.standings[0]
    number = f"{id(facts)}"
    who: dict[str, Any] = {
        "tie": standing.tie.value,
        "leader": "rektor" in standing.role.value,
        "elevhalsa": standing.branch.value == "elevhalsa",
        "unit": str(standing.unit),
        "case": str(standing.case),
        "organisation": str(standing.organisation),
        "named": cell.case in facts.reader.named_for,
    }
    what: dict[str, Any] = {
        "unit": str(cell.unit),
        "case": str(cell.case),
        "holder": str(cell.holder),
        "class": cell.information_class.value,
        "confided": cell.confided,
        "sealed": cell.sealed,
    }
    request = {"principal": f'Reader::"{number}"', "action": 'Action::"read"', "resource": f'Cell::"{number}"'}
    return request, [
        {"uid": {"type": "Reader", "id": number}, "attrs": who, "parents": []},
        {"uid": {"type": "Cell", "id": number}, "attrs": what, "parents": []},
    ]
