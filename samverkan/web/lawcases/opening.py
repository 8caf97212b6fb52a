"""What a yes or an assessment of a row is for: just what the row asks, unless its columns say otherwise."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from samverkan.policy.facts import Cell, Facts, Grant
from samverkan.policy.putting import Put
from samverkan.policy.vocabulary import CaseId, GrantId, InformationClass, Kind, Manner, PersonId
from samverkan.web.lawcases import words
from samverkan.web.lawcases.consents import OTHER_PERSON, WHOLE_TERM
from samverkan.web.lawcases.reading import Row
from samverkan.web.lawcases.understanding import day, fault, many, one, until_further_notice
from samverkan.web.lawcases.words import PLACES, Place, key, look_up
from samverkan.web.lawcases.words import Standing as Tied

T = TypeVar("T")
CASE = CaseId(UUID(int=2))
READER = PersonId(UUID(int=10))
NOT_NAMED = ("gäller klass", "gäller slag", "gäller från verksamhet", "gäller mottagare", "gäller ändamål")
"""The columns in which a blanket question names everything, or nothing."""


def put(row: Row, cell: Cell, facts: Facts, employer: Place) -> Put:
    """The question that the row's yes answers. Raises Unreadable for an assessment of everything at once."""
    blanket = [column for column in NOT_NAMED if _every(row, column) or _none(row, column)]
    blanket += ["gäller till"] if until_further_notice(row) else []
    if blanket and row.word("bedömning"):
        raise fault(row, blanket[0], "en prövning gäller alltid något bestämt och till en viss dag.")
    freed = grant(row, cell, facts, employer, "R6")
    return Put(
        classes=() if _none(row, "gäller klass") else freed.classes,
        kinds=() if _none(row, "gäller slag") else freed.kinds,
        senders=() if _none(row, "gäller från verksamhet") else freed.holders,
        receiver=_named(row, "gäller mottagare", freed.receiver_organisation or freed.receiver_person),
        role=freed.receiver_role if row.word("gäller mottagare") else one(row, "roll", words.ROLES, None),
        purpose=_named(row, "gäller ändamål", freed.purpose),
        manners=freed.manners,
        begins_on=freed.begins_on,
        ends_on=None if until_further_notice(row) else freed.ends_on,
    )


def grant(row: Row, cell: Cell, facts: Facts, employer: Place, rule: str) -> Grant:
    """What was said yes to, or assessed."""
    to_whom = _named(row, "gäller mottagare", row.word("gäller mottagare"))
    receiver = place_of(row, "gäller mottagare", "").organisation if to_whom else None
    working = any(standing.case is not None for standing in facts.reader.standings)
    worked = one(row, "anknytning", words.STANDINGS, None) is Tied.OVER
    own = employer.organisation if working or worked else None
    organisation = receiver or own
    sender = place_of(row, "gäller från verksamhet", "").organisation if row.word("gäller från verksamhet") else None
    part = place_of(row, "gäller part", "").organisation if row.word("gäller part") else cell.party
    also = {look_up(word, words.ALSO) for word in row.listed("gäller också")}
    about = {"": None, "annan": OTHER_PERSON, "läsaren": READER}
    subject = about[one(row, "gäller om", words.SUBJECTS, "")] if row.word("gäller om") else cell.subject
    usual = facts.purpose
    return Grant(
        id=GrantId(UUID(int=30)),
        case=CASE,
        classes=_freed(row, "gäller klass", words.CLASSES, InformationClass) or frozenset({cell.information_class}),
        kinds=_freed(row, "gäller slag", words.KINDS, Kind) or frozenset({cell.kind}),
        holders=frozenset({sender or cell.holder}),
        receiver_organisation=organisation,
        receiver_role=one(row, "gäller roll", words.ROLES, None),
        receiver_person=READER if organisation is None else None,
        purpose=one(row, "gäller ändamål", words.PURPOSES, usual) if _named(row, "gäller ändamål", usual) else usual,
        manners=frozenset(many(row, "gäller sätt", words.MANNERS, Manner)) or frozenset({facts.manner}),
        begins_on=day(row, "gäller från") or facts.today,
        ends_on=(None if until_further_notice(row) else day(row, "gäller till")) or facts.today + WHOLE_TERM,
        rule=rule,
        subject=subject,
        confided="confided" in also,
        origins=frozenset(many(row, "gäller ursprung", words.CLASSES, InformationClass)) or None,
        blocked="blocked" in also,
        parties=frozenset({part}),
        reserved=one(row, "förbehåll", words.YES_NO, False),
    )


def place_of(row: Row, column: str, otherwise: str) -> Place:
    """The organisation of a column, or the other one when nothing is written."""
    found: Place = one(row, column, PLACES, PLACES.get(otherwise))
    return found


def _freed(row: Row, column: str, known: Mapping[str, Any], kind: type[T]) -> frozenset[T]:
    """What the column names: everything, or one by one."""
    if _every(row, column):
        return frozenset(known.values())
    return frozenset() if _none(row, column) else frozenset(many(row, column, known, kind))


def _named(row: Row, column: str, found: T) -> T | None:
    """What is found, but for a column that names everybody or nobody."""
    return None if _every(row, column) or _none(row, column) else found


def _every(row: Row, column: str) -> bool:
    return key(row.word(column)) == words.EVERY


def _none(row: Row, column: str) -> bool:
    return key(row.word(column)) == words.NO
