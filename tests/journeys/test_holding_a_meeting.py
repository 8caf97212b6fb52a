"""J7: a meeting is held by keyboard, through a lost network and a second writer, and nothing is lost or doubled."""

import re

import pytest
from playwright.sync_api import expect

from samverkan.demo.making import known_id
from tests.journeys.conftest import Travel
from tests.journeys.journey import Journey

pytestmark = pytest.mark.browser
MEETING = f"/moten/{known_id('mote', 'ebba', '2')}"
SOON = 15_000
"""Milliseconds: the page waits eight seconds at most before it tries again."""


def held(travel: Travel, *, scripts: bool = True) -> Journey:
    """Sara sends the invitation and begins the meeting with all but Peter."""
    sara = travel("sara", scripts=scripts)
    sara.goes_to(f"{MEETING}/under")
    sara.page.get_by_label("Peter Ny").set_checked(False)
    sara.clicks("button", "Börja mötet")
    for _ in range(2):
        following = sara.page.get_by_role("button", name=re.compile("^Nästa punkt"))
        name = following.get_attribute("aria-label") or ""
        following.click()
        expect(sara.page.get_by_role("heading", level=1)).to_have_text(name.removeprefix("Nästa punkt: "))
    expect(sara.page.get_by_role("heading", level=1)).to_have_text("Skoldagen")
    return sara


def rows(who: Journey) -> list[str]:
    return who.page.locator(".minutes li p").all_inner_texts()


def writes(who: Journey, text: str, *, kind: str = "1") -> None:
    row = who.page.get_by_label("Ny rad")
    row.press(f"Control+{kind}")
    row.type(text)


def test_a_row_is_a_note_a_decision_or_an_atgard_by_keyboard_alone(travel: Travel) -> None:
    sara = held(travel)

    writes(sara, "Raster ute går bra.")
    sara.page.keyboard.press("Control+Enter")
    writes(sara, "Tecken som stöd införs i 5B.", kind="2")
    sara.page.keyboard.press("Control+Enter")
    writes(sara, "Boka handledning.", kind="3")
    sara.page.keyboard.press("Tab")
    sara.page.keyboard.type("Ma")
    sara.page.keyboard.press("Tab")
    sara.page.keyboard.type("14/12")
    sara.page.keyboard.press("Control+Enter")

    expect(sara.page.locator(".minutes li")).to_have_count(3)
    assert rows(sara)[:2] == ["Raster ute går bra.", "Tecken som stöd införs i 5B."]
    assert "Maria Ek · senast 14 december" in rows(sara)[2]
    expect(sara.page.locator("#skriv-lage")).to_contain_text("Sparat")
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
    sara.context.set_offline(False)

    expect(sara.page.locator(".minutes li")).to_have_count(3, timeout=SOON)
    expect(sara.page.get_by_role("heading", name="Ingen kontakt")).to_be_hidden()
    assert rows(sara) == ["Före avbrottet.", "Under avbrottet.", "Också under avbrottet."]


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
    shown = wall.locator("main").inner_text()
    assert "Det här är en anteckning." not in shown and "Peter Ny" not in shown
    writes(sara, "Sara ringer hem på fredag.", kind="2")
    sara.page.keyboard.press("Control+Enter")
    expect(wall.get_by_text("Sara ringer hem på fredag.")).to_be_visible()


def test_without_script_every_row_is_a_form_and_the_meeting_is_closed_in_four_steps(travel: Travel) -> None:
    sara = held(travel, scripts=False)
    sara.page.get_by_label("Ny rad").fill("Raster ute går bra.")
    sara.clicks("button", "Spara rad")
    assert rows(sara) == ["Raster ute går bra."]
    sara.begins()

    sara.clicks("button", "Avsluta mötet")
    sara.fills("Nästa uppföljning", "9 april")
    sara.clicks("button", "Kontrollera och skicka")
    sara.clicks("button", "Skicka minnesanteckningar")

    sara.sees("Mötet är avslutat.")
    sara.done(within=4, act="avsluta-mote")
