"""What is noted of a guardian's own life is that guardian's: the other one reads nothing of it, also when asked for."""

import re
from datetime import timedelta
from html import unescape

from django.utils import timezone

from samverkan.consent.models import Question
from samverkan.consent.tests.test_answer_a_question import says
from samverkan.guard.models import Statement
from samverkan.people.models import Person
from samverkan.policy.consenting import Reply
from samverkan.policy.vocabulary import InformationClass, Manner
from tests.cast import Cast, client_as

ILL = "Anna är sjukskriven sedan i mars."
LOOKING = "a test looks at what lies in the database"


def note_about(cast: Cast, writer: Person, name: str = "Anna Lindqvist") -> None:
    """The writer chooses what is the person's own, by its words on the page."""
    browser, address = client_as(writer), f"/elever/{cast.ebbas_case}/anteckningar/ny"
    page = unescape(browser.get(address).content.decode())
    found = re.search(rf'value="(om-[0-9a-f]+)"[^>]*>(?:(?!value=).)*?Något om {name} själv', page, re.DOTALL)
    assert found is not None
    assert browser.post(address, {"text": ILL, "way": found[1]}).status_code == 302


def reads(cast: Cast, who: Person) -> bool:
    return ILL in client_as(who).get(f"/elever/{cast.ebbas_case}/tidslinje").content.decode()


def test_the_other_guardian_and_the_pupil_read_nothing_of_it(cast: Cast) -> None:
    note_about(cast, cast.sara)

    row = Statement.objects.unguarded(because=LOOKING).select_related("cell").latest("made_at")
    assert row.cell.information_class == InformationClass.THIRD_PERSON
    assert row.cell.subject_id == cast.anna.id
    assert {
        who: reads(cast, getattr(cast, who)) for who in ("sara", "anna_karin", "anna", "olof", "ebba", "petra")
    } == {
        "sara": True,
        "anna_karin": True,
        "anna": True,
        "olof": False,
        "ebba": False,
        "petra": False,
    }


def test_the_mentor_may_note_it_so_and_does_not_read_it_after(cast: Cast) -> None:
    note_about(cast, cast.jonas)

    assert reads(cast, cast.anna_karin)
    assert not reads(cast, cast.olof)
    assert not reads(cast, cast.jonas)


def test_only_she_opens_it_and_closes_it_again(cast: Cast) -> None:
    note_about(cast, cast.sara)
    told = {
        "person": str(cast.anna.id),
        "matter": "min sjukskrivning",
        "receivers": str(cast.organisation("habiliteringen").id),
        "purpose": "stod",
        "manners": [Manner.SPEAK.value, Manner.RECORD.value, Manner.SEND.value],
        "ends_on": str(timezone.localdate() + timedelta(days=30)),
    }
    assert not reads(cast, cast.maria)
    assert client_as(cast.sara).post(f"/elever/{cast.ebbas_case}/samtycken/annan", told).status_code == 302
    question = Question.objects.unguarded(because=LOOKING).filter(subject=cast.anna).latest("made_at")

    says(cast, question, cast.anna, Reply.YES)
    assert reads(cast, cast.maria)
    assert not reads(cast, cast.olof)

    says(cast, question, cast.anna, Reply.WITHDRAWN)
    assert not reads(cast, cast.maria)
