"""The one place where SVG is written: elements, escaping, ids.

The product's content policy forbids `style` attributes, in SVG too, so `element` refuses them; all colour and type come
from classes in `pictures.css`. Ids are made from the picture's own words: the same picture always gives the same bytes.
"""

from __future__ import annotations

from hashlib import sha256

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Value = str | int | float


def element(name: str, *children: str, **attributes: Value | None) -> SafeString:
    """An element with escaped attributes. `class_` is class, `_` becomes `-`, None leaves the attribute out.

    Children are escaped unless they are SafeString. Raises ValueError for `style` and for event handlers.
    """
    for key in attributes:
        if key == "style" or key.startswith("on"):
            raise ValueError(f"A picture may not carry the attribute {key!r}: the content policy forbids it.")
    written = format_html_join(
        "",
        ' {}="{}"',
        ((_attribute(key), _number(value)) for key, value in attributes.items() if value is not None),
    )
    inner = format_html_join("", "{}", ((child,) for child in children))
    return format_html("<{}{}>{}</{}>", name, written, inner, name)


def drawing(
    title: str,
    desc: str,
    width: int,
    height: int,
    *body: str,
    css: str = "",
    defs: str = "",
) -> SafeString:
    """A whole picture that speaks: role img with title and conclusion, everything inside hidden from screen readers."""
    seed = seeded_id(title, desc)
    return element(
        "svg",
        element("title", title, id=f"{seed}-t"),
        element("desc", desc, id=f"{seed}-d"),
        defs,
        element("g", *body, aria_hidden="true"),
        class_=f"pic {css}".strip(),
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_labelledby=f"{seed}-t {seed}-d",
    )


def sign(width: int, height: int, *body: str, css: str | None = None) -> SafeString:
    """A small drawing whose word stands beside it, so it is silent."""
    return element(
        "svg",
        *body,
        class_=css,
        viewBox=f"0 0 {width} {height}",
        aria_hidden="true",
        focusable="false",
    )


def seeded_id(*words: str) -> str:
    """An id that begins with a letter and depends on the words alone."""
    return "b" + sha256("\x1f".join(words).encode()).hexdigest()[:10]


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _number(value: Value) -> str:
    """Numbers with at most one decimal, so that the picture stays small."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
