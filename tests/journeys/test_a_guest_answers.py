"""J5: a guest without an account, from the link to a sent answer, in at most eight steps (F5), and a yes taken back."""

import hashlib
import re
import secrets
import urllib.request
from http import HTTPStatus

import pytest
from playwright.sync_api import Browser

from samverkan.demo.making import known_id
from tests.journeys import looking
from tests.journeys.conftest import Travel
from tests.journeys.hands import EVERY, Way
from tests.journeys.journey import Journey
from tests.journeys.sites import Site

pytestmark = pytest.mark.browser
F5 = 8
SCANS = 3
WRONG = 5
_NO_ACCOUNT = "UPDATE people_account SET is_active = false WHERE person_id = %s RETURNING id"
_LINK = """
    INSERT INTO guests_link (id, invitee_id, digest, way, made_at, ended_because)
    SELECT gen_random_uuid(), seat.id, %s, 'mejl', now(), '' FROM meetings_invitee seat
     JOIN meetings_meeting meeting ON meeting.id = seat.meeting_id
     WHERE seat.person_id = %s AND seat.removed_at IS NULL AND meeting.id = %s RETURNING invitee_id
"""
PETER, OLOF = known_id("person", "peter"), known_id("person", "olof")
MEETING = known_id("mote", "ebba", "2")


def invited(site: Site, person: object) -> tuple[str, str]:
    """A letter has gone to somebody without an account: the key in it, and whose seat it is."""
    key = secrets.token_urlsafe(32)
    site.rows(_NO_ACCOUNT, (person,))
    digest = hashlib.sha256(key.encode()).hexdigest()
    return key, str(site.rows(_LINK, (digest, person, MEETING))[0][0])


def read_out(leader: Journey, seat: str) -> str:
    """The code that the leader reads on the phone."""
    leader.goes_to(f"/moten/{MEETING}/inbjudan/{seat}/lank")
    leader.clicks("button", "Läs upp en kod")
    return leader.page.locator(".code-aloud").inner_text()


@EVERY
def test_peter_answers_in_eight_steps(travel: Travel, site: Site, browser: Browser, way: Way) -> None:
    sara = travel("sara")
    key, seat = invited(site, PETER)
    a_scanner_looks(site, key)
    code = read_out(sara, seat)
    peter = Journey(site, browser, width=320, **way)
    peter.goes_to(f"/gast/{key}")
    peter.sees_not("Ebba")

    peter.clicks("button", "Öppna inbjudan")
    peter.fills("Koden, sex siffror", "000 000" if code != "000 000" else "111 111")
    peter.clicks("button", "Fortsätt")
    peter.sees(re.compile("Koden stämmer inte"))
    peter.sees_not("Ebba")
    peter.goes_to(f"/gast/{key}")
    peter.begins()
    peter.clicks("button", "Öppna inbjudan")
    peter.fills("Koden, sex siffror", code)
    peter.clicks("button", "Fortsätt")
    peter.sees_heading("Inbjudan till möte om stödet för Ebba")
    peter.marks("Ja, på video")
    peter.fills("Vad får du besluta om på mötet?", "Stöd i hemmet")
    peter.fills("Vad vill du ta upp?", "Vem ringer vem?")
    peter.clicks("button", "Kontrollera")
    peter.sees("Stöd i hemmet")
    peter.clicks("button", "Skicka")

    peter.sees("Tack. Skolan har fått ditt svar.")
    peter.done(within=F5, act="svara-som-gast")
    assert not any("Logopedens utlåtande" in page for page in peter.shown), "what he may not know of is in no page"
    sara.goes_to(f"/moten/{MEETING}")
    sara.sees("Ja, på video")
    sara.sees("Vem ringer vem?")
    other = Journey(site, browser, **way)
    other.goes_to(f"/gast/{key}")
    other.clicks("button", "Öppna inbjudan")
    other.sees_heading("Skriv koden du fått")
    assert re.search("ny kod|läser skolan upp", other.page.locator("main").inner_text())


def a_scanner_looks(site: Site, key: str) -> None:
    """A program that reads mail before the receiver does: nothing is spent, and the child is not named."""
    for method in ("GET",) * SCANS + ("HEAD",):
        asked = urllib.request.Request(f"{site.address}/gast/{key}", method=method)
        with urllib.request.urlopen(asked, timeout=10) as answer:
            assert answer.status == HTTPStatus.OK
            assert b"Ebba" not in answer.read()


def test_five_wrong_codes_close_the_door_and_say_the_phone(travel: Travel, site: Site, browser: Browser) -> None:
    sara = travel("sara")
    key, seat = invited(site, PETER)
    code = read_out(sara, seat)
    peter = Journey(site, browser, width=320)
    peter.goes_to(f"/gast/{key}")
    peter.clicks("button", "Öppna inbjudan")
    wrong = [f"{number:03} {number:03}" for number in range(100, 110) if f"{number:03} {number:03}" != code][:WRONG]

    for guess in wrong:
        peter.fills("Koden, sex siffror", guess)
        peter.clicks("button", "Fortsätt")
    peter.sees(re.compile("^Det har blivit fel fem gånger. Vänta till kl. .*ring skolan på 031"))

    peter.sees_not("Ebba")
    assert peter.page.get_by_label("Koden, sex siffror").count() == 0 or _still_closed(peter, code)


def _still_closed(peter: Journey, code: str) -> bool:
    """The right code opens nothing for a quarter of an hour."""
    peter.fills("Koden, sex siffror", code)
    peter.clicks("button", "Fortsätt")
    return "Ebba" not in peter.page.content()


def test_every_page_is_for_everyone_in_arabic_from_right_to_left(travel: Travel, site: Site, browser: Browser) -> None:
    sara = travel("sara")
    key, seat = invited(site, OLOF)
    code = read_out(sara, seat)
    faults = _looked_at(sara)
    olof = Journey(site, browser, width=320)
    olof.goes_to(f"/gast/{key}?sprak=ar")
    faults += _looked_at(olof)
    olof.clicks("button", "افتح الدعوة")
    faults += _looked_at(olof)
    olof.page.locator("input[name=code]").fill(code)
    olof.clicks("button", "تابع")
    faults += _looked_at(olof)

    first = olof.page.locator("input[type=radio]").first.bounding_box()
    olof.clicks("button", "راجع")
    faults += _looked_at(olof)
    olof.goes_to("/gast")
    olof.page.locator("a[href^='/gast/samtycken/']").first.click()
    faults += _looked_at(olof)

    assert olof.page.locator("html").get_attribute("dir") == "rtl"
    assert first is not None
    assert first["x"] > 320 / 2, "what one chooses by stands to the right, where one begins to read"
    assert faults == []


def _looked_at(guest: Journey) -> list[str]:
    page = guest.page
    found = looking.violations(page) + looking.marks(page) + looking.targets(page) + looking.sideways(page)
    found = [one for one in found + looking.cut_by_spacing(page) if one != "lang is not sv"]
    return [f"{page.url}: {one}" for one in found]
