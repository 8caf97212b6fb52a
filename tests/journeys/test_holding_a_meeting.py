"""J7: a meeting is held, with a pointer or by keyboard alone, through a lost network and a second writer.

Nothing is lost or doubled, and nobody on the wall reads what was noted.
"""

import re
import time

import pytest
from playwright.sync_api import expect

from samverkan.demo.making import known_id
from tests.journeys import looking
from tests.journeys.conftest import Travel
from tests.journeys.hands import EITHER, Keys, Way
from tests.journeys.journey import Journey

pytestmark = pytest.mark.browser
MEETING = f"/moten/{known_id('mote', 'ebba', '2')}"
SOON = 15_000
"""Milliseconds: the page waits eight seconds at most before it tries again."""
GONE = 20
"""Seconds without a network."""
TOPICS = 9
_SAVED = "SELECT count(*) FROM meetings_minutesrow WHERE meeting_id = %s"
WORDS = {"1": "Anteckning", "2": "Beslut", "3": "Åtgärd"}


def held(travel: Travel, *, scripts: bool = True) -> Journey:
    """Sara begins the meeting with all but Peter, and turns to Skoldagen."""
    sara = travel("sara", scripts=scripts)
    sara.goes_to(f"{MEETING}/under?anda=ja")
    sara.page.get_by_label("Peter Ny").set_checked(False)
    sara.clicks("button", "Börja mötet")
    for _ in range(2):
        turns(sara)
    expect(sara.page.get_by_role("heading", level=1)).to_have_text("Skoldagen")
    return sara


def turns(who: Journey) -> str:
    """To the next topic, by the button that says which it is."""
    following = who.page.get_by_role("button", name=re.compile("^Nästa punkt"))
    name = following.get_attribute("aria-label") or ""
    who.clicks("button", name)
    title = name.removeprefix("Nästa punkt: ")
    expect(who.page.get_by_role("heading", level=1)).to_have_text(title)
    return title


def rows(who: Journey) -> list[str]:
    return who.page.locator(".minutes li p").all_inner_texts()


def writes(who: Journey, text: str, *, kind: str = "1") -> None:
    row = who.page.get_by_label("Ny rad")
    row.press(f"Control+{kind}")
    row.type(text)


def saves(who: Journey, kind: str, text: str, owner: str = "", due: str = "") -> None:
    """A row, as it is written with these hands: shortcuts and Ctrl+Enter, or what can be pressed."""
    before = who.page.locator(".minutes li").count()
    if isinstance(who.using, Keys):
        who.page.keyboard.press(f"Control+{kind}")
        who.page.keyboard.type(text)
        for words in filter(None, (owner[:2], due)):
            who.page.keyboard.press("Tab")
            who.page.keyboard.type(words)
        who.presses("Control+Enter")
    else:
        who.marks(WORDS[kind])
        who.fills("Ny rad", text)
        if owner:
            who.chooses("Vem gör det?", owner)
            who.fills("Senast när?", due)
        who.clicks("button", "Spara rad")
    expect(who.page.locator(".minutes li")).to_have_count(before + 1)


@EITHER
def test_a_meeting_is_held_from_idag_to_its_last_topic(travel: Travel, way: Way) -> None:
    sara = travel("sara", **way)
    sara.clicks("link", "Ebba Lindqvist, samverkansmöte", first=True)
    sara.clicks("link", "Under")
    sara.clicks("link", "Börja mötet i dag ändå")
    sara.unmarks(re.compile("Peter Ny"))
    sara.clicks("button", "Börja mötet")
    sara.sees("I rummet nu: 6 av 7")

    taken_up = [sara.page.get_by_role("heading", level=1).inner_text()]
    while sara.page.get_by_role("button", name=re.compile("^Nästa punkt")).count():
        taken_up.append(turns(sara))
        if taken_up[-1] == "Skoldagen":
            saves(sara, "1", "Raster ute går bra.")
            saves(sara, "2", "Tecken som stöd införs i 5B.")
            before = len(sara.done_so_far)
            saves(sara, "3", "Boka handledning.", owner="Maria Ek, logoped", due="14/12")
            assert len(sara.done_so_far) - before <= 5, "F7: one row"
            assert rows(sara)[:2] == ["Raster ute går bra.", "Tecken som stöd införs i 5B."]
            assert "Maria Ek · senast 14 december" in rows(sara)[2]
            expect(sara.page.locator("#skriv-lage")).to_contain_text("Sparat")

    assert len(taken_up) == TOPICS
    sara.begins()
    sara.clicks("button", "Ta upp: Logopedens utlåtande")
    sara.marks("Peter Ny")
    sara.sees_heading("Peter Ny får inte höra ”Logopedens utlåtande”.")
    sara.clicks("button", "Peter Ny lämnar nu")
    expect(sara.page.get_by_role("heading", name="Peter Ny får inte höra")).to_be_hidden()
    sara.done(within=3, act="hall-mote")


