"""The steps of a handover as a page shows them: what is done, by whom and when, and the one thing to do next."""

from dataclasses import dataclass, replace

from django.urls import reverse

from samverkan.handovers.queries import ArrivalRow, Progress
from samverkan.handovers.stages import Stage
from samverkan.people.wording import counted, sentence

DONE, NEXT, LATER = "klart", "pa-vag", "avvaktar"


@dataclass(frozen=True, slots=True)
class Step:
    """One step."""

    title: str
    shape: str
    word: str
    text: str
    verb: str = ""
    url: str = ""
    kind: str = "secondary"
    """Which button: the first thing to do is filled, what changes something done is quiet."""


def of_sender(found: Progress, *, writes: bool, sends: bool, goes: int) -> tuple[Step, ...]:
    """The leaving school's own."""
    case = found.row.case_id
    draft = found.running and found.stage is Stage.DRAFT
    reviewed = bool(found.reviews) and not found.stale
    ready = draft and found.chosen and reviewed
    return _first_filled(
        (
            _step(
                "Välj vad som följer med",
                done=found.chosen,
                now=draft and not found.chosen,
                text=f"{sentence(counted(goes, 'text', 'texter'))} och dina ord följer med."
                if found.chosen
                else "Lagen pekar ut en del. Du väljer det som underlättar för eleven.",
                verb="Välj innehåll" if not found.chosen else "Ändra innehållet",
                url=reverse("handover_contents", args=[case]) if draft and writes else "",
            ),
            _step(
                "Gå igenom det med eleven och vårdnadshavarna",
                done=reviewed,
                now=draft and found.chosen and not reviewed,
                text="Något har lagts till sedan ni gick igenom det." if found.stale else _reviewed(found),
                verb="Skriv hur ni gick igenom det" if not reviewed else "Skriv en genomgång till",
                url=reverse("handover_review", args=[case]) if draft and writes and found.chosen else "",
            ),
            _step(
                "Skicka",
                done=bool(found.sent),
                now=ready,
                text=found.sent or ("Rektor skickar." if ready and not sends else ""),
                verb="Skicka överlämningen",
                url=reverse("handover_send", args=[case]) if ready and sends else "",
            ),
            *_afterwards(found, writes=writes, sends=sends),
        )
    )


def _afterwards(found: Progress, *, writes: bool, sends: bool) -> tuple[Step, ...]:
    """What the new school does. On paper whoever sent it notes it."""
    case = found.row.case_id
    notes = writes and not found.inside and found.running
    waits = "Ingen har svarat än. Ring dit." if found.late else ""
    received, accepted = bool(found.received), bool(found.accepted)
    talks = notes and found.stage in (Stage.RECEIVED, Stage.ACCEPTED)
    return (
        _step(
            f"{found.receiver or 'Mottagaren'} tar emot",
            done=received,
            now=found.stage is Stage.SENT,
            text=found.received or waits,
            verb="Skriv vem som tog emot",
            url=reverse("handover_receipt", args=[case]) if notes and found.stage is Stage.SENT else "",
        ),
        _step(
            "Överlämningssamtal",
            done=bool(found.talked),
            now=found.stage is Stage.RECEIVED and not found.talked,
            text=found.talked,
            verb="Skriv när ni pratade" if not found.talked else "Ändra samtalet",
            url=reverse("handover_talk", args=[case]) if talks else "",
        ),
        _step(
            "Den nya skolan tar över",
            done=bool(found.taken_over),
            now=accepted or (received and bool(found.talked)),
            text=_over(found),
            verb="Skriv att de har tagit över",
            url=reverse("handover_accept", args=[case]) if notes and sends and received and not accepted else "",
        ),
    )


def of_receiver(row: ArrivalRow, *, acts: bool) -> tuple[Step, ...]:
    """The receiving school's own."""
    found, at = row.progress, [row.arrival.id]
    open_ = acts and row.open and found.running
    received, accepted = bool(found.received), bool(found.accepted)
    return _first_filled(
        (
            _step(
                "Ta emot",
                done=received,
                now=not received,
                text=found.received
                or "När du tar emot får du läsa det som har följt med. Din dag och ditt namn sparas.",
            ),
            _step(
                "Överlämningssamtal",
                done=bool(found.talked),
                now=received and not found.talked,
                text=found.talked or f"Prata med {row.from_school} om de första veckorna.",
                verb="Skriv när ni pratade" if not found.talked else "Ändra samtalet",
                url=reverse("arrival_talk", args=at) if open_ and received and not found.taken_over else "",
            ),
            _step(
                "Ta över",
                done=bool(found.taken_over),
                now=received,
                text=_over(found),
                verb="Ta över eleven",
                url=reverse("arrival_accept", args=at) if open_ and received and not accepted else "",
            ),
        )
    )


def _over(found: Progress) -> str:
    return " ".join(part for part in (found.accepted and f"{found.accepted}.", found.takes_over) if part)


def _reviewed(found: Progress) -> str:
    return found.reviews[-1].title if found.reviews else ""


def _step(title: str, *, done: bool, now: bool, text: str, verb: str = "", url: str = "") -> Step:
    shape, word = (DONE, "Klart") if done else (NEXT, "Nu") if now else (LATER, "Sedan")
    return Step(title, shape, word, text, verb if url else "", url, "quiet" if done else "secondary")


def _first_filled(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """One filled button on a page: the verb that moves it forward."""
    first = next((step for step in steps if step.url and step.kind == "secondary"), None)
    return tuple(replace(step, kind="primary") if step is first else step for step in steps)
