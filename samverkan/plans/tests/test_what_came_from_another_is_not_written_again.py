"""What came from somebody else keeps its mark: pasted into a form it is not saved, nothing typed is lost, and the page
says whose it is and what to do (OSL 7:2)."""

from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.guard.models import Form, Statement
from samverkan.plans.likeness import FEW, RUN, copied, words
from samverkan.vault.texts import texts
from tests.cast import Cast, client_as, scope_of

BECAUSE = "a test counts what was saved"
OWN = "Vi sitter längst fram och börjar alltid lektionen med samma tre steg på tavlan."


def statements(cast: Cast) -> int:
    return Statement.objects.unguarded(because=BECAUSE).filter(cell__case_id=cast.ebbas_case).count()


def of_the_speech_therapist(cast: Cast) -> str:
    """Maria's words on Ebba, kept by the school and marked with where they came from."""
    rows = Statement.objects.within(scope_of(cast.sara)).filter(
        cell__case_id=cast.ebbas_case, cell__origin_class="K12", cell__kind="bedomning", form=Form.NOTE
    )
    (said,) = texts(rows).values()
    return said


def post(cast: Cast, page: str, who: str = "sara", **said: Any) -> tuple[int, str]:
    browser, address = client_as(getattr(cast, who)), f"/elever/{cast.ebbas_case}/{page}"
    form = browser.get(address).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    choices = {name: field.choices for name, field in form.fields.items() if hasattr(field, "choices")}
    for name, options in choices.items():
        values[name] = values[name] or next((str(value) for value, _ in options if value), "")
    answer = browser.post(address, values | said)
    return answer.status_code, unescape(answer.content.decode())


def test_the_speech_therapists_words_are_not_saved_as_what_the_classroom_is_to_do(cast: Cast) -> None:
    theirs, before = of_the_speech_therapist(cast), statements(cast)

    status, page = post(cast, "anteckningar/ny", text=f"Till klassen. {theirs}", way="klassrummet")

    assert status == 422
    assert statements(cast) == before
    assert "Det här är någon annans text" in page
    assert "Från vården." in page and "Maria Ek" in page
    assert f"Till klassen. {theirs}" in page, "nothing that was typed is lost"


@pytest.mark.parametrize(
    ("page", "field", "more"),
    [
        ("egna-ord/nya", "text", {}),
        ("mal/nytt", "text", {}),
        ("insatser/ny", "text", {"frequency": "varje dag", "starts_on": "1 december"}),
        ("signal", "text", {}),
    ],
)
def test_nor_by_any_other_form_that_writes(cast: Cast, page: str, field: str, more: dict[str, str]) -> None:
    before = statements(cast)

    status, shown = post(cast, page, **{field: of_the_speech_therapist(cast)[:180]}, **more)

    assert status == 422
    assert statements(cast) == before
    assert "Det här är någon annans text" in shown


def test_a_step_of_one_line_is_looked_through_too(cast: Cast) -> None:
    theirs = " ".join(of_the_speech_therapist(cast).split()[2:20])

    status, shown = post(cast, "steg/nytt", text=theirs, due_on="18 december")

    assert status == 422 and "Det här är någon annans text" in shown


def test_the_purpose_of_a_meeting_too(cast: Cast) -> None:
    browser, address = client_as(cast.sara), f"/elever/{cast.ebbas_case}/mote/nytt"
    form = browser.get(address).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}

    answer = browser.post(
        address, values | {"participation": "hela-motet", "purpose": of_the_speech_therapist(cast)[:300]}
    )

    assert answer.status_code == 422
    assert "Det här är någon annans text" in unescape(answer.content.decode())


def test_own_words_on_the_same_thing_are_saved(cast: Cast) -> None:
    status, _ = post(cast, "anteckningar/ny", text=OWN, way="klassrummet")

    assert status == 302


def test_the_schools_own_text_may_be_said_again(cast: Cast) -> None:
    rows = Statement.objects.within(scope_of(cast.sara)).filter(
        cell__case_id=cast.ebbas_case, cell__origin_class=None, cell__holder_id=cast.organisation("skolor").id
    )
    own = next(text for text in texts(rows).values() if text.startswith("Skolans bedömning"))

    assert post(cast, "anteckningar/ny", text=own, way="anteckning")[0] == 302


def test_what_lies_in_anothers_section_may_be_taken_in_instead(cast: Cast) -> None:
    rows = Statement.objects.within(scope_of(cast.sara)).filter(
        cell__case_id=cast.ebbas_case, cell__holder_id=cast.organisation("habiliteringen").id, cell__kind="insats"
    )
    (row, theirs) = next((row, text) for row, text in texts(rows).items() if len(words(text)) >= FEW)

    status, page = post(cast, "anteckningar/ny", text=theirs, way="anteckning")

    assert status == 422
    assert "Från Barn- och ungdomshabiliteringen." in page
    assert f"/elever/{cast.ebbas_case}/ta-in/{row}" in page


def test_one_who_may_not_read_it_is_told_nothing_by_trying(cast: Cast) -> None:
    """Mikael teaches her, is not in the team and reads no statement: a guess of his is a note like any other."""
    theirs = of_the_speech_therapist(cast)
    assert theirs not in client_as(cast.mikael).get(f"/elever/{cast.ebbas_case}/tidslinje").content.decode()

    assert post(cast, "anteckningar/ny", "mikael", text=theirs)[0] == 302


def test_what_is_too_short_to_be_anybodys_is_no_copy() -> None:
    assert copied("Ge henne tid.", "Ge henne tid.") == ""
    assert copied(OWN, "") == ""


def test_signs_case_and_line_breaks_hide_nothing() -> None:
    theirs = "Visa med bild först och säg det sedan. En instruktion i taget. Ge Ebba tio sekunder innan du frågar igen."
    typed = theirs.upper().replace(". ", " –\n\n* ").replace("först", "för\u00adst")

    assert copied(f"Från mötet: {typed}", theirs)


def test_eleven_words_of_many_are_no_copy_and_twelve_are() -> None:
    theirs = [f"ord{number}" for number in range(40)]

    assert copied(" ".join(theirs[5 : 5 + RUN - 1]), " ".join(theirs)) == ""
    assert copied(" ".join(theirs[5 : 5 + RUN]), " ".join(theirs)) == " ".join(theirs[5 : 5 + RUN])


WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=40)


@given(mine=WORDS, theirs=WORDS)
def test_the_measure_is_what_it_says(mine: list[str], theirs: list[str]) -> None:
    size = min(RUN, len(theirs))
    runs = [theirs[at : at + size] for at in range(len(theirs) - size + 1)]
    whole = size >= FEW and any(mine[at : at + size] in runs for at in range(len(mine) - size + 1) if len(mine) >= size)

    assert bool(copied(" ".join(mine), " ".join(theirs))) is whole
