"""From a source's words for work to the roles that the law of secrecy knows."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from samverkan.policy.vocabulary import Role

DATA = Path(__file__).with_name("roles.json")


@dataclass(frozen=True, slots=True)
class Reading:
    """A role and how sure it is. `ask` is a Swedish sentence for a person when the word leaves room for doubt."""

    role: Role
    ask: str = ""


def duty(word: str) -> Reading:
    """The role of a duty. Doubt is never read as the role that sees more, and is asked about."""
    key = _key(word)
    if key in _asked():
        role = _asked()[key]
        return Reading(role, f"”{word}” kan vara mer än en roll hos oss. Den lästes som {_label(role)}.")
    if key in _roles():
        return Reading(_roles()[key])
    return Reading(Role.OTHER_STAFF, f"Befattningen ”{word[:60]}” är okänd och lästes som annan personal.")


def assignment(word: str) -> Role | None:
    """The role that an assignment for a group gives by itself, None for one that gives none."""
    found = _data()["uppdrag"].get(_key(word))
    return Role(found) if found else None


def is_elevhalsa(word: str) -> bool:
    """Whether an assignment counts somebody to the elevhälsa team of a group."""
    return _key(word) in {_key(each) for each in _data()["elevhälsa"]}


def _key(word: str) -> str:
    return " ".join(word.casefold().replace(".", " ").split())


def _label(role: Role) -> str:
    return next(word for word, each in _roles().items() if each is role)


@cache
def _roles() -> dict[str, Role]:
    return {_key(word): Role(slug) for slug, words in _data()["roller"].items() for word in words}


@cache
def _asked() -> dict[str, Role]:
    return {_key(word): Role(slug) for word, slug in _data()["frågas"].items()}


@cache
def _data() -> Any:
    return json.loads(DATA.read_text(encoding="utf-8"))
