"""The pages that allauth serves wear our clothes and speak Swedish."""

from __future__ import annotations

from django.test import Client

from tests.cast import Cast


def test_the_sign_in_page_is_ours(cast: Cast) -> None:
    text = Client().get("/konto/login/").content.decode()

    assert '<html lang="sv"' in text and "<h1>Logga in</h1>" in text
    assert 'class="skip"' in text and "Sign" not in text and "style=" not in text


def test_a_wrong_password_is_told_without_saying_which_part_was_wrong_and_keeps_the_address(cast: Cast) -> None:
    answer = Client().post("/konto/login/", {"login": "ingen@skola.example", "password": "fel"})
    text = answer.content.decode()

    assert "<title>Fel: Logga in – Samverkan</title>" in text
    assert "Det gick inte att logga in" in text
    assert 'value="ingen@skola.example"' in text


def test_nobody_can_make_an_account_of_their_own(cast: Cast) -> None:
    text = Client().get("/konto/signup/").content.decode()

    assert "<form" not in text
    assert text.count("<h1>") == 1
