"""Does a text name a pupil of the school? For what is to be about groups and learning environments."""

import re
from uuid import UUID

from samverkan.people.models import Pupil

HELD_AGAINST_NAMES = (
    "a text that is to name no pupil is held against the names at the school; only the writer's own words return"
)
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def names_in(unit: UUID, text: str) -> tuple[str, ...]:
    """The words of the text that are the given or family name of a pupil at the unit, written with a capital.

    Names of protected pupils are not looked for: an answer would say that they go here.
    """
    rows = Pupil.objects.unguarded(because=HELD_AGAINST_NAMES).filter(
        cell__unit_id=unit, ended_on=None, person__protected=False
    )
    known: set[str] = set()
    for given, family in rows.values_list("person__given_name", "person__family_name"):
        known |= {part.casefold() for name in (given, family) for part in name.split()}
    found = [word for word in WORD.findall(text) if word[0].isupper() and _bare(word) & known]
    return tuple(dict.fromkeys(found))


def _bare(word: str) -> set[str]:
    """The word, and without the s of a genitive."""
    said = word.casefold()
    return {said, said.removesuffix("s")}
