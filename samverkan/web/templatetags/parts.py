"""The parts a page is built of. `{% load parts %}`.

A part displays and decides nothing. Parts that take an object read its attributes or keys by name, so a room further
down hands over its own frozen page rows without importing this one. Each docstring names what is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from samverkan.web import symbols

register = template.Library()

BUTTONS = {
    "primary": " btn--pri",
    "secondary": "",
    "quiet": " btn--quiet",
    "danger": " btn--danger",
}
SIZES = {"": "", "small": " btn--sm", "big": " btn--big"}
NOTES = {
    "info": "",
    "consent": " note--ljung",
    "attention": " note--fyr",
    "error": " note--falu",
    "done": " note--tang",
}


# ---------- Words and shapes ----------


@register.simple_tag
def symbol(name: str, css: str = "") -> SafeString:
    """`{% symbol "triangle" %}`: a shape of symbols.SHAPES or ICONS. Always set a word beside it."""
    return symbols.draw(name, f"sym {css}".strip())


@register.simple_tag
def status(kind: str, text: str = "") -> SafeString:
    """`{% status "fragat" "Frågat 3 mars" %}`: shape and word. `kind` is a slug of symbols.STATUSES."""
    known = symbols.STATUSES[kind]
    hue = f" st--{known.hue}" if known.hue else ""
    return format_html(
        '<span class="st{}">{}{}</span>',
        hue,
        symbols.draw(known.shape),
        text or known.word,
    )


@register.inclusion_tag("components/voice.html")
def voice(words: str, by: str = "", lang: str = "") -> dict[str, str]:
    """`{% voice plan.words by="Ebba sa det till Sara den 20 februari." %}`: the child's own words with the buoy."""
    return {"words": words, "by": by, "lang": lang}


# ---------- The page's head ----------


@register.inclusion_tag("components/crumbs.html")
def crumbs(items: Iterable[object]) -> dict[str, Any]:
    """`{% crumbs trail %}`: each item has label and url; an empty url is the page itself."""
    return {"items": list(items)}


@register.inclusion_tag("components/identity.html")
def identity(person: object) -> dict[str, Any]:
    """`{% identity page.pupil %}`: the bar at the top of a pupil's pages.

    Reads name, facts (list of str), sealed (bool), who_url, who_text ("Vem kan se det här? 9 personer"), as_url and
    safe_person (or None) with name, role, phone.
    """
    return {"person": person}


@register.simple_block_tag
def tabs(content: str, label: str, items: Iterable[object]) -> SafeString:
    """`{% tabs "Ebba Lindqvist" page.tabs %}{% button … %}{% endtabs %}`: the block holds the primary verb.

    Each item has label, url, current (bool) and note ("2 väntar").
    """
    return _part("tabs", label=label, items=list(items), content=content)


@register.simple_block_tag
def section(
    content: str,
    title: str,
    id: str = "",
    note: str = "",
    link: str = "",
    link_text: str = "",
) -> SafeString:
    """`{% section "Behöver dig" note="3 saker" %}…{% endsection %}`: a ruled line, an h2, a count or a link."""
    anchor = id or slugify(title)
    return _part(
        "section",
        content=content,
        title=title,
        id=anchor,
        note=note,
        link=link,
        link_text=link_text,
    )


# ---------- Verbs ----------


@register.simple_tag
def button(
    text: str,
    url: str,
    kind: str = "secondary",
    size: str = "",
    aria: str = "",
    icon: str = "",
) -> SafeString:
    """`{% button "Öppna rummet" url kind="primary" %}`: a link that looks like a button. One primary to a page.

    `kind` is primary, secondary, quiet or danger; `size` is "", small or big. `aria` must begin with the visible text.
    """
    label = format_html(' aria-label="{}"', aria) if aria else ""
    drawing = symbols.draw(icon) if icon else ""
    return format_html(
        '<a class="btn{}{}" href="{}"{}>{}{}</a>',
        BUTTONS[kind],
        SIZES[size],
        url,
        label,
        drawing,
        text,
    )