def test_a_row_is_a_note_a_decision_or_an_atgard_by_keyboard_alone(travel: Travel) -> None:
    sara = held(travel)

    writes(sara, "Boka handledning.", kind="3")
    sara.page.keyboard.press("Tab")
    sara.page.keyboard.type("Ma")
    sara.page.keyboard.press("Tab")
    sara.page.keyboard.type("14/12")
    sara.page.keyboard.press("Control+Enter")

    expect(sara.page.locator(".minutes li")).to_have_count(1)
    assert "Maria Ek · senast 14 december" in rows(sara)[0]
    assert sara.page.evaluate("document.activeElement.name") == "text"
    assert sara.page.locator("main [role=status]").count() == 1, "one voice on the page"
    expect(sara.page.locator("#sagt")).to_contain_text("Sparat")


def test_an_atgard_without_a_name_is_asked_for_it_and_what_was_typed_stands(travel: Travel) -> None:
    sara = held(travel)

    writes(sara, "Ring habiliteringen.", kind="3")
    sara.page.keyboard.press("Control+Enter")

    expect(sara.page.locator("#larm")).to_contain_text("Välj vem som gör det. Utan namn blir det lätt ingen.")
    expect(sara.page.get_by_label("Ny rad")).to_have_value("Ring habiliteringen.")
    expect(sara.page.locator(".minutes li")).to_have_count(0)


def test_without_contact_what_is_written_waits_and_is_saved_once(travel: Travel) -> None:
    sara = held(travel)
    writes(sara, "Före avbrottet.")
    sara.page.keyboard.press("Control+Enter")
    expect(sara.page.locator(".minutes li")).to_have_count(1)

    sara.context.set_offline(True)
    for text in ("Under avbrottet.", "Också under avbrottet."):
        writes(sara, text)
        sara.page.keyboard.press("Control+Enter")
    expect(sara.page.get_by_role("heading", name="Ingen kontakt")).to_be_visible()
    time.sleep(GONE)
    writes(sara, "Halvskrivet när det kom tillbaka")
    sara.context.set_offline(False)

    expect(sara.page.locator(".minutes li")).to_have_count(3, timeout=SOON)
    expect(sara.page.get_by_role("heading", name="Ingen kontakt")).to_be_hidden()
    assert rows(sara) == ["Före avbrottet.", "Under avbrottet.", "Också under avbrottet."]
    expect(sara.page.get_by_label("Ny rad")).to_have_value("Halvskrivet när det kom tillbaka")
    saved = sara.site.rows(_SAVED, (known_id("mote", "ebba", "2"),))
    assert saved == [(3,)], "each row once, though it was sent again and again"


def test_without_contact_a_row_falls_under_the_topic_that_was_turned_to(travel: Travel) -> None:
    sara = held(travel)
    sara.context.set_offline(True)
    sara.page.get_by_role("button", name=re.compile("^Nästa punkt")).click()
    writes(sara, "Sagt under nästa punkt.")
    sara.page.keyboard.press("Control+Enter")
    expect(sara.page.get_by_role("heading", name="Ingen kontakt")).to_be_visible()
    sara.context.set_offline(False)

    expect(sara.page.get_by_role("heading", level=1)).to_have_text("Stöd från habiliteringen", timeout=SOON)
    expect(sara.page.locator("#under-rader .minutes li")).to_have_count(1, timeout=SOON)
    assert rows(sara) == ["Sagt under nästa punkt."], "and nothing stands under another point"


def test_a_row_that_is_refused_waits_beside_and_takes_nothing_with_it(travel: Travel) -> None:
    sara = held(travel)
    sara.context.set_offline(True)
    writes(sara, "Ring habiliteringen.", kind="3")
    sara.page.keyboard.press("Control+Enter")
    writes(sara, "Efter den som saknar namn.")
    sara.page.keyboard.press("Control+Enter")
    expect(sara.page.get_by_role("heading", name="Ingen kontakt")).to_be_visible()
    writes(sara, "Det jag skriver nu")
    sara.context.set_offline(False)

    expect(sara.page.locator(".minutes li")).to_have_count(1, timeout=SOON)
    assert rows(sara) == ["Efter den som saknar namn."]
    expect(sara.page.get_by_label("Ny rad")).to_have_value("Det jag skriver nu")
    waiting = sara.page.get_by_role("region", name="Inte sparat än")
    expect(waiting).to_contain_text("Ring habiliteringen.")
    expect(waiting).to_contain_text("Välj vem som gör det. Utan namn blir det lätt ingen.")
    assert looking.violations(sara.page) == []

    sara.page.get_by_role("button", name="Rätta raden").click()
    expect(sara.page.get_by_label("Ny rad")).to_have_value("Ring habiliteringen.")
    expect(waiting).to_contain_text("Det jag skriver nu")
    sara.page.get_by_label("Vem gör det?").select_option(label="Maria Ek, logoped")
    sara.page.get_by_label("Senast när?").fill("14/12")
    sara.page.get_by_label("Ny rad").press("Control+Enter")
    expect(sara.page.locator(".minutes li")).to_have_count(2)
    sara.page.get_by_role("button", name="Rätta raden").click()
    sara.page.get_by_label("Ny rad").press("Control+Enter")
    expect(sara.page.locator(".minutes li")).to_have_count(3)
    expect(waiting).to_be_hidden()


