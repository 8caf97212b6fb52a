"""The whole world: one seeded generator for the demonstration, the tests and the benchmarks."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from samverkan.demo import cases, ebba, leaves, moving, places, signed, staff, team, wheel, words
from samverkan.demo.casefile import CaseFile
from samverkan.demo.logins import give_accounts
from samverkan.demo.making import Making
from samverkan.demo.places import DEMO, TEST, Places, Size
from samverkan.demo.pupils import Register
from samverkan.demo.staff import Staff
from samverkan.people.models import Person
from samverkan.plans.models import AssessmentOutcome

Opened = Callable[[str], tuple[CaseFile, Person] | None]
"""Opens the case file of a pupil with the mentor; None when this size of the world lacks the pupil."""

__all__ = ["DEMO", "TEST", "Size", "build"]


def build(
    *, now: datetime, seed: int = 1, size: Size = DEMO, progress: Callable[[str], None] = lambda line: None
) -> None:
    """Build everything in one transaction, with its days round `now`. Ids are the same for the same seed and now."""
    making = Making(now=now, seed=seed, progress=progress)
    with transaction.atomic():
        progress("Skolor, verksamheter och personal …")
        where = places.build(making, size)
        colleagues = staff.build(making, where)
        signed.build(making, where, colleagues)
        making.flush()
        progress("Elever och vårdnadshavare …")
        register = Register(making, where, size, colleagues.cast)
        register.fill()
        progress("Samverkan, möten och samtycken …")
        _tell(making, where, register, colleagues, size)
        if size.collaborations:
            team.plan(making, where, colleagues)
            leaves.give(making, where, colleagues)
            making.flush()
            moving.hand_over(making, where, colleagues)
        making.flush()
        progress("Konton …")
        give_accounts(making)
        making.flush()


def _tell(making: Making, where: Places, register: Register, colleagues: Staff, size: Size) -> None:
    """Ebba's case and the other stories whose pupils go here; then a word from every class that is not silent."""

    def opened(pupil: str) -> tuple[CaseFile, Person] | None:
        enrolled = register.find(pupil)
        if enrolled is None:
            return None
        mentor = colleagues.mentors[enrolled.school, enrolled.group]
        if enrolled.pupil.cell.sealed:
            mentor = colleagues.cast["sara"]  # nobody but the named officers knows of the pupil
        return CaseFile(making, enrolled, colleagues.cast, where), mentor

    if (found := opened("ebba")) is not None:
        ebba.write(found[0])
    for turn, story in enumerate(cases.stories()):
        if (size.collaborations or "/" not in story.pupil) and (found := opened(story.pupil)) is not None:
            cases.Telling(*found, story, turn).tell()
            if story.pupil == "tindra":
                cases.barred(found[0])
    for pupil, outside in cases.NO_PLAN.items():
        if (found := opened(pupil)) is not None:
            cases.without_plan(*found, outside)
    _signals(making, opened, colleagues)
    _everyday(making, register, opened)
    _wheels(opened)


def _wheels(opened: Opened) -> None:
    """After all else, so that nothing else is counted otherwise."""
    if (found := opened("ebba")) is not None:
        wheel.of_ebba(found[0])
    if (found := opened("elliot")) is not None:
        wheel.of_elliot(found[0])
    for pupil in ("freja", "liv"):
        if (found := opened(pupil)) is not None:
            wheel.of_another(*found)


def _signals(making: Making, opened: Opened, colleagues: Staff) -> None:
    for pupil, text, ago, by in cases.SIGNALS:
        if (found := opened(pupil)) is not None:
            file, mentor = found
            file.signal(words.SIGNALS[text], by=colleagues.cast[by] if by else mentor, on=making.ago(ago))
    for pupil, by, ago, text in words.TOLD:
        if (found := opened(pupil)) is not None:
            found[0].words(text, by=colleagues.cast[by], on=making.ago(ago))
    for (pupil, outcome, ago), (text, reason) in zip(cases.ASSESSED, words.ASSESSED, strict=True):
        if (found := opened(pupil)) is not None:
            file, mentor = found
            file.signal(text, by=mentor, on=making.ago(ago))
            until = making.ahead(20) if outcome == AssessmentOutcome.WAIT else None
            file.assess(outcome, reason, by=file.leader, on=making.ago(ago - 3), until=until)


def _everyday(making: Making, register: Register, opened: Opened) -> None:
    """An ordinary note in each class; in the silent ones it is an old one."""
    for turn, ((school, group), pupils) in enumerate(register.by_class.items()):
        silent = school == "bjorkskolan" and group in cases.SILENT
        for number in (1, 2):
            found = opened(pupils[-number].slug)
            if found is not None and not found[0].pupil.cell.sealed:
                cases.everyday(*found, turn + number, 75 if silent else 10 + (turn * 7 + number * 11) % 45)
