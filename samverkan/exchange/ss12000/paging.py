"""All records of an endpoint, page after page, in whatever wrapping they come."""

from collections.abc import Iterator, Mapping
from typing import Any

from samverkan.exchange.faults import SourceFault
from samverkan.exchange.ss12000.connection import Connection, Refused

PAGE = 500
MOST_PAGES = 5_000
REJECTED = (400, 422)

Record = dict[str, Any]


class EndlessPages(SourceFault):
    """The server shows a page it has shown before. What came until then has been given."""


def records(connection: Connection, endpoint: str, filters: Mapping[str, str]) -> Iterator[Record]:
    """Every record that is a JSON object, across all pages."""
    for content in contents(connection, endpoint, filters):
        yield from (record for record in unwrapped(content, endpoint) if isinstance(record, dict))


def contents(connection: Connection, endpoint: str, filters: Mapping[str, str]) -> Iterator[Any]:
    """The JSON of every page. After the first page only the token is sent: the standard forbids more beside it."""
    content = _first(connection, endpoint, filters)
    seen: set[str] = set()
    while True:
        yield content
        token = content.get("pageToken") if isinstance(content, dict) else None
        if not isinstance(token, str) or not token:
            return
        if token in seen or len(seen) >= MOST_PAGES:
            raise EndlessPages(
                f"Källan visar samma sida av {endpoint} om och om igen.", "Visa det här för leverantören."
            )
        seen.add(token)
        content = connection.get(endpoint, {"pageToken": token})


def _first(connection: Connection, endpoint: str, filters: Mapping[str, str]) -> Any:
    """Some servers know no `limit` that large, and some no `expand`: ask for less until they answer."""
    without_expand = {name: value for name, value in filters.items() if name != "expand"}
    asked: list[dict[str, str]] = []
    for params in ({"limit": str(PAGE), **filters}, {"limit": str(PAGE), **without_expand}, without_expand):
        if params not in asked:
            asked.append(dict(params))
    for params in asked[:-1]:
        try:
            return connection.get(endpoint, params)
        except Refused as refusal:
            if refusal.status not in REJECTED:
                raise
    return connection.get(endpoint, asked[-1])


def unwrapped(content: Any, endpoint: str) -> list[Any]:
    """The list within an answer: bare, under `data`, or under the endpoint's own name. Raises SourceFault for none."""
    if isinstance(content, list):
        return content
    if isinstance(content, dict):
        for name in ("data", endpoint):
            if isinstance(content.get(name), list):
                return list(content[name])
    raise SourceFault(f"Källans svar på {endpoint} är inte en lista.", "Kontrollera adressen till tjänsten.")