def test_the_second_who_writes_sees_who_has_the_pen_and_since_when(travel: Travel) -> None:
    sara = held(travel)
    writes(sara, "Raster ute går bra.")
    sara.page.keyboard.press("Control+Enter")

    anna_karin = travel("anna-karin")
    anna_karin.goes_to(f"{MEETING}/under")
    anna_karin.sees_heading(re.compile(r"^Sara Holm skriver här sedan 0?8\.\d\d$"))
    writes(anna_karin, "Fritids är med på det.")
    anna_karin.page.keyboard.press("Control+Enter")
    expect(anna_karin.page.locator(".minutes li")).to_have_count(2)
    anna_karin.clicks("button", "Be om pennan")

    sara.page.reload()
    assert "Fritids är med på det." in " ".join(rows(sara)), "what was written beside is not lost"
    sara.sees_heading("Anna-Karin Wester vill ta över pennan")
    sara.clicks("button", "Lämna över pennan")
    sara.sees_heading(re.compile("^Anna-Karin Wester skriver här sedan"))
    anna_karin.page.reload()
    expect(anna_karin.page.get_by_role("heading", name=re.compile("skriver här sedan"))).to_have_count(0)


def test_five_minutes_before_a_topic_ends_it_is_said_once(travel: Travel) -> None:
    sara = travel("sara")
    sara.page.clock.install()
    sara.goes_to(f"{MEETING}/under?anda=ja")
    sara.clicks("button", "Börja mötet")
    planned = int(sara.page.locator("[data-clock]").get_attribute("data-planned") or 0)
    while planned <= 5:
        turns(sara)
        planned = int(sara.page.locator("[data-clock]").get_attribute("data-planned") or 0)
    sara.page.evaluate(
        "window.heard = []; new MutationObserver((seen) => seen.forEach((one) => one.addedNodes.forEach("
        "(node) => heard.push(node.textContent)))).observe(document.getElementById('sagt'), {childList: true})"
    )

    for _ in range(4 * (planned - 5) + 6):
        sara.page.clock.run_for(15_000)

    heard = [words for words in sara.page.evaluate("heard") if "Fem minuter kvar" in words]
    assert len(heard) == 1, heard


def test_what_was_half_written_is_there_when_the_page_is_opened_again(travel: Travel) -> None:
    sara = held(travel)

    writes(sara, "Halva raden")
    expect(sara.page.locator("#skriv-lage")).to_contain_text("Sparat")
    sara.page.reload()

    expect(sara.page.get_by_label("Ny rad")).to_have_value("Halva raden")
    assert rows(sara) == []


def test_who_comes_in_is_weighed_at_once(travel: Travel) -> None:
    sara = held(travel)
    sara.page.get_by_role("button", name="Ta upp: Logopedens utlåtande").click()
    expect(sara.page.get_by_role("heading", level=1)).to_have_text("Logopedens utlåtande")

    sara.page.get_by_label("Peter Ny").check()

    expect(sara.page.get_by_role("heading", name="Peter Ny får inte höra ”Logopedens utlåtande”.")).to_be_visible()
    sara.page.get_by_role("button", name="Peter Ny lämnar nu").click()
    expect(sara.page.get_by_role("heading", name="Peter Ny får inte höra")).to_be_hidden()


def test_the_wall_has_no_notes_and_nobody_elses_name(travel: Travel) -> None:
    sara = held(travel)
    sara.page.get_by_label("Maria Ek").uncheck()  # nobody has asked whether habiliteringen may read what is decided
    expect(sara.page.get_by_text("I rummet nu: 5 av 7")).to_be_visible()
    writes(sara, "Det här är en anteckning.")
    sara.page.keyboard.press("Control+Enter")
    writes(sara, "Tecken som stöd införs.", kind="2")
    sara.page.keyboard.press("Control+Enter")
    expect(sara.page.locator(".minutes li")).to_have_count(2)

    with sara.context.expect_page() as opened:
        sara.page.get_by_role("link", name="Visa för alla i rummet (ny flik)").click()
    wall = opened.value

    expect(wall.get_by_text("Tecken som stöd införs.")).to_be_visible()
    assert looking.violations(wall) == []
    shown = wall.locator("main").inner_text()
    assert "Det här är en anteckning." not in shown and "Peter Ny" not in shown
    writes(sara, "Sara ringer hem på fredag.", kind="2")
    sara.page.keyboard.press("Control+Enter")
    expect(wall.get_by_text("Sara ringer hem på fredag.")).to_be_visible()
