"""A note was counted as the wrong thing. Somebody who may counts it anew, says why, and all is decided anew."""

from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from samverkan.guard.cells import cell_for
from samverkan.guard.models import Form, Statement
from samverkan.journal.models import Event, Outcome
from samverkan.people import queries as people
from samverkan.people.cells import pupil_row, school_cell
from samverkan.plans import actions, reclassing
from samverkan.plans.models import Reclassified, TakenIn
from samverkan.plans.queries.received import received
from samverkan.policy.acting import Action
from samverkan.policy.vocabulary import InformationClass, Kind, PersonId
from samverkan.vault.texts import say
from tests.cast import Cast, client_as, scope_of

BECAUSE = "the test looks at rows as they lie"
K = InformationClass
REASON = "Det handlar om stödet och är inget samtal."
TEXT = "Ebba vill börja dagen i biblioteket."


def noted(cast: Cast, who: str = "sara") -> Statement:
    """A note that somebody at the school has written about Ebba's support."""
    by = scope_of(getattr(cast, who)).reader
    return actions.write_note(case=cast.ebbas_case, text=TEXT, by=by, now=timezone.now())


def page_of(cast: Cast, note: Statement) -> str:
    return reverse("reclassify", args=[cast.ebbas_case, note.id])


def counted(
    cast: Cast,
    note: Statement,
    other: K,
    *,
    by: str = "sara",
    reason: str = "Det handlar om stödet och är inget samtal.",
) -> Statement:
    """The note as it is counted afterwards."""
    client = client_as(getattr(cast, by))
    met = client.post(page_of(cast, note), {"other": other.value, "reason": reason, "klart": "ja"})
    assert met.status_code == 302, unescape(met.content.decode())
    return Statement.objects.unguarded(because=BECAUSE).get(replaces=note)


def reads(cast: Cast, who: str) -> bool:
    """Whether the note stands on somebody's timeline of Ebba."""
    page = client_as(getattr(cast, who)).get(reverse("timeline", args=[cast.ebbas_case]))
    return TEXT in unescape(page.content.decode())


def test_the_counsellor_counts_her_note_as_support_and_the_mentor_reads_it(cast: Cast) -> None:
    note = noted(cast)
    before = reads(cast, "jonas")

    new = counted(cast, note, K.SUPPORT)

    assert (before, reads(cast, "jonas")) == (False, True)
    assert new.cell.information_class == K.SUPPORT
    assert (new.author_id, new.made_at) == (note.author_id, note.made_at), "it is the same note, and no news"


def test_counted_as_the_elevhalsas_it_closes_at_once_for_those_outside_it(cast: Cast) -> None:
    note = counted(cast, noted(cast), K.SUPPORT)

    counted(cast, note, K.PSYCHOSOCIAL, reason="Det var ett samtal om hemmet.")

    assert not reads(cast, "jonas")
    assert reads(cast, "sara")


def test_what_it_was_is_kept_with_who_when_and_why(cast: Cast) -> None:
    note = noted(cast)

    new = counted(cast, note, K.SUPPORT, reason="Det är inget samtal, det är stödet.")

    page = unescape(client_as(cast.sara).get(page_of(cast, new)).content.decode())
    kept = Statement.objects.unguarded(because=BECAUSE).get(id=note.id)
    assert kept.cell.information_class == K.PSYCHOSOCIAL
    assert "Så har den räknats förut" in page and "”Elevhälsans samtal och bedömningar” till" in page
    assert "Det är inget samtal, det är stödet." in page and cast.sara.name in page
    assert Event.objects.filter(action=Action.RECLASSIFY.value, outcome=Outcome.DONE).exists()


def test_it_is_reached_from_the_timeline_by_those_who_may(cast: Cast) -> None:
    note = noted(cast)

    def shown(who: str) -> bool:
        page = client_as(getattr(cast, who)).get(reverse("timeline", args=[cast.ebbas_case]))
        return page_of(cast, note) in page.content.decode()

    assert shown("sara")
    assert not shown("jonas")


