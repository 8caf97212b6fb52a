"""What surrounds every page: names of school and person, navigation, notices, theme.

A view or middleware in this room builds one `Frame` per request and sets `request.frame`; `context` hands it to the
templates. The frame displays only: whether a link or a count may be shown has been decided before it is built.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Protocol

from django.contrib.messages import ERROR, INFO, get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

Theme = Literal["", "ljust", "morkt"]
Density = Literal["", "kompakt"]
NoticeKind = Literal["klart", "upplysning", "fel"]


@dataclass(frozen=True, slots=True)
class NavItem:
    """One line of the main menu. `icon` names a drawing in `symbols.ICONS`; it shows on phones only."""

    label: str
    url: str
    icon: str = "menu"
    current: bool = False
    count: int | None = None
    count_word: str = "saker"
    sub: tuple[NavItem, ...] = ()

    @property
    def holds_current(self) -> bool:
        """True when the page is this one or one beneath it."""
        return self.current or any(item.current for item in self.sub)


@dataclass(frozen=True, slots=True)
class Link:
    """A word and where it leads, for the menu "Ny" and the like."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person at the keyboard, as the header names them."""

    initials: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Persona:
    """One of the demo's invented people, offered under "Visa som"."""

    id: str
    label: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """What just happened, said once at the top of the page. With `undo_url` it carries a button that posts there."""

    text: str
    kind: NoticeKind = "klart"
    undo_url: str = ""
    undo_label: str = "Ångra"


@dataclass(frozen=True, slots=True)
class Preparing:
    """What is left to sign before the house begins in earnest, or though it has, in words, and where it stands."""

    left: str
    url: str


class LooksAs(Protocol):
    """Whose page one looks at, and the way back: plans.looking_as makes it."""

    @property
    def name(self) -> str:
        """The one it is shown as."""

    @property
    def back(self) -> str:
        """The address of one's own page."""

    @property
    def choose(self) -> str:
        """Where another is chosen."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything the base template shows round a page. An empty address leaves its link out."""

    school: str = ""
    demo: bool = False
    person: SignedIn | None = None
    nav: tuple[NavItem, ...] = ()
    new: tuple[Link, ...] = ()
    personas: tuple[Persona, ...] = ()
    switch_url: str = ""
    notices: tuple[Notice, ...] = ()
    theme: Theme = ""
    density: Density = ""
    home_url: str = "/"
    search_url: str = "/sok"
    help_url: str = ""
    log_url: str = ""
    outbox_url: str = ""
    account_url: str = ""
    sign_out_url: str = ""
    look_url: str = ""
    harbour_url: str = ""
    looks_as: LooksAs | None = None
    """While one looks at a page as somebody else gets it: then nothing else surrounds it."""
    preparing: Preparing | None = None
    """While the house only prepares."""
    begun: Preparing | None = None
    """What is left though the house has begun, for those who follow it."""
    seconds_left: int = 0
    """Of the sitting."""
    accessibility_url: str = "/tillganglighet"
    report_url: str = "/anmal-brist"
    protection_url: str = "/sa-skyddas-uppgifterna"

    @property
    def bar(self) -> tuple[NavItem, ...]:
        """The four places that fit at the bottom of a phone."""
        return self.nav[:4]

    @property
    def rest(self) -> tuple[NavItem, ...]:
        """What the phone keeps under "Mer"."""
        return self.nav[4:]


def context(request: HttpRequest) -> dict[str, object]:
    """Context processor: the request's frame, dressed in the theme and density that the browser's cookies ask for.

    `notices` is read when the page shows it, not before: reading Django's messages is what empties them.
    """
    frame: Frame = getattr(request, "frame", Frame())
    dressed = replace(frame, theme=chosen_theme(request), density=chosen_density(request))
    return {"frame": dressed, "notices": lambda: notices(request, frame)}


def notices(request: HttpRequest, frame: Frame) -> list[Notice]:
    """The frame's own notices and those left by the request before.

    A view leaves one with `messages.success(request, text, extra_tags=undo_url)`.
    """
    return [*frame.notices, *(_as_notice(message) for message in get_messages(request))]


def _as_notice(message: Message) -> Notice:
    """A message with a local address among its tags carries an undo."""
    kind: NoticeKind = "fel" if message.level >= ERROR else "upplysning" if message.level == INFO else "klart"
    undo = next((tag for tag in (message.extra_tags or "").split() if tag.startswith("/")), "")
    return Notice(str(message), kind, undo)


def chosen_theme(request: HttpRequest) -> Theme:
    """The theme asked for, or "" to follow the computer."""
    asked = request.COOKIES.get("tema", "")
    if asked == "ljust":
        return "ljust"
    return "morkt" if asked == "morkt" else ""


def chosen_density(request: HttpRequest) -> Density:
    """Kompakt when asked for, otherwise Lugn."""
    return "kompakt" if request.COOKIES.get("tathet") == "kompakt" else ""
