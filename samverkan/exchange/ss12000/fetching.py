"""Everything one read needs from the server, as raw records by id; nothing is understood yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from samverkan.exchange.roster import Remark, Removed, Severity
from samverkan.exchange.ss12000 import fields
from samverkan.exchange.ss12000.connection import Connection, Refused
from samverkan.exchange.ss12000.paging import EndlessPages, Record, contents, records

NEEDED = ("organisations", "persons")
WELCOME = ("groups", "duties", "activities")
WITHOUT = {
    "groups": "Källan har inga grupper att läsa. Elevernas klasser kommer därför inte med.",
    "duties": "Källan har inga tjänster att läsa. Personalens roller kommer därför inte med.",
    "activities": "Källan har inga aktiviteter att läsa. Vilka lärare som undervisar en grupp kommer inte med.",
    "deletedEntities": "Källan berättar inte vad som tagits bort. Läs in allt igen varje natt.",
}
KINDS = {
    "person": "person",
    "persons": "person",
    "duty": "duty",
    "duties": "duty",
    "group": "group",
    "groups": "group",
    "organisation": "organisation",
    "organisations": "organisation",
    "activity": "activity",
    "activities": "activity",
    "activitites": "activity",  # so spelt in Skolverket's own description
}


@dataclass(slots=True)
class Raw:
    """Records by id for each endpoint."""

    organisations: dict[str, Record] = field(default_factory=dict)
    persons: dict[str, Record] = field(default_factory=dict)
    groups: dict[str, Record] = field(default_factory=dict)
    duties: dict[str, Record] = field(default_factory=dict)
    activities: dict[str, Record] = field(default_factory=dict)
    removed: list[Removed] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    lacking: set[str] = field(default_factory=set)


def fetch(connection: Connection, *, after: datetime | None) -> Raw:
    """Read all endpoints. With `after` only persons changed since, and what was removed since.

    Organisations, groups and duties are always read whole: they are few, and a class that changes does not mark its
    pupils as changed. Raises SourceFault when organisations or persons cannot be read.
    """
    raw = Raw()
    since = {"meta.modified.after": after.isoformat()} if after else {}
    filters: dict[str, Mapping[str, str]] = {"persons": {"expand": "responsibleFor", **since}}
    for endpoint in NEEDED:
        _collect(connection, endpoint, filters.get(endpoint, {}), raw)
    for endpoint in WELCOME:
        try:
            _collect(connection, endpoint, {}, raw)
        except Refused as refusal:
            _do_without(endpoint, refusal, raw)
    if after:
        _collect_removed(connection, after, raw)
    return raw


def _collect(connection: Connection, endpoint: str, filters: Mapping[str, str], raw: Raw) -> None:
    found: dict[str, Record] = getattr(raw, endpoint)
    without_id = naive = 0
    try:
        for record in records(connection, endpoint, filters):
            own = fields.text(record, "id")
            naive += any(fields.moment(value)[1] for value in fields.inner(record, "meta").values())
            if own:
                found[own] = record
            else:
                without_id += 1
    except EndlessPages as endless:
        # What has come is read; nothing ends for the sake of what has not.
        raw.remarks.append(Remark(Severity.CHECK, endpoint, endless.what, endless.mend))
        raw.lacking.add(endpoint)
    if without_id:
        text = f"{without_id} poster i {endpoint} saknar id och lästes inte."
        raw.remarks.append(Remark(Severity.CHECK, endpoint, text, "Visa det här för leverantören."))
        raw.lacking.add(endpoint)
    if naive:
        text = f"Tiderna i {endpoint} saknar tidszon. De läses som svensk tid."
        raw.remarks.append(Remark(Severity.NOTE, endpoint, text))


def _collect_removed(connection: Connection, after: datetime, raw: Raw) -> None:
    try:
        for content in contents(connection, "deletedEntities", {"after": after.isoformat()}):
            raw.removed.extend(removed(content))
    except Refused as refusal:
        _do_without("deletedEntities", refusal, raw)
    except EndlessPages as endless:
        raw.remarks.append(Remark(Severity.CHECK, "deletedEntities", endless.what, endless.mend))


def _do_without(endpoint: str, refusal: Refused, raw: Raw) -> None:
    raw.lacking.add(endpoint)
    raw.remarks.append(Remark(Severity.CHECK, endpoint, WITHOUT[endpoint], f"{refusal.what} {refusal.mend}"))


def removed(content: Any) -> list[Removed]:
    """What an answer of deletedEntities says: lists of ids by type, or a list of {entityType, id}."""
    data = content.get("data", content) if isinstance(content, dict) else content
    if isinstance(data, dict):
        return [
            Removed(KINDS[name.lower()], each)
            for name, ids in data.items()
            if name.lower() in KINDS and isinstance(ids, list)
            for each in ids
            if isinstance(each, str)
        ]
    found = []
    for record in data if isinstance(data, list) else []:
        if isinstance(record, dict):
            kind, own = KINDS.get(fields.text(record, "entityType", "type").lower()), fields.text(record, "id")
            if kind and own:
                found.append(Removed(kind, own))
    return found
