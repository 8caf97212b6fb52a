"""Every page that can be reached by links is looked at: light and dark, wide and narrow, by axe and by our own rules.

The pages are found as a visitor finds them, from Idag and onward, so that a new page is looked at without being listed.
"""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, get_resolver, resolve
from playwright.sync_api import Browser, Error, Page

from samverkan.demo.making import known_id
from tests.journeys import keys, looking
from tests.journeys.browsers import NARROW, WIDE, Watch, window
from tests.journeys.conftest import Travel
from tests.journeys.journey import Journey
from tests.journeys.sites import Site

pytestmark = pytest.mark.browser
HEIGHT = 900
MOST_TOLD = 100
EBBA = f"/elever/{known_id('elev', 'ebba')}"
ROOM = f"/moten/{known_id('mote', 'ebba', '2')}/rummet"
LIV = f"/elever/{known_id('elev', 'liv')}"
QUESTION = "Får Barn- och ungdomshabiliteringen ta del av skolans bedömning?"
OPEN = ("/konto/login/", "/tillganglighet", "/anmal-brist", "/sa-skyddas-uppgifterna", "/hamnbild", "/finns-inte")
WITH_MORE_TO_SEE = (f"{ROOM}?utan={known_id('mote', 'ebba', '2')}", "/sok?q=ebba", "/sok?q=finnsinte", "/hamnbild")


def test_every_page_the_rektor_can_come_to_is_for_everyone(travel: Travel) -> None:
    anna_karin = travel("anna-karin")
    anna_karin.goes_to("/moten/elevhalsan/nytt")
    anna_karin.marks(re.compile("EHM"), group="Sorts möte")
    anna_karin.clicks("button", "Spara utkastet")

    wrong, looked_at = _walk(anna_karin, ["/", EBBA, f"{LIV}/teamet", *WITH_MORE_TO_SEE])

    assert not wrong, "\n".join(wrong)
    assert looked_at >= MUST_BE_SEEN, f"not come to: {MUST_BE_SEEN - looked_at}"


MUST_BE_SEEN = {
    *("today", "school", "school_group", "walk", "pupils", "search", "pupil", "plan", "team", "timeline", "who"),
    *("consents", "consent", "consent_ask", "consent_answer", "member_new", "goal_new", "measure_new", "note_new"),
    *("words_new", "step_new", "meetings", "meeting", "meeting_new", "meeting_change", "invitation", "room"),
    *("room_ask", "settings", "settings_unit", "classes", "staff", "colleague", "colleague_new", "access_review"),
    *("free_days", "free_days_new"),
    *("imports", "import_one", "import_register", "contacts", "contact", "contact_new", "profile", "own_log"),
    *("consent_other", "consent_alone", "consent_withdraw", "givers", "maturity_new", "mandate_new", "placement_new"),
    *(
        "signal_new",
        "release_new",
        "releases",
        "take_in",
        "look_choose",
        "look_as",
        "what_if",
        "room_what_if",
        "start",
        "stances",
    ),
    *("stance", "reclassify", "officers", "lifting", "meeting_agenda", "meeting_cancel", "reply_record", "outbox"),
    *("meeting_during", "meeting_after", "minutes_as", "todo", "todo_feed", "deviations"),
    *("wheel", "wheel_look", "wheel_look_new", "wheel_tell_new", "wheel_attach", "wheel_words"),
    *("meeting_pass", "team_new", "team_meeting", "minutes_add", "handover", "handover_new"),
}
"""Names of addresses, so that a link that is lost does not make the walk shorter without anyone noticing."""


OWN_PAGES = {
    "sara": {"todo", "todo_move", "todo_give_up", "todo_hand_over"},
    "jonas": {"consents"},
    "maria": {"share", "release_new"},
    "anna": {"my_answers", "my_answer", "consent_withdraw", "who", "release_new"},
    "susanne": {
        "settings",
        "start",
        "start_sign",
        "stances",
        "stance",
        "stance_sign",
        "meeting_kinds",
        "meeting_kind",
        "meeting_kind_change",
        "wheel_words",
        "wheel_words_change",
    },
    "petra": set(),
}
"""What each is looked at as besides Idag, Ebba and the room: pages that the rektor does not come to so."""


@pytest.mark.parametrize("slug", OWN_PAGES)
def test_what_others_see_is_for_everyone(travel: Travel, slug: str) -> None:
    somebody = travel(slug)

    wrong, looked_at = _walk(somebody, ["/", EBBA, ROOM], onward=OWN_PAGES[slug])

    assert not wrong, "\n".join(wrong)
    assert looked_at >= {"today", *OWN_PAGES[slug]}


def test_pages_that_an_act_leads_to_are_for_everyone(travel: Travel) -> None:
    wrong = [
        *_olof_looks_his_answer_through(travel("olof")),
        *_sara_asks_for_an_assessment(travel("sara")),
        *_birgitta_weighs_it(travel("birgitta")),
        *_the_rektor_asks_that_the_protection_of_liv_be_lifted(travel("anna-karin")),
    ]

    assert not wrong, "\n".join(wrong)


def _olof_looks_his_answer_through(olof: Journey) -> list[str]:
    olof.clicks("link", "Läs frågan: Ebba Lindqvist")
    olof.clicks("link", f"Svara: {QUESTION}")
    wrong = _look_at(olof.page, "a question to answer", by_keys=True)
    olof.clicks("button", "Nej")
    wrong += _look_at(olof.page, "an answer looked through", by_keys=True)
    return wrong + olof.watch.complaints


