"""Elever and Sök: the ways in to a pupil. Identity and nothing else."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samverkan.journal.acts import ReaderRequest, act
from samverkan.people import queries as people
from samverkan.plans import queries
from samverkan.plans.finding import find, typed
from samverkan.plans.page import roles_url
from samverkan.policy import capacities
from samverkan.policy.acting import Action, may

FITS_ON_A_PAGE = 3
"""Classes: a mentor sees all of theirs at once, a rektor chooses one."""


@act(Action.PUPILS_READ)
def pupils(request: ReaderRequest) -> HttpResponse:
    """The reader's pupils by class; those with a running samverkan first."""
    scope = request.scope
    classes = people.classes(scope)
    name, unit = typed(request.GET.get("klass", "")), _unit(request.GET.get("skola", ""))
    known = people.pupils(scope, cases=queries.running_cases(scope)) if not name else ()
    outside = people.pupils(scope, in_class=False) if not name else ()  # a protected pupil goes in no class here
    shown_classes = [row for row in classes if row.name == name and unit in (None, row.unit)]
    if not name and len(classes) <= FITS_ON_A_PAGE:
        shown_classes = list(classes)
    rows = [(row, people.pupils(scope, class_name=row.name, unit=row.unit)) for row in shown_classes]
    schools: dict[str, list[people.ClassRow]] = {}
    for row in classes:
        schools.setdefault(row.school, []).append(row)
    family = capacities.is_family_only(request.reader)
    reads_in = may(request.reader, Action.IMPORT_PREVIEW).allowed
    shown = {
        "heading": "Mina barn" if family else "Elever",
        "sealed_heading": "Barn med skyddade uppgifter" if family else "Elever med skyddade uppgifter",
        "running": known,
        "schools": list(schools.items()) if len(classes) > FITS_ON_A_PAGE else [],
        "chosen": name,
        "rows": rows,
        "sealed": [row for row in outside if row.sealed],
        "classless": [row for row in outside if not row.sealed],
        "empty": not (classes or known or outside),
        "import_url": reverse("imports") if reads_in else "",
        "one_url": reverse("import_one") if reads_in else "",
        "roles_url": roles_url(request.reader),
    }
    return render(request, "plans/pupils.html", shown)


@act(Action.SEARCH)
def search(request: ReaderRequest) -> HttpResponse:
    """Pupils, meetings, contacts and pages by words. A hit outside the scope does not exist.

    The form is posted, so that a pupil's name lands in no address, no history and no log of a proxy.
    """
    words = typed(request.POST.get("q") or request.GET.get("q") or "")
    return render(
        request, "plans/search.html", {"words": words, "search_words": words, "groups": find(request.scope, words)}
    )


def _unit(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
