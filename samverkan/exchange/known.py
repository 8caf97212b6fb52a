"""What the register already holds of a source: rows by the fingerprints of the source's ids."""

from dataclasses import dataclass, field
from uuid import UUID

from samverkan.exchange import roster
from samverkan.exchange.csv.cells import folded_name
from samverkan.exchange.fingerprints import Fingerprints
from samverkan.people import registering
from samverkan.people.elevhalsa import WAITING
from samverkan.people.models import Group, Huvudman, OrganisationKind, Person, Pupil, SourceLink, Unit

PERSON, OTHER_ID, UNIT, CLASS = "person", "person-annat-id", "skolenhet", "klass"
WORK, GROUP_WORK, BOND = "tjanst", "klassuppdrag", "vardnad"


@dataclass(slots=True)
class Known:
    """Links of one source, and the units and classes of the huvudman."""

    huvudman: Huvudman
    prints: Fingerprints
    links: dict[tuple[str, str], SourceLink]
    units: list[Unit]
    groups: dict[tuple[UUID, str], Group]
    by_id: dict[UUID, Group] = field(default_factory=dict)
    main: dict[UUID, SourceLink] = field(default_factory=dict)
    """The primary link of each person row."""

    @classmethod
    def of(cls, huvudman: Huvudman, source: str) -> "Known":
        """Load it: four queries, however many records the source has."""
        prints = Fingerprints(huvudman.id, source)
        links = SourceLink.objects.filter(huvudman=huvudman, source=prints.source)
        units = Unit.objects.filter(organisation__huvudman=huvudman, organisation__kind=OrganisationKind.SCHOOLS)
        groups = list(Group.objects.filter(unit__in=units, ended_on=None))
        return cls(
            huvudman,
            prints,
            {(link.kind, link.external_id): link for link in links},
            list(units.select_related("organisation")),
            {(group.unit_id, group.name): group for group in groups},
            {group.id: group for group in groups},
            {link.row_id: link for link in links if link.kind == PERSON},
        )

    def link(self, kind: str, own: str) -> SourceLink | None:
        """The link of an outside id."""
        return self.links.get((kind, self.prints.of_id(own)))

    def person(self, each: roster.Person) -> SourceLink | None:
        """The primary link of a person, found by any id the source has for her."""
        for own in (each.id, *each.other_ids):
            link = self.link(PERSON, own) or self.link(OTHER_ID, own)
            if link is not None:
                return self.main.get(link.row_id)
        return None

    def adult(self, own: str) -> SourceLink | None:
        """The link of somebody the source only refers to."""
        link = self.link(PERSON, own) or self.link(OTHER_ID, own)
        return None if link is None else self.main.get(link.row_id)

    def persons(self) -> list[SourceLink]:
        """The primary links of all persons of the source."""
        return [link for (kind, _), link in self.links.items() if kind == PERSON]

    def waits(self) -> list[SourceLink]:
        """What the source has told of work without a unit, and still tells."""
        return [link for (kind, _), link in self.links.items() if kind == WAITING and link.digest]

    def unit(self, each: roster.Unit) -> Unit | None:
        """The school unit: by link, by id when the caller chose one of ours, by code, by name."""
        link = self.link(UNIT, each.id)
        tests = (
            lambda unit: link is not None and unit.id == link.row_id,
            lambda unit: str(unit.id) == each.id,
            lambda unit: each.code != "" and unit.code == each.code,
            lambda unit: folded_name(unit.name) == folded_name(each.name),
        )
        return next((unit for test in tests for unit in self.units if test(unit)), None)

    def group(self, each: roster.Group, unit: Unit | None) -> Group | None:
        """The running class: by link, else by its name at the unit."""
        link = self.link(CLASS, each.id)
        if link is not None and link.row_id in self.by_id:
            return self.by_id[link.row_id]
        return None if unit is None else self.groups.get((unit.id, each.name))

    def pupils(self) -> dict[UUID, Pupil]:
        """Pupils among the linked persons, by person id."""
        return registering.pupils(link.row_id for link in self.persons())

    def rows(self, ids: set[UUID]) -> dict[UUID, Person]:
        """Person rows by id."""
        return {person.id: person for person in Person.objects.filter(id__in=ids)}