def _sara_asks_for_an_assessment(sara: Journey) -> list[str]:
    sara.goes_to(f"{EBBA}/bedomningar/ny?sak=skolskoterskan&till={known_id('person', 'anna-karin')}")
    wrong = _look_at(sara.page, "a request to write", by_keys=True)
    sara.fills("Vad ska uppgiften användas till?", "Planera vårens stöd")
    sara.fills("Varför behövs den?", "Vi vet inte vad vi kan begära.")
    sara.marks("Birgitta Åhl, skolsköterska", group="Vem bedömer?")
    sara.clicks("button", "Skicka begäran")
    sara.sees_heading("Begäran")
    wrong += _look_at(sara.page, "a request that waits")
    return wrong + sara.watch.complaints


def _birgitta_weighs_it(birgitta: Journey) -> list[str]:
    birgitta.goes_to("/bedomningar")
    wrong = _look_at(birgitta.page, "requests to weigh")
    birgitta.page.locator("main h3 a").first.click()
    birgitta.clicks("link", "Bedöm")
    wrong += _look_at(birgitta.page, "a request to weigh", by_keys=True)
    birgitta.clicks("button", "Skriv under")
    wrong += _look_at(birgitta.page, "an assessment signed empty")
    birgitta.marks("Lämnas inte ut", group="Vad har du kommit fram till?")
    birgitta.marks("OSL 25:13 a", group="Enligt")
    birgitta.fills("Varför?", "Det behövs inte för stödet.")
    birgitta.clicks("button", "Skriv under")
    birgitta.sees_heading("Bedömningen")
    wrong += _look_at(birgitta.page, "an assessment")
    return wrong + birgitta.watch.complaints


def _the_rektor_asks_that_the_protection_of_liv_be_lifted(anna_karin: Journey) -> list[str]:
    anna_karin.goes_to(f"{LIV}/namngivna/lyft")
    anna_karin.page.locator("main textarea").fill("Skatteverket tog bort skyddet i måndags.")
    anna_karin.clicks("button", "Be om det")
    wrong = _look_at(anna_karin.page, "a protection that somebody asks to lift", by_keys=True)
    return wrong + anna_karin.watch.complaints


def test_pages_before_signing_in_are_for_everyone(site: Site, browser: Browser) -> None:
    with _visitor(site, browser) as (page, watch):
        wrong = [line for path in OPEN for line in _look(page, site.address + path)]

        assert not wrong, "\n".join(wrong)
        assert watch.complaints == []


def test_a_form_sent_empty_says_what_is_missing_to_everyone(travel: Travel) -> None:
    anna_karin = travel("anna-karin")
    wrong = []

    for path in ("goal_new", "measure_new", "note_new", "step_new", "consent_ask", "meeting_new"):
        address = f"{EBBA}{_path_of(path)}"
        anna_karin.goes_to(address)
        anna_karin.page.locator("main form.form button[type=submit]").first.click()
        wrong += _look_at(anna_karin.page, f"{path}, sent empty")
        if not anna_karin.page.title().startswith("Fel: "):
            wrong.append(f"{path}: the title does not begin with Fel:")

    assert not wrong, "\n".join(wrong)


def _path_of(name: str) -> str:
    """The part of a page's address after the pupil."""
    pattern = get_resolver().reverse_dict.getlist(name)[0][0][0][0]
    return str(pattern).split(")s", 1)[1]


def _walk(who: Journey, first: list[str], *, onward: Collection[str] | None = None) -> tuple[list[str], set[str]]:
    """Look at the first pages, and onward at one page of each kind that is linked to, or of these kinds alone.
    Answers with what was wrong.
    """
    waiting, seen, wrong = list(first), set[str](), list[str]()
    while waiting:
        path = waiting.pop(0)
        wrong += _look(who.page, who.site.address + path)
        seen.add(_name(path))
        for link in _links(who.page):
            name = _name(link)
            if name and name not in seen | {_name(one) for one in waiting} and (onward is None or name in onward):
                waiting.append(link)
    return wrong + who.watch.complaints, seen


def _links(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    here = urlsplit(page.url).netloc
    parts = [urlsplit(link) for link in found]
    return [f"{part.path}?{part.query}".rstrip("?") for part in parts if part.netloc == here]


def _name(path: str) -> str:
    """The name of the address; nothing for one that is not a page of ours."""
    try:
        return resolve(urlsplit(path).path).url_name or ""
    except Resolver404:
        return ""


def _look(page: Page, address: str) -> list[str]:
    page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    page.emulate_media(color_scheme="light")
    try:
        answer = page.goto(address)
    except Error as fault:
        if "Download is starting" in str(fault):
            return []
        raise
    if answer is None or "text/html" not in answer.headers["content-type"]:
        return []  # a file to keep or print
    return _look_at(page, urlsplit(address).path)


def _look_at(page: Page, name: str, *, by_keys: bool = False) -> list[str]:
    """Both widths in both lights; what the colours cannot change is looked at once for each width."""
    wrong: list[str] = looking.marks(page)
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme="light")
        rules = (looking.violations, looking.targets, looking.sideways, looking.cut_by_spacing)
        wrong += [f"{width}: {line}" for rule in rules for line in rule(page)]
        page.emulate_media(color_scheme="dark")
        wrong += [f"{width} dark: {line}" for line in looking.colours(page)]
    if by_keys:
        wrong += keys.tabbed_through(page)
    return [f"{name}: {line}" for line in wrong]


@contextmanager
def _visitor(site: Site, browser: Browser) -> Iterator[tuple[Page, Watch]]:
    """Somebody who has not signed in."""
    context = window(browser)
    page, watch = context.new_page(), Watch(urlsplit(site.address).netloc)
    watch.over(page)
    yield page, watch
    context.close()
