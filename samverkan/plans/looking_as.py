"""Visa som: a page of a pupil as another reader gets it, for somebody who prepares it. One can only look.

The page is made by its own view, asked by the other's reader within what both may see. So it tells the viewer nothing
that the viewer may not read, and what the other sees beyond that is neither shown nor hinted at.
"""

import re
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from http import HTTPStatus
from inspect import unwrap
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from samverkan.access.queries import Looker, as_shown_to
from samverkan.guard.scope import Scope
from samverkan.journal.acts import ReaderRequest, Refused
from samverkan.people import queries as people
from samverkan.people.queries import PupilCard

Found = Callable[[Scope, Mapping[str, Any]], PupilCard]


def _of_pupil(scope: Scope, given: Mapping[str, Any]) -> PupilCard:
    return people.pupil(scope, given["pupil_id"])


SHOWN: dict[str, Found] = dict.fromkeys(
    ("pupil", "plan", "wheel", "timeline", "team", "consents", "my_answers", "my_answer"), _of_pupil
)
"""The pages that can be shown as somebody else, and whose each is. Rooms further out add theirs when they start."""

MAIN = re.compile(r"(<main\b.*?</main>)", re.DOTALL)
LINK = re.compile(r'<a\b([^>]*?)\shref="([^"]*)"([^>]*)>')
CONTROL = re.compile(r"<(button|input|select|textarea)\b(?![^>]*\sdisabled\b)")


@dataclass(frozen=True, slots=True)
class LooksAs:
    """What frames the page: whose it is, and the way back."""

    name: str
    back: str
    choose: str


def page_at(path: str) -> ResolverMatch:
    """The page at the address, if it can be shown as somebody else. Http404 otherwise."""
    try:
        found = resolve(path)
    except Resolver404:
        raise Http404 from None
    if found.url_name not in SHOWN:
        raise Http404
    return found


def card_of(scope: Scope, found: ResolverMatch) -> PupilCard:
    """The pupil whose page it is, or Http404 outside the scope."""
    return SHOWN[str(found.url_name)](scope, found.kwargs)


def shown_as(
    request: ReaderRequest, looker: Looker, found: ResolverMatch, framed: LooksAs, *, path: str
) -> HttpResponse | None:
    """The page as the looker gets it within what both may see; None when nothing of it opens to both.

    Where the page leads the looker on, such as the family from Samtycken to their own answers, it is that page.
    """
    asking = copy(request)
    asking.reader, asking.scope = looker.asked.reader, as_shown_to(request.scope, looker)
    asking.looks_as = framed  # type: ignore[attr-defined]
    try:
        made = _asked(asking, found, path)
        if made.status_code == HTTPStatus.FOUND:
            made = _asked(asking, page_at(made["Location"]), made["Location"])
    except (Http404, Refused):
        return None
    if made.status_code != HTTPStatus.OK:
        return None
    made.content = only_to_look_at(made.content.decode(), looker.person_id).encode()
    return made


def _asked(asking: ReaderRequest, found: ResolverMatch, path: str) -> HttpResponse:
    asking.path = asking.path_info = path
    asking.resolver_match = found
    answer: HttpResponse = unwrap(found.func)(asking, *found.args, **found.kwargs)
    return answer


def only_to_look_at(page: str, person: UUID) -> str:
    """The page with every control off. Links lead to other pages as the same person, or nowhere."""
    return MAIN.sub(
        lambda main: LINK.sub(lambda link: _link(link, person), CONTROL.sub(r"<\1 disabled", main[0])), page
    )


def _link(link: re.Match[str], person: UUID) -> str:
    before, url, after = link.groups()
    path, _, query = url.partition("?")
    if not path or path.startswith("#"):
        return link[0]
    try:
        page_at(path)
    except Http404:
        return f'<a{before} role="link" aria-disabled="true"{after}>'
    asked = f"?{query}" if query else ""
    return f'<a{before} href="{reverse("look_as", args=[person, path.lstrip("/")])}{asked}"{after}>'
