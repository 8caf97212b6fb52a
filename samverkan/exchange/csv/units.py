"""Which school a row belongs to."""

from collections.abc import Iterable

from samverkan.exchange.csv import cells
from samverkan.exchange.csv.rows import Row
from samverkan.exchange.roster import Severity, Unit


class Units:
    """The schools of one list: the chosen one, and those that rows name by code or by name.

    `kept` are the schools that the one who imports answers for; None: any, and a school not met before is added.
    """

    def __init__(self, chosen: Unit, kept: Iterable[Unit] | None = None) -> None:
        self._chosen = chosen
        self._by_key = dict.fromkeys(_keys(chosen), chosen)
        self._kept = None if kept is None else {key for unit in (chosen, *kept) for key in _keys(unit)}
        self._all = [chosen]
        self._used: set[str] = set()

    def refuse(self, row: Row) -> None:
        """Leave the row out when its code, or else its name, is of a school that the importer does not answer for."""
        named = row.get("skolenhetskod") or cells.folded_name(row.get("skola"))
        if self._kept is not None and named and named not in self._kept:
            row.remark(
                Severity.FAULT,
                "skolenhetskod" if row.get("skolenhetskod") else "skola",
                "Skolan i raden är inte en av dina skolor. Raden lästes inte.",
                "Rätta skolan, eller be den som sköter den skolan läsa in raden.",
            )

    def of(self, row: Row) -> str:
        """Id of the row's school; a school not met before is added."""
        code, name = row.get("skolenhetskod"), row.get("skola")
        unit = self._by_key.get(code) or self._by_key.get(cells.folded_name(name))
        if unit is None and (code or name):
            unit = Unit(f"skola:{code or cells.folded_name(name)}", name or code, code)
            self._by_key |= {key: unit for key in (code, cells.folded_name(name)) if key}
            self._all.append(unit)
        found = unit or self._chosen
        self._used.add(found.id)
        return found.id

    def all(self) -> tuple[Unit, ...]:
        """The schools that some row belongs to. Others are not spoken for by the list."""
        return tuple(unit for unit in self._all if unit.id in self._used)


def _keys(unit: Unit) -> tuple[str, ...]:
    return tuple(key for key in (unit.code, cells.folded_name(unit.name)) if key)
