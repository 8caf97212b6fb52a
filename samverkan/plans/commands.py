"""bin/samverkan consent: a huvudman's own sets of usual questions, and its own goal for answers to a request."""

import argparse
import sys
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from samverkan.consent.models import ReleaseGoal, SharingSet
from samverkan.people.models import Huvudman
from samverkan.plans.sharing_sets import NotASet, read


def sets(words: list[str]) -> int:
    """Keep the sets of the file for the huvudman, in the place of those with the same slug. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="bin/samverkan consent sets", description="Läser in vanliga delningar.")
    parser.add_argument("file", type=Path, help="JSON, som samverkan/plans/sharing_sets.json")
    parser.add_argument("--huvudman", required=True, help="huvudmannens namn")
    asked = parser.parse_args(words)
    huvudman = Huvudman.objects.filter(name=asked.huvudman).first()
    if huvudman is None:
        sys.stderr.write("Ingen huvudman heter så.\n")
        return 1
    try:
        found = read(asked.file.read_text(encoding="utf-8"))
    except NotASet as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    with transaction.atomic():
        for content in found:
            SharingSet.objects.update_or_create(
                huvudman=huvudman,
                slug=content["slug"],
                defaults={"content": content, "kept_at": timezone.now()},
            )
    sys.stdout.write(f"{len(found)} delningar inlästa för {huvudman.name}.\n")
    return 0


def goal(words: list[str]) -> int:
    """Keep in how many school days the huvudman hopes to answer a request for a harm test. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="bin/samverkan consent goal", description="Mål för svar på en bedömning.")
    parser.add_argument("days", type=int, choices=range(1, 31), metavar="DAGAR", help="skoldagar, 1 till 30")
    parser.add_argument("--huvudman", required=True, help="huvudmannens namn")
    asked = parser.parse_args(words)
    huvudman = Huvudman.objects.filter(name=asked.huvudman).first()
    if huvudman is None:
        sys.stderr.write("Ingen huvudman heter så.\n")
        return 1
    ReleaseGoal.objects.update_or_create(huvudman=huvudman, defaults={"school_days": asked.days})
    sys.stdout.write(f"{huvudman.name} svarar på en begäran om bedömning inom {asked.days} skoldagar.\n")
    return 0
