"""B35: whatever is answered, to whomever and however it went, carries the headers that keep it where it belongs."""

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from samverkan.web.configuration import CHECKOUT
from tests.battery.figures import tell
from tests.cast import Cast
from tests.house.test_every_url_is_named_and_judged import Things, address_of, browser_of, rows

YEAR = 365 * 24 * 3600
POLICY = {
    "default-src": {"'none'"},
    "base-uri": {"'none'"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'none'"},
}
"""What the content policy must say, or 'none'. What it does not speak of falls back on default-src: nothing."""
NOWHERE = {"'none'"}
FORBIDDEN = ("unsafe-inline", "unsafe-eval", "http:", "*", "data:")


def policy_of(answer: Any) -> dict[str, set[str]]:
    """The content policy by directive."""
    said = answer.headers.get("Content-Security-Policy", "")
    parts = [part.split() for part in said.split(";") if part.strip()]
    return {name: set(sources) for name, *sources in parts}


def _content_policy(answer: Any) -> bool:
    policy = policy_of(answer)
    whole = answer.headers.get("Content-Security-Policy", "")
    return all(policy.get(name) in (sources, NOWHERE) for name, sources in POLICY.items()) and not any(
        word in whole for word in FORBIDDEN
    )


def _is(name: str, *values: str) -> Callable[[Any], bool]:
    return lambda answer: answer.headers.get(name) in values


WANTED: dict[str, Callable[[Any], bool]] = {
    "Content-Security-Policy": _content_policy,
    "X-Content-Type-Options": _is("X-Content-Type-Options", "nosniff"),
    # no-referrer would make browsers post with "Origin: null", which the protection of forms must refuse.
    "Referrer-Policy": _is("Referrer-Policy", "no-referrer", "same-origin"),
    "Cross-Origin-Opener-Policy": _is("Cross-Origin-Opener-Policy", "same-origin"),
    "Cross-Origin-Resource-Policy": _is("Cross-Origin-Resource-Policy", "same-origin"),
    "X-Frame-Options": _is("X-Frame-Options", "DENY"),
    "X-Robots-Tag": lambda answer: "noindex" in answer.headers.get("X-Robots-Tag", ""),
    "Permissions-Policy": lambda answer: "camera=()" in answer.headers.get("Permissions-Policy", ""),
    "Cache-Control": lambda answer: "no-store" in answer.headers.get("Cache-Control", ""),
    "Strict-Transport-Security": lambda answer: _hsts(answer.headers.get("Strict-Transport-Security", "")),
}


def _hsts(said: str) -> bool:
    age = next((part.partition("=")[2] for part in said.split(";") if part.strip().startswith("max-age=")), "0")
    return int(age) >= YEAR and "includeSubDomains" in said


@pytest.fixture
def over_https(settings: Any) -> None:
    """As at a school: the site answers over https only."""
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = YEAR, True
    settings.SECURE_SSL_REDIRECT = True


@pytest.mark.parametrize("word", ["rektor", "vårdnadshavare", "utloggad"])
def test_what_is_sent_to_every_page(cast: Cast, over_https: None, word: str) -> None:
    """What everybody's pages carry is seen on the walk through the house."""
    browser, things, lacking, asked = browser_of(cast, word), Things(cast), [], 0

    for row in rows():
        for verb in ("POST", "DELETE"):
            answer = securely(browser, verb, address_of(row, things))
            asked += 1
            lacking += [f"{verb} {row['sida']} {row['om']} {answer.status_code}: {name}" for name in missing(answer)]

    tell("B35", answers_without=len(lacking), answers=asked)
    assert lacking == []


def test_what_breaks_and_what_never_was(cast: Cast, over_https: None) -> None:
    browser = browser_of(cast, "kurator")
    answers = {
        404: browser.get("/finns-inte", secure=True),
        403: Client(enforce_csrf_checks=True).post("/konto/login/", {"login": "x"}, secure=True),
    }

    assert {status: missing(answer) for status, answer in answers.items()} == {status: [] for status in answers}
    assert {answer.status_code for answer in answers.values()} == set(answers)


def test_over_http_the_browser_is_sent_to_https(cast: Cast, over_https: None) -> None:
    answer = Client().get("/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "https://testserver/")
    assert missing(answer) == ["Strict-Transport-Security"], "which a browser heeds over https alone (RFC 6797 7.2)"


def test_a_file_that_browsers_may_keep_has_the_rest(over_https: None) -> None:
    answer = Client().head("/static/css/tokens.css", secure=True)

    assert answer.status_code == 200
    assert missing(answer) == ["Cache-Control"]


def test_a_script_runs_only_with_the_nonce_of_its_own_answer(cast: Cast) -> None:
    first, second = (policy_of(browser_of(cast, "kurator").get("/"))["script-src"] for _ in range(2))

    assert {source for source in first if not source.startswith("'nonce-")} == {"'self'"}
    assert len(first) == 2 and first != second


def test_a_school_over_https_gets_what_the_test_sets() -> None:
    ask = (
        "from samverkan.web import settings as s; "
        "print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_NAME)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", ask],
        env={**os.environ, "SAMVERKAN_HTTPS": "1", "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == [str(YEAR), "True", "True", "__Host-sitting"]


def securely(browser: Client, verb: str, address: str) -> Any:
    """The answer over https. What the request changed is taken back."""
    with transaction.atomic():
        answer = browser.generic(verb, address, secure=True)
        transaction.set_rollback(True)
    return answer


def missing(answer: Any) -> list[str]:
    """The headers that the answer lacks."""
    return [name for name, holds in WANTED.items() if not holds(answer)]
