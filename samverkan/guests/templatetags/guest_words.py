"""`{% load guest_words %}`: the guest pages' sentences, from the language that the page is in."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.context import Context

from samverkan.guests.speech import Speech

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Context, key: str, **values: object) -> str:
    """`{% say "door_lead" school=seat.school %}`."""
    speech: Speech = context["speech"]
    return speech.say(key, **values)


@register.inclusion_tag("guests/field.html", takes_context=True)
def guest_field(context: Context, bound: BoundField) -> dict[str, Any]:
    """A field with what belongs to it, in the page's language."""
    choices = isinstance(bound.field.widget, forms.RadioSelect)
    parts = [("hint", bool(bound.help_text)), ("error", bool(bound.errors))]
    described = " ".join(f"{bound.auto_id}-{part}" for part, there in parts if there)
    bound.field.widget.attrs.pop("maxlength", None)
    attrs: dict[str, Any] = {"aria-describedby": described or False}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return {
        "speech": context["speech"],
        "field": bound,
        "choices": choices,
        "described": described,
        "input": "" if choices else bound.as_widget(attrs=attrs),
    }


@register.simple_tag
def first_of(bound: BoundField) -> str:
    """The id that a link in the list of what is missing leads to."""
    return f"{bound.auto_id}_0" if isinstance(bound.field.widget, forms.RadioSelect) else str(bound.auto_id)
