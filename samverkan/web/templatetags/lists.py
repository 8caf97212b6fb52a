"""Rows, tables and pictures. `{% load lists %}`. Objects are read by attribute or key, see each docstring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.template.context import RequestContext

from samverkan.picture.figure import Figure

register = template.Library()


@register.inclusion_tag("components/need.html", takes_context=True)
def need(context: RequestContext, row: object, first: bool = False) -> dict[str, Any]:
    """`<ol class="rows">{% for n in needs %}{% need n first=forloop.first %}{% endfor %}</ol>`: a row of "Behöver dig".

    Reads shape, title, text, rule (str, may be empty), person, person_url, group, verb, url. `first` fills the button.
    """
    return {"row": row, "first": first}


@register.inclusion_tag("components/check_answers.html")
def check_answers(rows: Iterable[object]) -> dict[str, Any]:
    """`{% check_answers rows %}`: each row has question, answer, change_url (may be empty).

    `lines`, pairs of what and its detail, stands as rows in the answer's place.
    """
    return {"rows": list(rows)}


@register.inclusion_tag("components/person_row.html")
def person_row(person: object) -> dict[str, Any]:
    """`<ul class="rows">{% person_row p %}</ul>`.

    Reads name, url, role, organisation, mandate, phone, note, status (slug), status_text, safe (bool: trygghetsperson).
    """
    return {"person": person}


@register.inclusion_tag("components/consent_cell.html")
def consent_cell(cell: object) -> dict[str, Any]:
    """`<td>{% consent_cell c %}</td>`: reads status (slug), text, detail ("från Anna, till 9 april") and url."""
    return {"cell": cell}


@register.inclusion_tag("components/room_matrix.html")
def room_matrix(matrix: object) -> dict[str, Any]:
    """`{% room_matrix page.matrix %}`: who may hear what.

    Reads people (each short, role) and rows (each topic, detail, summary "Alla sju får höra", url, cells).
    Each cell has status (slug of symbols.STATUSES), word, open (bool: may hear) and sentence ("Peter Ny, logopedens
    utlåtande: får inte"), which is what a screen reader is given. Cells stand in the order of people.
    """
    return {"matrix": matrix}


@register.inclusion_tag("components/seats.html")
def seats(lists: object) -> dict[str, Any]:
    """`{% seats page.lists %}`: reads everyone, some, nobody; each a list of rows with topic and remedy."""
    return {"lists": lists}


@register.inclusion_tag("components/agenda.html")
def agenda(rows: Iterable[object], label: str = "Dagordning") -> dict[str, Any]:
    """`{% agenda rows %}`: each has title, detail, time ("10 min"), past (bool), current (bool)."""
    return {"rows": list(rows), "label": label}


@register.inclusion_tag("components/ledger.html")
def ledger(rows: Iterable[object]) -> dict[str, Any]:
    """`{% ledger groups %}`: each has number (int, or None for "?"), title, rule, url, verb ("Visa 14")."""
    return {"rows": list(rows)}


@register.inclusion_tag("components/timeline.html")
def timeline(groups: Iterable[object]) -> dict[str, Any]:
    """`{% timeline page.years %}`: each group has heading and events.

    An event has shape (lane: skola, halsa, socialt, hem, barnet, mote), lane (word), title, on (shown date), iso
    (machine date), by, text, url, url_text and withheld (bool: only its existence may be known).
    """
    return {"groups": list(groups)}


@register.inclusion_tag("components/log_list.html")
def log_list(rows: Iterable[object]) -> dict[str, Any]:
    """`{% log_list rows %}`: each has when ("i går 16.10"), iso, text, url, url_text."""
    return {"rows": list(rows)}


@register.inclusion_tag("components/appointments.html")
def appointments(rows: Iterable[object]) -> dict[str, Any]:
    """`{% appointments rows %}`: each has time, day, title, url, place, dots (Figure or None), state."""
    return {"rows": list(rows)}


@register.inclusion_tag("components/table.html")
def stack_table(
    caption: str,
    header: Sequence[str],
    rows: Iterable[Iterable[object]],
    show_caption: bool = False,
    dense: bool = False,
) -> dict[str, Any]:
    """`{% stack_table "Nästa steg" header rows %}`: a table that becomes labelled rows on a phone.

    A row is a list of cells. A cell is a string, or an object with text and any of url, small, status. The first cell
    is the row's heading.
    """
    return {
        "caption": caption,
        "header": list(header),
        "rows": _labelled(header, rows),
        "caption_class": "" if show_caption else "vh",
        "dense": dense,
    }


@register.inclusion_tag("components/facts.html")
def facts(rows: Iterable[object]) -> dict[str, Any]:
    """`{% facts rows %}`: a list of (label, value) pairs, such as When, Where, Why."""
    return {"rows": list(rows)}


@register.inclusion_tag("components/pager.html")
def pager(newer_url: str = "", older_url: str = "", label: str = "Bläddra") -> dict[str, str]:
    """`{% pager older_url=page.older %}`: no page numbers, since newest-first has none."""
    return {"newer_url": newer_url, "older_url": older_url, "label": label}


@register.inclusion_tag("components/figure.html")
def figure(fig: Figure, say: bool = False, twin_word: str = "Visa som tabell") -> dict[str, Any]:
    """`{% figure page.network say=True %}`: a Figure with legend and table twin. `say` prints its conclusion above."""
    return {
        "fig": fig,
        "say": say,
        "twin_word": twin_word,
        "rows": _labelled(fig.header, fig.rows),
    }


def _labelled(header: Sequence[str], rows: Iterable[Iterable[object]]) -> list[list[tuple[str, object]]]:
    """Each cell with its column's heading, which a phone shows before it."""
    return [list(zip(header, row, strict=True)) for row in rows]
