"""The standard's code lists and what they are with us. Unknown codes give None; the caller keeps the raw value."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from samverkan.exchange.roster import GroupKind, Relation

DATA = Path(__file__).with_name("codes.json")


def school_form(code: str) -> str | None:
    """The slug of a school form."""
    found: str | None = _data()["schoolType"].get(code.upper())
    return found


def group_kind(code: str) -> GroupKind | None:
    """What holds the group together."""
    found = _data()["groupType"].get(code)
    return GroupKind(found) if found else None


def relation(code: str) -> Relation | None:
    """What an adult is to a child."""
    found = _data()["relationType"].get(code)
    return Relation(found) if found else None


def is_known_marking(code: str) -> bool:
    """Whether the standard has this protection mark."""
    return code in _data()["securityMarking"]


def is_unit(organisation_type: str) -> bool:
    """Whether an organisation of this type is a school unit."""
    return organisation_type in _data()["unitTypes"]


def is_school(organisation_type: str) -> bool:
    """Whether work at an organisation of this type is work at each of its school units."""
    return organisation_type in _data()["schoolTypesOfOrganisations"]


@cache
def _data() -> Any:
    return json.loads(DATA.read_text(encoding="utf-8"))
