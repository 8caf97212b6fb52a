"""A password made of the school's or the person's own name is the first that a stranger tries."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from samverkan.people.models import Account, Unit

NEAR = "Lösenordet liknar ditt eller skolans namn. Välj ord som ingen kopplar ihop med er."
SHORTEST = 4
"""Letters in a word that counts: "Bo" is in too much else."""
ENOUGH = 8
"""Signs that must be left when the words are taken out."""


def is_near(password: str, words: Iterable[str]) -> bool:
    """Whether little is left of the password when the words, long and short, have been taken out of it."""
    left = _folded(password)
    parts = {part for word in words for part in (_folded(word), *map(_folded, re.split(r"[\W_]+", word)))}
    stems = {part.removesuffix(end) for part in parts for end in ("", "s", "skolan", "sskolan")}
    known = sorted((part for part in stems if len(part) >= SHORTEST), key=len, reverse=True)
    found = [part for part in known if part in left]
    for part in found:
        left = left.replace(part, "")
    return bool(found) and len(left) < ENOUGH


class UnlikeNames:
    """Django's check of a password for an account: not the person's name or address, nor the school's."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password too near to the names."""
        if isinstance(user, Account) and is_near(password, _words_of(user)):
            raise ValidationError(NEAR, code="near")

    def get_help_text(self) -> str:
        """For a page that lists what is asked of a password."""
        return "Inte ditt eller skolans namn."


def _words_of(account: Account) -> Iterable[str]:
    person = account.person
    yield from (person.given_name, person.family_name, account.email)
    units = Unit.objects.filter(assignments__person=person).select_related("organisation__huvudman")
    for unit in units:
        yield from (unit.name, unit.organisation.huvudman.name)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if sign.isalnum())
