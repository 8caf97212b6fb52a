"""What one giver has said, in the order in which it was written down: "nej 2026-11-10, ja 2026-11-12"."""

from datetime import date

from samverkan.policy.answers import OPENING, Said, that_holds
from samverkan.web.lawcases import words
from samverkan.web.lawcases.reading import Row
from samverkan.web.lawcases.understanding import fault
from samverkan.web.lawcases.words import UnknownWord, key, look_up

OWN, AFTER = "själv", "efteråt"
"""What may stand after a yes: sent by the giver, who is signed in; said after the no of the same day."""


def that_stands(row: Row, column: str, otherwise: date, today: date) -> Said:
    """Which of the answers of a column holds. One without a day was given on the other. Raises Unreadable."""
    said = [_said(row, column, part, otherwise) for part in row.listed(column)]
    if any(one.on > today for one in said):
        raise fault(row, column, "dagen är efter den dag som raden gäller.")
    if not said:
        raise fault(row, column, "skriv vad personen har svarat.")
    return said[that_holds(said)]


def _said(row: Row, column: str, part: str, otherwise: date) -> Said:
    told = part.split()
    how = told.pop() if key(told[-1]) in (key(OWN), key(AFTER)) else ""
    on = _day(row, column, told.pop()) if told and told[-1][:1].isdigit() else otherwise
    try:
        reply = look_up(" ".join(told), words.REPLIES)
    except UnknownWord as unknown:
        raise fault(row, column, str(unknown)) from None
    if how and reply not in OPENING:
        raise fault(row, column, f"”{how}” skrivs bara efter ett ja.")
    return Said(reply, on, own=key(how) == key(OWN), after=key(how) == key(AFTER))


def _day(row: Row, column: str, word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise fault(row, column, f"”{word}” är ingen dag. Skriv den som 2026-11-24.") from None