def test_the_page_says_who_reads_it_now_and_who_would(cast: Cast) -> None:
    page = unescape(client_as(cast.sara).get(page_of(cast, noted(cast))).content.decode())

    assert "Nu räknas den som ”Elevhälsans samtal och bedömningar”" in page
    assert "Skolans arbete med stöd. Läses av" in page and "Jonas" in page


def test_a_reason_and_a_choice_are_asked_for(cast: Cast) -> None:
    note, sara = noted(cast), client_as(cast.sara)

    for said in (
        {"reason": ""},
        {"other": K.SUPPORT.value},
        {"other": K.SUPPORT.value, "reason": "x"},
        {"reason": "Den räknades fel från början."},
        {"other": K.MEDICAL.value, "reason": "Den räknades fel från början."},
    ):
        assert sara.post(page_of(cast, note), said).status_code == 422

    assert not Reclassified.objects.within(scope_of(cast.sara)).exists()


def test_the_rektor_does_not_open_to_more_what_the_elevhalsa_has_written(cast: Cast) -> None:
    note, rektor = noted(cast), client_as(cast.anna_karin)

    page = unescape(rektor.get(page_of(cast, note)).content.decode())
    met = rektor.post(page_of(cast, note), {"other": K.SUPPORT.value, "reason": "Läraren behöver läsa det också."})

    assert "öppnas bara av elevhälsan" in page
    assert met.status_code == 409 and not reads(cast, "jonas")


def test_the_rektor_counts_the_schools_own(cast: Cast) -> None:
    assert counted(cast, noted(cast, "anna_karin"), K.ORDINARY, by="anna_karin").cell.information_class == K.ORDINARY


def test_what_was_taken_in_keeps_its_mark_and_is_never_protected_less(cast: Cast) -> None:
    cell = cell_for(school_cell(pupil_row(cast.ebbas_case), K.SUPPORT, Kind.NOTE, origin=K.REGION_CARE))
    note = say(cell, Form.NOTE, TEXT, by=PersonId(cast.sara.id), now=timezone.now())
    place = cast.organisation("habiliteringen")
    TakenIn.objects.create(
        case_id=cast.ebbas_case,
        cell=cell,
        statement=note,
        holder=place,
        leave_id=uuid4(),
        taken_at=timezone.now(),
        taken_by=cast.sara,
    )
    page = unescape(client_as(cast.sara).get(page_of(cast, note)).content.decode())

    new = counted(cast, note, K.PSYCHOSOCIAL)

    assert "Vanliga skoluppgifter" not in page and "Elevhälsans samtal" in page
    (row,) = received(scope_of(cast.sara), cast.ebbas_case, statements=[new.id])
    assert (row.came_from, row.cell.origin_class) == (place.name, K.REGION_CARE)


def test_what_it_was_before_is_counted_no_more(cast: Cast) -> None:
    note = noted(cast)
    counted(cast, note, K.SUPPORT)

    assert client_as(cast.sara).get(page_of(cast, note)).status_code == 404


def test_a_class_that_is_not_offered_is_refused_by_the_act_itself(cast: Cast) -> None:
    scope, note = scope_of(cast.sara), noted(cast)
    card = people.pupil(scope, cast.ebbas_case)

    with pytest.raises(reclassing.NotCounted):
        reclassing.count_as(scope, card, statement=note.id, other=K.MEDICAL, reason="Fel.", now=timezone.now())


def asked_for(cast: Cast, note: Statement, *, by: str = "lena") -> None:
    """Lena asks that Sara's note be counted as support."""
    said = {"other": K.SUPPORT.value, "reason": REASON, "klart": "ja"}
    met = client_as(getattr(cast, by)).post(page_of(cast, note), said)
    assert met.status_code == 302, unescape(met.content.decode())


def idag(cast: Cast, who: str) -> str:
    return unescape(client_as(getattr(cast, who)).get("/").content.decode())


def test_before_it_opens_the_new_readers_are_shown_and_nothing_is_done(cast: Cast) -> None:
    note = noted(cast)

    page = client_as(cast.sara).post(page_of(cast, note), {"other": K.SUPPORT.value, "reason": REASON})

    shown = unescape(page.content.decode())
    assert page.status_code == 200 and "De här läser den då också" in shown
    assert cast.jonas.name in shown and "<li>Lena" not in shown
    assert not reads(cast, "jonas")


