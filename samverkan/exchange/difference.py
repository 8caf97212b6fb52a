"""What an import would do, in counts and in words. Nothing is written to find it out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from samverkan.exchange.facts import PersonFacts
from samverkan.exchange.faults import SourceFault
from samverkan.exchange.models import words
from samverkan.exchange.roster import Covers, Remark, Roster, Severity
from samverkan.people.wording import counted, listed, number

MOST_ENDING = 0.2
"""Share of what runs that one import may end. A wiped answer would end everything."""
MANY_ENDING = 10
"""So many of a kind must end before the share says anything: of two pupils a school tried with, both are 100 %.

Nine are read through by name before they are confirmed. A source that names none of the kind is refused at any number.
"""


ONLY_SOME = "Har den bara några kryssar du för det när du väljer filen."
WHOLE_SCHOOL = f"Listan ska ha med skolans alla elever. {ONLY_SOME}"


class ImportRefused(SourceFault):
    """The import would do more harm than an import should, or is no longer what was shown. Nothing is written."""


class Doing(StrEnum):
    """What happens to one person."""

    FRESH = "ny"
    CHANGED = "andrad"
    ENDING = "slutar"
    RETURNING = "aterkommer"
    SEALING = "skyddas"


class Category(StrEnum):
    """Whom a count is of."""

    PUPIL = "elever"
    STAFF = "personal"
    ADULT = "vardnadshavare"


PEOPLE = {
    Category.PUPIL: ("elev", "elever"),
    Category.STAFF: ("medarbetare", "medarbetare"),
    Category.ADULT: ("vårdnadshavare", "vårdnadshavare"),
}
LABELS = {Category.PUPIL: "Elever", Category.STAFF: "Personal", Category.ADULT: "Vårdnadshavare"}


@dataclass(frozen=True, slots=True)
class Change:
    """One person and what happens. `facts` is None for somebody the source no longer names."""

    doing: Doing
    category: Category
    what: str
    """A Swedish sentence; unnamed for a protected person."""
    facts: PersonFacts | None = field(repr=False)
    row_id: UUID | None = None
    """The person's row, None for a new one."""
    digest: str = field(default="", repr=False)
    """The fingerprint of what the source says, empty for somebody it no longer names."""

    @property
    def key(self) -> str:
        """Who and what, for telling two differences apart."""
        return f"{self.row_id}:{self.facts.person.id if self.facts else ''}:{self.digest}"


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a category are the same, new, changed and ending, and how many run today."""

    same: int = 0
    fresh: int = 0
    changed: int = 0
    ending: int = 0
    running: int = 0

    @property
    def looks_wiped(self) -> bool:
        """Whether so many end, or so few are named, that the source may have been cut off."""
        return self.ending >= MANY_ENDING or not (self.same or self.fresh or self.changed)


@dataclass(frozen=True, slots=True)
class Difference:
    """The dry run. `learned` are persons who are the same but whom the source has a new id for."""

    huvudman_id: UUID
    roster: Roster
    changes: tuple[Change, ...]
    counts: dict[Category, Count]
    learned: tuple[Change, ...]
    remarks: tuple[Remark, ...]
    unlisted: int = 0
    """Pupils at the schools of a list of everybody who have come in by no such list, and whom it leaves as they are."""

    @property
    def headline(self) -> tuple[Category, ...]:
        """Whom the words are about: pupils for a list of pupils, everybody for a register."""
        if Covers.STAFF not in self.roster.covers:
            return (Category.PUPIL,)
        return (Category.STAFF,) if Covers.PUPILS not in self.roster.covers else tuple(Category)

    def total(self, name: str) -> int:
        """The sum of a count over the headline."""
        return sum(int(getattr(self.counts[category], name)) for category in self.headline)

    @property
    def same(self) -> int:
        """Persons that are as they were."""
        return self.total("same")

    @property
    def fresh(self) -> int:
        """Persons that are new."""
        return self.total("fresh")

    @property
    def changed(self) -> int:
        """Persons something has changed for, those who return or become protected among them."""
        return self.total("changed")

    @property
    def ending(self) -> int:
        """Persons that end."""
        return self.total("ending")

    @property
    def looks(self) -> tuple[Remark, ...]:
        """The remarks that want a person's eye, those that must be answered first."""
        rest = (Severity.FAULT, Severity.CHECK)
        return self.doubts + tuple(remark for remark in self.remarks if remark.severity in rest)

    @property
    def doubts(self) -> tuple[Remark, ...]:
        """New pupils who may be pupils we have. Nothing is carried out until somebody has said that they are not."""
        return tuple(remark for remark in self.remarks if remark.severity is Severity.DOUBT)

    @property
    def checks(self) -> tuple[Remark, ...]:
        """The other remarks that want a person's eye."""
        return self.looks[len(self.doubts) :]

    @property
    def words(self) -> str:
        """As in `nio nya, tre slutar, 412 är som förut och två att titta på`."""
        places = {remark.row or remark.where for remark in self.looks}
        return words(self.same, self.fresh, self.changed, self.ending, len(places))

    @property
    def by_category(self) -> tuple[str, ...]:
        """One line for each category there is anything to say of."""
        return tuple(
            f"{LABELS[category]}: {words(count.same, count.fresh, count.changed, count.ending, 0)}"
            for category, count in self.counts.items()
            if count.same or count.fresh or count.changed or count.ending
        )

    @property
    def receipt(self) -> str:
        """What was done, as in `30 nya elever, 45 nya vårdnadshavare och en elev slutar`."""
        parts = [
            f"{number(found)} {word if found == 1 else words_} {one if found == 1 else many}"
            for category, count in self.counts.items()
            for found, word, words_ in ((count.fresh, "ny", "nya"), (count.changed, "ändrad", "ändrade"))
            for one, many in (PEOPLE[category],)
            if found
        ]
        ends = [
            f"{number(count.ending)} {PEOPLE[category][0 if count.ending == 1 else 1]} slutar"
            for category, count in self.counts.items()
            if count.ending
        ]
        return listed([*parts, *ends])

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all to write."""
        return not (self.changes or self.learned)

    @property
    def signature(self) -> tuple[tuple[str, str], ...]:
        """What was shown, for telling whether it still holds when it is confirmed."""
        return tuple(sorted((change.doing, change.key) for change in self.changes))

    def refusal(self, most_ending: float = MOST_ENDING) -> str:
        """Why the import is refused, empty when it is not: it would end too large a share of pupils, staff or bonds."""
        told = self._told(self._wiped(most_ending))
        if not told:
            return ""
        limit = f"Gränsen är {round(100 * most_ending)} %, eftersom en tom eller halv källa ser ut just så."
        return f"{told} {limit}{self._whole}"

    @property
    def caution(self) -> str:
        """That a large share would end, when they are too few to refuse the import for; empty otherwise."""
        told = "" if self.refusal() else self._told(self._over(MOST_ENDING))
        return f"{told}{self._whole}" if told else ""

    @property
    def staying(self) -> str:
        """That a list of everybody leaves those alone who never stood in one; empty when there are none."""
        if not self.unlisted:
            return ""
        return f"{counted(self.unlisted, 'elev', 'elever')} hos er kommer inte från någon elevlista och ligger kvar."

    @property
    def leaving(self) -> str:
        """As in `12 av 30 elever slutar`, for what the import is refused for."""
        each = (
            f"{self.counts[one].ending} av {self.counts[one].running} {PEOPLE[one][1]}"
            for one in self._wiped(MOST_ENDING)
        )
        return f"{listed(each)} slutar"

    def _over(self, most_ending: float) -> tuple[Category, ...]:
        """The categories of which a larger share than that would end."""
        counts = self.counts.items()
        return tuple(each for each, count in counts if count.running and count.ending / count.running > most_ending)

    def _wiped(self, most_ending: float) -> tuple[Category, ...]:
        """Those of them in which the source may have been cut off."""
        return tuple(each for each in self._over(most_ending) if self.counts[each].looks_wiped)

    def _told(self, categories: Iterable[Category]) -> str:
        counts = ((LABELS[each].lower(), self.counts[each]) for each in categories)
        return " ".join(
            f"{count.ending} av {count.running} ({round(100 * count.ending / count.running)} %) "
            f"skulle avslutas bland {label}."
            for label, count in counts
        )

    @property
    def _whole(self) -> str:
        """That a list is of everybody, for the one who meant to add a few."""
        if not self.roster.is_list:
            return ""
        if Covers.PUPILS in self.roster.covers:
            return f" {WHOLE_SCHOOL}"
        return f" Listan ska ha med alla som arbetar på skolan. {ONLY_SOME}"
