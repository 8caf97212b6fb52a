"""Anna-Karin waits for what others have promised, and reminds them: by a letter without content, once a day."""

from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from samverkan.guard.models import Case
from samverkan.people.models import Account, Person
from samverkan.people.wording import short_day
from samverkan.plans import actions, reminding
from samverkan.plans.models import Collaboration, Reminder
from samverkan.plans.reminding import Reminded, remind
from samverkan.policy.vocabulary import CaseId
from samverkan.post import wishes
from samverkan.post.models import Letter, MailWish
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
BECAUSE = "a story looks at the rows"
HERE = "https://samverkan.example/"


@pytest.fixture(autouse=True)
def the_rektor_holds_it_together(cast: Cast) -> None:
    running = Collaboration.objects.unguarded(because=BECAUSE).filter(case_id=cast.ebbas_case, ended_at=None)
    running.update(coordinator=cast.anna_karin)
    for one in (cast.sara, cast.jonas, cast.anna_karin):
        Account.objects.get_or_create(person=one, defaults={"email": f"{one.id}@konto.example"})


def promised(cast: Cast, owner: Person, case: UUID | None = None, text: str = "Ring habiliteringen om tider.") -> UUID:
    step = actions.set_step(
        case=cast.ebbas_case if case is None else CaseId(case),
        text=text,
        owner=owner.id,
        due_on=timezone.localdate() + timedelta(days=3),
        by=scope_of(cast.anna_karin).reader,
        now=timezone.now(),
    )
    return step.id


def press(cast: Cast, who: Person, step: UUID) -> str:
    """What the one who pressed is told."""
    answer = client_as(who).post(f"/att-gora/{step}/paminn", follow=True)
    assert answer.status_code == 200
    return " ".join(str(one) for one in get_messages(answer.wsgi_request)) or unescape(answer.content.decode())


def letters() -> list[Letter]:
    return list(Letter.objects.filter(subject=reminding.SUBJECT))


def test_the_one_who_promised_gets_a_letter_without_content_and_the_row_says_so(cast: Cast) -> None:
    step = promised(cast, cast.sara)
    assert "Påminn<" in unescape(client_as(cast.anna_karin).get("/att-gora").content.decode())

    told = press(cast, cast.anna_karin, step)

    (letter,) = letters()
    assert "Sara Holm får veta att någon väntar" in told
    assert letter.to_address == Account.objects.get(person=cast.sara).email
    assert not any(word in letter.subject + letter.text for word in ("Ebba", "habilitering", "Ring", "Sara"))
    page = unescape(client_as(cast.anna_karin).get("/att-gora").content.decode())
    assert f"Påmind {short_day(timezone.localdate())}" in page


def test_each_promise_once_a_day_and_one_letter_a_day(cast: Cast) -> None:
    first, second = promised(cast, cast.sara), promised(cast, cast.sara, text="Skriv till hemmet.")

    press(cast, cast.anna_karin, first)
    again = press(cast, cast.anna_karin, first)
    press(cast, cast.anna_karin, second)

    assert "är redan påmind i dag" in again
    assert len(letters()) == 1
    assert Reminder.objects.unguarded(because=BECAUSE).count() == 2


def test_the_day_after_one_may_remind_again(cast: Cast) -> None:
    step, by, now = promised(cast, cast.sara), scope_of(cast.anna_karin).reader, timezone.now()

    came = [remind(step=step, base=HERE, by=by, now=now + timedelta(days=days)) for days in (0, 0, 1)]

    assert came == [Reminded.TOLD, Reminded.TODAY_ALREADY, Reminded.TOLD]
    assert len(letters()) == 2


def test_one_who_wants_it_with_the_daily_letter_has_it_so(cast: Cast) -> None:
    step = promised(cast, cast.sara)
    wishes.want(cast.sara.id, at=wishes.USUAL, at_once=False)

    press(cast, cast.anna_karin, step)

    assert letters() == []
    assert MailWish.objects.get(person_id=cast.sara.id).gathered_at is not None


def test_one_without_an_account_is_to_be_rung(cast: Cast) -> None:
    step = promised(cast, cast.sara)
    Account.objects.filter(person=cast.sara).update(is_active=False)

    told = press(cast, cast.anna_karin, step)

    assert "Ring i stället" in told
    assert letters() == [] and not Reminder.objects.unguarded(because=BECAUSE).exists()


def test_about_a_protected_pupil_no_letter_goes(cast: Cast) -> None:
    assert Case.objects.get(id=cast.case("liv")).sealed
    step = promised(cast, cast.sara, case=cast.case("liv"))

    assert remind(step=step, base=HERE, by=scope_of(cast.anna_karin).reader, now=timezone.now()) is Reminded.NOT_REACHED
    assert letters() == []


def test_what_is_kept_is_not_reminded_of_and_nobody_reminds_themselves(cast: Cast) -> None:
    kept, own = promised(cast, cast.sara), promised(cast, cast.anna_karin)
    client_as(cast.sara).post(f"/att-gora/{kept}/klart")

    assert "redan avklarat" in press(cast, cast.anna_karin, kept)
    assert "du själv" in press(cast, cast.anna_karin, own)
    assert letters() == []


def test_the_neighbour_may_not_and_a_look_sends_nothing(cast: Cast) -> None:
    where = f"/att-gora/{promised(cast, cast.sara)}/paminn"

    assert client_as(cast.anna_karin).get(where).status_code == 405
    assert client_as(cast.petra).post(where).status_code == 404
    assert client_as(cast.kerstin).post(where).status_code == 404
    assert client_as(cast.anna).post(where).status_code in (403, 404)
    assert letters() == []
