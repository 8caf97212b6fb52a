"""A list between upload and confirmation: in the database, sealed, and only for the one who uploaded it.

The browser never holds it. Contact details of protected rows are gone before it is written (scrub).
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from samverkan.exchange.csv.headings import ColumnMap, ListKind
from samverkan.exchange.csv.protection import scrub
from samverkan.exchange.csv.table import Line, Table
from samverkan.exchange.faults import SourceFault
from samverkan.exchange.models import ImportDraft
from samverkan.exchange.one_pupil import BY_HAND
from samverkan.exchange.roster import Remark, Severity
from samverkan.people.models import Unit
from samverkan.policy.vocabulary import PersonId
from samverkan.vault.sealing import Place, huvudman_key, read_key_file, seal, unseal

WITHIN = timedelta(hours=24)
GONE = SourceFault("Listan finns inte kvar.", "Välj filen igen.")


@dataclass(frozen=True, slots=True)
class Draft:
    """An uploaded list as it was left."""

    id: UUID
    table: Table
    columns: ColumnMap
    unit: Unit
    made_at: datetime
    whole: bool = True
    """Whether the list is of everybody, so that those who are not in it have left."""

    @property
    def by_hand(self) -> bool:
        """Whether no file held it: one pupil, written in a form."""
        return self.table.encoding == BY_HAND


def keep(table: Table, columns: ColumnMap, *, unit: Unit, by: PersonId, now: datetime, whole: bool = True) -> UUID:
    """Keep a list for its maker, without the contact details of protected rows. Lists older than a day are dropped."""
    ImportDraft.objects.filter(made_at__lt=now - WITHIN).delete()
    own = uuid4()
    huvudman = unit.organisation.huvudman_id
    text = _written(scrub(table, columns).table, columns, whole=whole)
    sealed = seal(text, _key(huvudman), _place(huvudman, own))
    ImportDraft.objects.create(id=own, huvudman_id=huvudman, unit=unit, made_by_id=by, made_at=now, sealed_list=sealed)
    return own


def opened(draft: UUID, *, by: PersonId, now: datetime) -> Draft:
    """The list again, for its maker only and for a day. Raises SourceFault, the same for one that never was."""
    row = (
        ImportDraft.objects.filter(id=draft, made_by=by, made_at__gte=now - WITHIN)
        .select_related("unit__organisation__huvudman")
        .first()
    )
    if row is None:
        raise GONE
    text = unseal(bytes(row.sealed_list), _key(row.huvudman_id), _place(row.huvudman_id, row.id))
    table, columns, whole = _read(text)
    return Draft(row.id, table, columns, row.unit, row.made_at, whole)


def recolumn(draft: UUID, columns: ColumnMap, *, by: PersonId, now: datetime) -> None:
    """Keep the list under another column map. What the old map hid stays hidden."""
    known = opened(draft, by=by, now=now)
    huvudman = known.unit.organisation.huvudman_id
    text = _written(scrub(known.table, columns).table, columns, whole=known.whole)
    sealed = seal(text, _key(huvudman), _place(huvudman, draft))
    ImportDraft.objects.filter(id=draft, made_by=by).update(sealed_list=sealed)


def discard(draft: UUID, *, by: PersonId) -> None:
    """Drop the list, when it is confirmed or not wanted."""
    ImportDraft.objects.filter(id=draft, made_by=by).delete()


def _written(table: Table, columns: ColumnMap, *, whole: bool) -> str:
    return json.dumps(
        {
            "whole": whole,
            "kind": columns.kind,
            "columns": columns.columns,
            "headings": table.headings,
            "lines": [[line.number, *line.cells] for line in table.lines],
            "encoding": table.encoding,
            "separator": table.separator,
            "remarks": [[each.severity, each.where, each.text, each.mend, each.row] for each in table.remarks],
        },
        ensure_ascii=False,
    )


def _read(text: str) -> tuple[Table, ColumnMap, bool]:
    found = json.loads(text)
    table = Table(
        tuple(found["headings"]),
        tuple(Line(line[0], tuple(line[1:])) for line in found["lines"]),
        found["encoding"],
        found["separator"],
        tuple(Remark(Severity(each[0]), *each[1:]) for each in found["remarks"]),
    )
    return table, ColumnMap(ListKind(found["kind"]), tuple(found["columns"])), found.get("whole", True)


def _key(huvudman: UUID) -> bytes:
    return huvudman_key(read_key_file(Path(settings.VAULT_KEY_FILE)), huvudman)


def _place(huvudman: UUID, draft: UUID) -> Place:
    return Place(huvudman, draft, "import", "lista", draft)
