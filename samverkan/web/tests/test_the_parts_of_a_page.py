"""Every part, as the style guide shows them: one voice, one order, nothing that only the eye can tell."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.contrib.messages import add_message, constants
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory

from samverkan.web import look, styleguide, symbols
from samverkan.web.frame import Frame, Notice, context, notices


class Page(HTMLParser):
    """What a machine sees of a page: tags with their attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = html
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def every(self, tag: str) -> list[dict[str, str]]:
        """The attributes of each such tag."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        """All ids, in order."""
        return [a["id"] for _, a in self.tags if "id" in a]


def guide(address: str = "/stilguide", **cookies: str) -> Page:
    request = RequestFactory().get(address)
    request.COOKIES.update(cookies)
    return Page(styleguide.page(request).content.decode())


def drawn(source: str, **values: object) -> str:
    return Template("{% load parts lists fields swedish %}" + source).render(Context(values))


@pytest.mark.parametrize("address", ["/stilguide", "/stilguide?fel=1"])
def test_a_page_has_one_heading_one_main_and_one_voice_of_each_kind(address: str) -> None:
    page = guide(address)
    roles = Counter(a.get("role") for _, a in page.tags)

    assert len(page.every("h1")) == len(page.every("main")) == 1
    assert roles["status"] == roles["alert"] == 1
    assert page.every("html")[0]["lang"] == "sv"


@pytest.mark.parametrize("address", ["/stilguide", "/stilguide?fel=1"])
def test_every_id_is_its_own_and_every_reference_leads_somewhere(address: str) -> None:
    page = guide(address)
    names = ("aria-labelledby", "aria-describedby", "for")
    pointed = {word for _, a in page.tags for name in names for word in a.get(name, "").split()}

    assert [i for i, n in Counter(page.ids).items() if n > 1] == []
    assert pointed - set(page.ids) == set()


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(tag[1]) for tag, _ in guide().tags if re.fullmatch("h[1-6]", tag)]

    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_no_page_carries_a_style_or_a_script_of_its_own() -> None:
    page = guide("/stilguide?fel=1")

    assert not [a for _, a in page.tags if "style" in a or any(name.startswith("on") for name in a)]
    assert not page.every("style")
    assert all("src" in a and "nonce" in a for a in page.every("script"))


def test_every_state_has_a_shape_and_a_word() -> None:
    for slug, known in symbols.STATUSES.items():
        html = drawn("{% status slug %}", slug=slug)
        assert "<svg" in html and known.word in html


def test_a_misspelt_state_is_an_error_and_not_an_empty_place() -> None:
    with pytest.raises(KeyError):
        drawn('{% status "fungrar" %}')
    with pytest.raises(KeyError):
        drawn('{% symbol "trianglar" %}')
    with pytest.raises(TemplateSyntaxError):
        drawn("{% knapp %}")


def test_after_a_failed_save_the_page_says_what_is_missing_in_three_places() -> None:
    page = guide("/stilguide?fel=1")
    sentence = "Skriv vad du har sett. Två meningar räcker."

    assert "<title>Fel: Stilguide – Samverkan</title>" in page.text
    assert page.text.count(sentence) == 2
    assert {"href": "#id_text"} in page.every("a")
    field = page.every("textarea")[0]
    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"] == "id_text-hint id_text-error"


def test_the_link_from_the_error_leads_to_the_first_choice_of_a_group() -> None:
    page = guide("/stilguide?fel=1")

    assert {"href": "#id_who_0"} in page.every("a")
    assert "id_who_0" in page.ids


def test_what_one_typed_is_kept_after_an_error() -> None:
    page = guide("/stilguide?fel=1")

    assert any(a.get("name") == "when" and a.get("value") == "31/2" for a in page.every("input"))


def test_a_page_without_errors_says_nothing_of_errors() -> None:
    text = guide().text

    assert "Fel: " not in text and "errsum" not in text and "aria-invalid" not in text


def test_a_field_tells_who_will_read_it() -> None:
    assert "Skriv det du sett eller hört. Läses av Sara Holm och rektor." in guide().text


def test_words_from_people_are_never_taken_for_code() -> None:
    evil = '"><script>x</script>'
    html = drawn(
        "{% voice e by=e %}{% section e note=e %}{% endsection %}{% button e e aria=e %}{% stack_table e h r %}"
        "{% notice e %}{{ e }}{% endnotice %}{% status 'ja' e %}{% fold e count=e %}{% endfold %}{{ e|tel }}"
        "{% facts r %}{% why summary=e %}{% endwhy %}",
        e=evil,
        h=[evil, evil],
        r=[[evil, evil]],
    )

    assert "<script>" not in html


def test_a_small_act_is_a_form_that_carries_its_token() -> None:
    html = drawn('{% post_button "Klart" "/x" aria="Klart: ringa BUP" rad="7" %}', csrf_token="abc")

    assert 'method="post"' in html and 'value="abc"' in html and 'name="rad" value="7"' in html


def test_dates_and_telephones_are_read_as_in_sweden() -> None:
    at = datetime(2025, 3, 5, 12, tzinfo=UTC)
    html = drawn(
        '{{ d|day }}|{{ d|short_day }}|{{ at|day_time }}|{{ d|week }}|{{ "08-465 004 52"|tel }}',
        d=date(2025, 3, 5),
        at=at,
    )

    assert html == (
        "onsdag 5 mars|5 mars|onsdag 5 mars kl. 13.00|10|"
        '<a class="num nowrap" href="tel:+46846500452">08-465 004 52</a>'
    )


def test_nothing_is_shown_for_a_day_that_is_not_known() -> None:
    assert drawn("{{ d|day }}{{ d|day_time }}{{ d|clock }}{{ ''|tel }}", d=None) == ""


def test_the_closed_door_looks_the_same_every_time() -> None:
    first, second = (render_to_string("404.html", request=RequestFactory().get(path)) for path in ("/elever/a", "/x"))

    assert first == second
    assert "nonce" not in first and "csrf" not in first


@pytest.mark.parametrize("name", ["400", "403", "404", "500", "503"])
def test_an_error_page_can_be_drawn_without_anything_at_all(name: str) -> None:
    page = Page(render_to_string(f"{name}.html"))

    assert len(page.every("h1")) == 1
    for word in ("vänligen", "tyvärr", "ogiltig", "nekad"):
        assert word not in page.text.lower()


def test_a_chosen_theme_and_density_follow_the_reader_and_nothing_else_is_believed() -> None:
    chosen = guide(tema="morkt", tathet="kompakt").every("html")[0]
    odd = guide(tema="'><script>", tathet="x").every("html")[0]

    assert (chosen["data-tema"], chosen["data-tathet"]) == ("morkt", "kompakt")
    assert "data-tema" not in odd and "data-tathet" not in odd


def test_choosing_a_theme_leads_back_to_the_same_page_but_never_to_another_site() -> None:
    here = look.choose(RequestFactory().post("/utseende", {"tema": "ljust", "next": "/elever?sida=2"}))
    away = look.choose(RequestFactory().post("/utseende", {"tema": "rosa", "next": "//evil.example/x"}))

    assert here["Location"] == "/elever?sida=2"
    assert here.cookies["tema"].value == "ljust" and here.cookies["tema"]["httponly"]
    assert away["Location"] == "/" and "tema" not in away.cookies


def test_the_hidden_screen_shows_a_boat_and_no_names() -> None:
    html = look.harbour(RequestFactory().get("/hamnbild?fran=/elever")).content.decode()

    assert 'href="/elever"' in html and "drawing" in html
    assert "Ebba" not in html and "<nav" not in html


def with_messages(request: HttpRequest) -> HttpRequest:
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]  # what Django's middleware does
    return request


def test_what_the_request_before_left_is_said_once_with_its_undo() -> None:
    request = with_messages(RequestFactory().get("/"))
    add_message(request, constants.SUCCESS, "Mötet är flyttat.", extra_tags="/moten/1/angra")
    add_message(request, constants.ERROR, "Det gick inte.")
    told = notices(request, Frame(notices=(Notice("Först"),)))

    assert [(n.text, n.kind, n.undo_url) for n in told] == [
        ("Först", "klart", ""),
        ("Mötet är flyttat.", "klart", "/moten/1/angra"),
        ("Det gick inte.", "fel", ""),
    ]


def test_a_page_that_shows_no_notices_leaves_them_for_the_next() -> None:
    request = with_messages(RequestFactory().get("/"))
    add_message(request, constants.SUCCESS, "Sparat.")
    context(request)

    assert [n.text for n in notices(request, Frame())] == ["Sparat."]