@register.simple_tag
def submit(text: str, kind: str = "primary", name: str = "", value: str = "", size: str = "") -> SafeString:
    """`{% submit "Spara" %}`: the button of a form; with name and value it says which of several was pressed."""
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html(
        '<button class="btn{}{}" type="submit"{}>{}</button>',
        BUTTONS[kind],
        SIZES[size],
        named,
        text,
    )


@register.inclusion_tag("components/post_button.html", takes_context=True)
def post_button(
    context: RequestContext,
    text: str,
    url: str,
    kind: str = "secondary",
    size: str = "small",
    aria: str = "",
    **hidden: str,
) -> dict[str, Any]:
    """`{% post_button "Klart" url aria="Klart: ringa BUP" id=row.id %}`: a small act as a form of its own."""
    classes = f"btn{BUTTONS[kind]}{SIZES[size]}"
    csrf = context.get("csrf_token", "")
    return {
        "text": text,
        "url": url,
        "classes": classes,
        "aria": aria,
        "hidden": hidden,
        "csrf_token": csrf,
    }


# ---------- Saying something ----------


@register.simple_block_tag
def notice(content: str, title: str, kind: str = "info", level: int = 3) -> SafeString:
    """`{% notice "Det här finns hos skolsköterskan" kind="consent" %}<p>…</p>{% endnotice %}`.

    `kind` is info, consent (heather: secrecy), attention, error or done.
    """
    return _part("notice", content=content, title=title, css=NOTES[kind], level=level)


@register.simple_block_tag
def why(content: str, summary: str = "Varför ser jag det här?") -> SafeString:
    """`{% why %}<p>…</p>{% endwhy %}`: the folded reason."""
    return format_html(
        '<details class="why"><summary>{}</summary><div class="small">{}</div></details>',
        summary,
        content,
    )


@register.simple_block_tag
def legal(content: str) -> SafeString:
    """`{% legal %}<p>26 kap. 1 § OSL</p>{% endlegal %}`: the legal line, last and folded."""
    return why(content, "Lagstöd och bedömning")


@register.simple_block_tag
def fold(content: str, summary: str, count: str = "", open: bool = False) -> SafeString:
    """`{% fold "Kan vänta" count=7 %}…{% endfold %}`: a section that is shut until asked for."""
    number = format_html(' <span class="n">{}</span>', count) if count != "" else ""
    shown = " open" if open else ""
    return format_html(
        '<details class="fold"{}><summary>{}{}</summary><div>{}</div></details>',
        shown,
        summary,
        number,
        content,
    )


@register.simple_block_tag
def empty_state(content: str, drawing: str, title: str, level: int = 3) -> SafeString:
    """`{% empty_state "bat" "Inget behöver dig just nu" %}<p>…</p>{% endempty_state %}`.

    `drawing` is bat, boj, bord, fyr or sjokort.
    """
    return _part(
        "empty_state",
        content=content,
        drawing=f"components/drawings/{drawing}.html",
        title=title,
        level=level,
    )


@register.inclusion_tag("components/card_error.html")
def card_error(retry_url: str = "", what: str = "Den här delen") -> dict[str, str]:
    """`{% card_error request.path what="Möten" %}`: one part is missing, the rest of the page is up to date."""
    return {"retry_url": retry_url, "what": what}


@register.inclusion_tag("components/autosave.html")
def autosave(state: str = "Inte sparat än") -> dict[str, str]:
    """`{% autosave "Sparat 13.47" %}`: the state of a draft, in words."""
    return {"state": state}


def _part(name: str, **values: object) -> SafeString:
    """Render components/<name>.html."""
    return render_to_string(f"components/{name}.html", values)


def pairs(rows: Mapping[str, object] | Iterable[object]) -> list[object]:
    """Rows as a list; a mapping becomes (label, value) pairs."""
    return list(rows.items()) if isinstance(rows, Mapping) else list(rows)
