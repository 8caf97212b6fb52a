"""A notice names what was just done. On its way to the next page nobody reads it in the browser's cookies."""

from django.urls import reverse

from tests.cast import Cast, client_as


def test_a_notice_is_shown_on_the_next_page_and_cannot_be_read_on_the_way(cast: Cast) -> None:
    client = client_as(cast.anna_karin)

    client.post(reverse("walk", args=[cast.case("ali")]), {"outcome": "ingen-samordning", "reason": "Det är löst."})
    on_the_way = client.cookies["messages"].value

    assert "Ali" not in on_the_way and "Bed" not in on_the_way
    assert "Bedömningen för Ali Haddad är sparad." in client.get(reverse("school")).content.decode()


def test_a_notice_that_was_changed_on_the_way_is_dropped(cast: Cast) -> None:
    client = client_as(cast.anna_karin)
    client.cookies["messages"] = "abc"

    assert client.get(reverse("today")).status_code == 200
