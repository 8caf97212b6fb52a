"""Django forms in our clothes. `{% load fields %}`. Label, hint, error and input are tied together for everyone."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.template.context import RequestContext
from django.utils.safestring import SafeString

register = template.Library()


@register.inclusion_tag("components/field.html")
def field(
    bound: BoundField, reader: str = "", hint: str = "", columns: int = 1, needed: bool = False, label: str = ""
) -> dict[str, Any]:
    """`{% field form.text reader="Sara och Jonas" %}`: one field of a form with everything that belongs to it.

    `reader` becomes "Läses av Sara och Jonas."; `hint` replaces the field's help_text; `columns` lays choices side by
    side on wide screens. `needed` says that it must be filled in for the way one has chosen, though the form has other
    ways: then it is not called voluntary. `label` is for a library's field, in our words. Hidden fields come out bare.
    """
    bound.label = label or bound.label
    bound.field.widget.attrs.pop("placeholder", None)  # what a library repeats there is gone when one begins to write
    bound.field.widget.attrs.pop("maxlength", None)  # a browser would cut what is pasted without a word
    choices = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    tick = isinstance(bound.field.widget, forms.CheckboxInput)
    shown_hint = hint or str(bound.help_text)
    errors = [str(error) for error in bound.errors]
    return {
        "field": bound,
        "id": bound.auto_id,
        "hidden": bound.is_hidden,
        "choices": choices,
        "tick": tick,
        "hint": shown_hint,
        "reader": reader.rstrip("."),
        "errors": errors,
        "optional": not (bound.field.required or needed or tick),
        "described": _described_by(bound, shown_hint, reader),
        "columns": columns,
        "input": "" if choices else _input(bound, shown_hint, reader),
    }


@register.inclusion_tag("components/error_summary.html", takes_context=True)
def error_summary(context: RequestContext, heading: str = "") -> dict[str, Any]:
    """The list of what is missing, with links to the fields. The base template shows it for `form` or `error_forms`."""
    heading = heading or str(context.get("error_heading", "") or "Det gick inte att spara än")
    return {
        "rows": [row for form in _forms(context) for row in _rows(form)],
        "heading": heading,
    }


@register.simple_tag(takes_context=True)
def error_prefix(context: RequestContext) -> str:
    """ "Fel: " for the page's title when a form on it has errors."""
    return "Fel: " if any(form.errors for form in _forms(context)) else ""


def _forms(context: RequestContext) -> list[forms.BaseForm]:
    candidates = context.get("error_forms") or [context.get("form")]
    return [form for form in candidates if isinstance(form, forms.BaseForm) and form.is_bound]


def _rows(form: forms.BaseForm) -> list[tuple[str, str]]:
    """(field id, sentence); errors of the whole form have no field to lead to."""
    errors: ErrorDict = form.errors
    return [(_target(form, name), str(text)) for name, texts in errors.items() for text in texts]


def _target(form: forms.BaseForm, name: str) -> str:
    if name not in form.fields:
        return ""
    bound = form[name]
    group = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{bound.auto_id}_0" if group else str(bound.auto_id)


def _described_by(bound: BoundField, hint: str, reader: str) -> str:
    parts = [("hint", bool(hint or reader)), ("error", bool(bound.errors))]
    return " ".join(f"{bound.auto_id}-{part}" for part, present in parts if present)


def _input(bound: BoundField, hint: str, reader: str) -> SafeString:
    attrs: dict[str, Any] = {"aria-describedby": _described_by(bound, hint, reader) or False}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return bound.as_widget(attrs=attrs)
