"""The two guardians of a row, and one person made of a guardian who stands on several rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from samverkan.exchange.csv import cells, rows
from samverkan.exchange.csv.rows import Row
from samverkan.exchange.roster import Contact, Person, Relation, Responsible, Severity
from samverkan.people import languages


@dataclass(frozen=True, slots=True)
class GuardianRow:
    """A guardian as one pupil's row has her."""

    child: str
    given_name: str
    family_name: str
    phone: str
    mail: str
    custody: bool
    sole: bool
    protected: bool
    language: str = ""

    def __repr__(self) -> str:
        return f"GuardianRow(of {self.child})"

    @property
    def folded(self) -> str:
        """The name for comparison."""
        return cells.folded_name(self.given_name, self.family_name)


def guardians_of(row: Row, child: str, *, marked: frozenset[tuple[int, str]]) -> Iterator[GuardianRow]:
    """The guardians the row names. One with phone or mail but without a name is remarked on and left out.

    `marked` are the protected guardians of the list as (row number, prefix).
    """
    sole = [row.get(f"vh{number}-vardnad").casefold().startswith("ensam") for number in (1, 2)]
    for number in (1, 2):
        prefix = f"vh{number}-"
        given, family = rows.names(row, prefix)
        phone, mail = row.get(f"{prefix}telefon"), rows.mail(row, f"{prefix}mail")
        if not (given or family):
            if phone or mail:
                _remark_nameless(row, prefix)
            continue
        custody = _custody(row.get(f"{prefix}vardnad")) and not (sole[2 - number] and not sole[number - 1])
        marked_here = (row.number, prefix) in marked
        spoken = _language(row, f"{prefix}sprak")
        yield GuardianRow(child, given, family, phone, mail, custody, sole[number - 1], marked_here, spoken)


def _custody(cell: str) -> bool:
    """An empty cell means yes: lists of guardians hold guardians. Only a clear no takes custody away."""
    return cell == "" or not cells.says_no(cell)


def _language(row: Row, column: str) -> str:
    """The code of the language that the cell names; a name we do not know is remarked on."""
    said = row.get(column)
    code = languages.read(said)
    if said and not code:
        text = f"Språket {said[:40]} känner Samverkan inte till, så det lästes inte."
        row.remark(Severity.CHECK, column, text, "Skriv det bland det som personen behöver när ni planerar ett möte.")
    return code


def _remark_nameless(row: Row, prefix: str) -> None:
    row.remark(
        Severity.CHECK,
        f"{prefix}namn",
        "Det finns en kontaktuppgift men inget namn på vårdnadshavaren, som därför inte lästes in.",
        "Fyll i vårdnadshavarens namn.",
    )


def gathered(found: Iterable[GuardianRow]) -> tuple[tuple[Person, ...], tuple[Responsible, ...]]:
    """Persons and their bonds. Rows are one person when the name is the same and so is the phone or the mail."""
    persons: list[Person] = []
    bonds: list[Responsible] = []
    for cluster in _clusters(found):
        first = cluster[0]
        ids = tuple(sorted({f"vh:{cells.fingerprint(each.folded, each.child)}" for each in cluster}))
        protected = any(each.protected for each in cluster)
        phone = next((each.phone for each in cluster if each.phone), "")
        mail = next((each.mail for each in cluster if each.mail), "")
        language = "" if protected else next((each.language for each in cluster if each.language), "")
        contact = None if protected or not (phone or mail) else Contact(mail, phone)
        persons.append(
            Person(
                ids[0],
                first.given_name,
                first.family_name,
                protected=protected,
                contact=contact,
                language=language,
                other_ids=ids[1:],
            )
        )
        for each in cluster:
            relation = Relation.GUARDIAN if each.custody else Relation.OTHER
            bonds.append(Responsible(each.child, ids[0], relation, custody=each.custody, sole=each.sole))
    return tuple(persons), tuple(bonds)


def _clusters(found: Iterable[GuardianRow]) -> list[list[GuardianRow]]:
    by_key: dict[tuple[str, str], list[GuardianRow]] = {}
    clusters: list[list[GuardianRow]] = []
    for each in found:
        keys = [(each.folded, key) for key in (cells.phone_key(each.phone), each.mail.casefold()) if key]
        keys.append((each.folded, f"barn:{each.child}"))
        cluster = next((by_key[key] for key in keys if key in by_key), None)
        if cluster is None:
            cluster = []
            clusters.append(cluster)
        if not any(other.child == each.child for other in cluster):
            cluster.append(each)
        for key in keys:
            by_key.setdefault(key, cluster)
    return clusters
