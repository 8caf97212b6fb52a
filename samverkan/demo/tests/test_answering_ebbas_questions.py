"""What the guardians answer changes what the room may hear, at the next reading."""

from samverkan.access.gathering import reader_for
from samverkan.consent import actions
from samverkan.consent.models import AnswerForm
from samverkan.demo.tests.test_ebbas_room import judged
from samverkan.guard.models import Grant
from samverkan.policy.consenting import Reply
from samverkan.policy.vocabulary import InformationClass, Kind, Manner, PersonId, Purpose
from tests.cast import Cast, scope_of, yes_until

Opened = set[tuple[tuple[str, ...], ...]]


def opened_by(cast: Cast) -> Opened:
    """What the running grants by consent open in Ebba's case, and for whom."""
    rows = Grant.objects.filter(case=cast.ebbas_case, ended_at=None, rule="R6")
    return {
        (
            tuple(row.classes),
            tuple(row.kinds),
            tuple(str(holder) for holder in row.holder_ids),
            (str(row.receiver_organisation_id), str(row.receiver_role)),
            tuple(row.manners),
            tuple(row.origins or ["alla"]),
        )
        for row in rows
    }


def test_the_world_writes_the_grants_that_the_act_of_answering_writes(cast: Cast) -> None:
    scope = scope_of(cast.sara)
    before = opened_by(cast)
    given = [row.source_id for row in Grant.objects.filter(case=cast.ebbas_case, ended_at=None, rule="R6")]

    for question in set(given):
        actions.record_answer(
            question=question,
            giver=cast.anna.id,
            reply=Reply.YES,
            form=AnswerForm.ORAL,
            answered_on=scope.today,
            by=scope.reader,
            now=scope.now,
        )

    assert before == opened_by(cast)
    assert not Grant.objects.filter(case=cast.ebbas_case, ended_at=None, rule="R6", granted_at__lt=scope.now).exists()


def test_two_yeses_to_the_open_questions_open_seven(cast: Cast) -> None:
    sara = reader_for(PersonId(cast.sara.id), scope_of(cast.sara).today)
    now = scope_of(cast.sara).now
    school = cast.organisation("skolor").id
    for name in ("habiliteringen", "socialtjansten"):
        question = actions.ask(
            case=cast.ebbas_case,
            classes=[InformationClass.SUPPORT],
            kinds=[Kind.ASSESSMENT],
            senders=[school],
            receiver=cast.organisation(name).id,
            receiver_role=None,
            purpose=Purpose.SUPPORT,
            manners=[Manner.SPEAK],
            begins_on=scope_of(cast.sara).today,
            ends_on=yes_until(scope_of(cast.sara).today, 90),
            matter="skolans bedömning",
            origins=[None],
            by=sara,
            now=now,
        )
        for guardian in (cast.anna, cast.olof):
            actions.record_answer(
                question=question.id,
                giver=guardian.id,
                reply=Reply.YES,
                form=AnswerForm.ORAL,
                answered_on=scope_of(cast.sara).today,
                by=sara,
                now=now,
            )

    room = judged(cast)

    assert room.open_count == 7
    assert [(cell.seat, row.topic) for row in room.rows for cell in row.blocked] == [("Peter", "Logopedens utlåtande")]