def test_another_persons_note_is_opened_by_two(cast: Cast) -> None:
    note = noted(cast)

    asked_for(cast, note)

    assert not reads(cast, "jonas"), "nothing changes until another has agreed"
    assert "Lena Wik vill öppna din anteckning för fler." in idag(cast, "sara")
    page = unescape(client_as(cast.sara).get(page_of(cast, note)).content.decode())
    assert REASON in page and cast.jonas.name in page
    assert client_as(cast.lena).post(page_of(cast, note), {"svar": "ja"}).status_code == 409
    assert not reads(cast, "jonas")

    assert client_as(cast.sara).post(page_of(cast, note), {"svar": "ja"}).status_code == 302

    assert reads(cast, "jonas")


def test_a_no_leaves_it_as_it_was_and_it_may_be_asked_again(cast: Cast) -> None:
    note = noted(cast)
    asked_for(cast, note)

    assert client_as(cast.sara).post(page_of(cast, note), {"svar": "nej"}).status_code == 302

    assert not reads(cast, "jonas")
    assert "vill öppna din anteckning" not in idag(cast, "sara")
    asked_for(cast, note)


def test_the_rektor_does_not_agree_to_open_what_the_elevhalsa_has_written(cast: Cast) -> None:
    note = noted(cast)
    asked_for(cast, note)

    page = unescape(client_as(cast.anna_karin).get(page_of(cast, note)).content.decode())
    met = client_as(cast.anna_karin).post(page_of(cast, note), {"svar": "ja"})

    assert "Du får inte svara på det här." in page
    assert met.status_code == 409 and not reads(cast, "jonas")
    assert "vill öppna" not in idag(cast, "anna_karin")


def test_one_alone_is_refused_by_the_act_itself(cast: Cast) -> None:
    note, scope = noted(cast), scope_of(cast.lena)
    card = people.pupil(scope, cast.ebbas_case)

    with pytest.raises(reclassing.NotCounted, match="öppnas för fler"):
        reclassing.count_as(scope, card, statement=note.id, other=K.SUPPORT, reason=REASON, now=timezone.now())


def test_what_protects_it_better_is_done_by_one_and_told_to_the_author(cast: Cast) -> None:
    note = counted(cast, noted(cast), K.SUPPORT)

    counted(cast, note, K.PSYCHOSOCIAL, by="lena", reason="Det var ett samtal om hemmet.")

    assert not reads(cast, "jonas")
    assert "Lena Wik har räknat om din anteckning." in idag(cast, "sara")
    assert "har räknat om din anteckning" not in idag(cast, "lena")


def test_the_timeline_tells_those_who_read_the_note(cast: Cast) -> None:
    counted(cast, noted(cast), K.SUPPORT)

    def told(who: str) -> bool:
        page = client_as(getattr(cast, who)).get(reverse("timeline", args=[cast.ebbas_case]))
        return "Anteckning räknad som något annat" in page.content.decode()

    assert told("sara") and told("jonas")
    assert not told("maria")


@pytest.mark.parametrize(
    ("who", "met"), [("jonas", 403), ("kerstin", 403), ("maria", 403), ("petra", 403), ("susanne", 404)]
)
def test_nobody_else_counts_it(cast: Cast, who: str, met: int) -> None:
    note = noted(cast)
    client = client_as(getattr(cast, who))

    assert client.get(page_of(cast, note)).status_code == met
    assert (
        client.post(
            page_of(cast, note), {"other": K.SUPPORT.value, "reason": "Den räknades fel från början."}
        ).status_code
        == met
    )


def test_what_habiliteringen_has_in_its_own_section_is_not_the_schools_to_count(cast: Cast) -> None:
    theirs = Statement.objects.unguarded(because=BECAUSE).filter(
        cell__case=cast.ebbas_case, cell__information_class=K.REGION_CARE
    )

    assert theirs.exists()
    for row in theirs:
        assert client_as(cast.sara).post(page_of(cast, row), {"other": "K04", "reason": "x"}).status_code in (404, 409)
