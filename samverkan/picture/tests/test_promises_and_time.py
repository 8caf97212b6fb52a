"""Löftestrappan and the time bars say in words what they draw."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samverkan.picture import Promised, Spent, Stairs, promise_stairs, time_bars

TODAY = date(2025, 3, 4)
MEETING = date(2025, 2, 5)


def fourteen() -> tuple[Promised, ...]:
    kept = tuple(Promised(MEETING, MEETING + timedelta(days=n), kept=True) for n in range(1, 12))
    return (*kept, Promised(MEETING, MEETING + timedelta(days=20)), Promised(MEETING), Promised(MEETING))


def test_the_stairs_say_how_many_are_kept_and_what_did_not_work() -> None:
    figure = promise_stairs(Stairs(fourteen(), TODAY))

    assert figure.desc == "11 av 14 löften från mötet 5 februari är klara; 1 gick inte."
    assert figure.rows == (("5 februari", "14", "11", "0", "1", "2"),)


def test_of_several_meetings_the_latest_is_told_and_then_all() -> None:
    earlier = Promised(date(2025, 1, 8), changed_on=(date(2025, 1, 20),))
    figure = promise_stairs(Stairs((earlier, *fourteen()), TODAY))

    assert figure.desc.endswith("Av 15 löften sedan 8 januari är 3 kvar.")
    assert figure.rows[0] == ("8 januari", "1", "0", "1", "0", "1")


def test_one_promise_of_today_is_a_picture_too() -> None:
    figure = promise_stairs(Stairs((Promised(TODAY),), TODAY))

    assert figure.desc == "0 av 1 löfte från mötet 4 mars är klara."
    assert figure.legend == ()


def test_no_promise_is_no_picture() -> None:
    with pytest.raises(ValueError, match="at least one promise"):
        promise_stairs(Stairs((), TODAY))


def test_very_many_promises_are_a_small_picture_still() -> None:
    many = tuple(
        Promised(
            date(2024, 9, 2) + timedelta(days=14 * (n % 12)), date(2025, 3, 1) - timedelta(days=n % 90), kept=n % 3 > 0
        )
        for n in range(300)
    )

    assert len(promise_stairs(Stairs(many, TODAY)).svg.encode()) < 20_000


def test_a_point_that_went_over_says_by_how_much() -> None:
    figure = time_bars((Spent("Skoldagen", 15, 19), Spent("Övrigt", 10, 10), Spent("Nästa gång", 5, 0)))

    assert "över 4 min" in figure.svg
    assert figure.desc == "29 av 30 minuter har använts. Över tiden: Skoldagen med 4 min."
    assert [row[3] for row in figure.rows] == ["över 4 min", "på minuten", "inte tagen upp"]


def test_a_long_title_is_cut_in_the_picture_and_whole_in_the_table() -> None:
    title = "Habiliteringens insatser och hur de hör ihop med skolans stöd"
    figure = time_bars((Spent(title, 15, 3),), small=True)

    assert title not in figure.svg and "…" in figure.svg
    assert figure.rows[0][0] == title


def test_no_point_is_no_picture() -> None:
    with pytest.raises(ValueError, match="at least one point"):
        time_bars(())
