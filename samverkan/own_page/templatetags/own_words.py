"""`{% load own_words %}`: the page's sentences in the mode it is in, its pictograms and its faces."""

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from samverkan.own_page import drawings
from samverkan.own_page.drawings import Face
from samverkan.own_page.speech import Speech
from samverkan.picture import Step, step_sign

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Context, key: str, **values: object) -> str:
    """`{% say "talk_done" who=page.receiver.short %}`."""
    speech: Speech = context["speech"]
    return speech.say(key, **values)


@register.simple_tag(takes_context=True)
def lines(context: Context, key: str, **values: object) -> SafeString:
    """The same, a sentence on each line."""
    speech: Speech = context["speech"]
    said = speech.say(key, **values).split("\n")
    return format_html_join(format_html("{}", "\n"), "<span>{}</span>", ((line,) for line in said))


@register.simple_tag
def pic(name: str) -> SafeString:
    """`{% pic "prata" %}`: a pictogram. Always set a word beside it."""
    return drawings.pictogram(name)


@register.simple_tag
def sign(step: Step) -> SafeString:
    """`{% sign area.mark.step %}`: the shape of a word of the wheel. The word stands beside it."""
    return step_sign(step)


@register.simple_tag
def drawn(face: Face) -> SafeString:
    """`{% drawn person.face %}`."""
    return drawings.face(face)
