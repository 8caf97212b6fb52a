"""Import from the command line: `import ss12000 …` for the night, `import csv FILE` by hand."""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from samverkan.exchange.applying import apply, compare, known_classes, known_protected, latest, roster_unit
from samverkan.exchange.csv import lists
from samverkan.exchange.csv.errorfile import error_file
from samverkan.exchange.csv.headings import ListKind, suggest
from samverkan.exchange.csv.table import load
from samverkan.exchange.difference import MOST_ENDING, Difference
from samverkan.exchange.faults import SourceFault
from samverkan.exchange.roster import Roster
from samverkan.exchange.ss12000.connection import Connection, Server
from samverkan.exchange.ss12000.reading import read
from samverkan.people import registering
from samverkan.people.models import Huvudman, HuvudmanKind, Unit
from samverkan.people.wording import STOCKHOLM, counted, local_day

SHOWN_REMARKS = 20
OVERLAP = timedelta(hours=1)
"""A partial read begins this long before the last one ended: clocks differ."""
SECRET = "SAMVERKAN_SS12000_SECRET"  # noqa: S105 (the name of a variable)


def ss12000(argv: list[str]) -> int:
    """Read a register of SS 12000 and bring ours up to date. The exit code: 0 done, 1 refused or not reached."""
    asked = _ss12000_words().parse_args(argv)
    return _told(lambda: _ss12000(asked))


def csv(argv: list[str]) -> int:
    """Read a list of pupils or staff. Shows what would happen and asks before anything is written."""
    asked = _csv_words().parse_args(argv)
    return _told(lambda: _csv(asked))


def _ss12000(asked: argparse.Namespace) -> int:
    now = datetime.now(STOCKHOLM)
    secret = asked.client_secret_file.read_text(encoding="utf-8").strip() if asked.client_secret_file else ""
    server = Server(
        asked.url,
        asked.token_url,
        asked.client_id,
        secret or os.environ.get(SECRET, ""),
        asked.scope,
        asked.certificate,
        asked.key,
    )
    huvudman = _huvudman(asked.huvudman)
    run = latest(huvudman, server.source) if huvudman and asked.changes_only else None
    protected = known_protected(huvudman, server.source) if huvudman else _nobody
    _say(f"Läser {server.source.partition(':')[2]} …")
    with Connection(server, sleep=time.sleep) as connection:
        after = run.checked_at - OVERLAP if run else None
        roster = read(connection, now=now, after=after, known_protected=protected)
    difference = compare(roster, huvudman=huvudman or _first_huvudman(roster, asked.huvudman))
    _show(difference)
    if asked.dry_run:
        _say("Det här var en förhandsvisning. Inget har ändrats.")
        return 0
    return _carry_out(difference, now, asked.most_ending / 100)


def _csv(asked: argparse.Namespace) -> int:
    now = datetime.now(STOCKHOLM)
    try:
        with asked.file.open("rb") as stream:
            table = load(stream)
    except OSError:
        raise SourceFault(f"Filen {asked.file} går inte att öppna.", "Kontrollera namnet.") from None
    columns = suggest(table.headings, ListKind(asked.kind) if asked.kind else None)
    unit = _unit(asked)
    huvudman = unit.organisation.huvudman
    roster = lists.read(
        table,
        columns,
        unit=roster_unit(unit),
        today=local_day(now),
        known_classes=known_classes(unit),
        known_protected=known_protected(huvudman, lists.source_name(columns.kind, roster_unit(unit))),
    )
    difference = compare(roster, huvudman=huvudman)
    _say(f"Listan lästes som {columns.kind}, {counted(len(table.lines), 'rad', 'rader')}.")
    _show(difference)
    if asked.errors:
        asked.errors.write_bytes(error_file(table, columns, difference.remarks))
        _say(f"Raderna att titta på finns i {asked.errors}.")
    if not difference.empty and not (asked.yes or _confirmed()):
        _say("Inget har ändrats.")
        return 0
    return _carry_out(difference, now, asked.most_ending / 100)


def _show(difference: Difference) -> None:
    _say(difference.words)
    for line in difference.by_category:
        _say(f"  {line}")
    if difference.staying:
        _say(difference.staying)
    for remark in difference.looks[:SHOWN_REMARKS]:
        _say(f"  – {remark.where}: {remark.text} {remark.mend}".rstrip())
    if len(difference.looks) > SHOWN_REMARKS:
        _say(f"  … och {len(difference.looks) - SHOWN_REMARKS} till att titta på.")


def _carry_out(difference: Difference, now: datetime, most_ending: float) -> int:
    run = apply(difference, by=None, now=now, most_ending=most_ending)
    _say(f"Klart. {counted(run.rows_written, 'rad', 'rader')} skrevs.")
    return 0


def _huvudman(name: str | None) -> Huvudman | None:
    """The huvudman of that name, or the only one there is. None when the register is still empty."""
    found = list(
        Huvudman.objects.filter(name=name)
        if name
        else Huvudman.objects.filter(organisations__kind="skolverksamhet").distinct()
    )
    if len(found) > 1:
        names = ", ".join(sorted(huvudman.name for huvudman in found))
        raise SourceFault(f"Det finns flera huvudmän: {names}.", "Välj en med --huvudman.")
    return found[0] if found else None


def _first_huvudman(roster: Roster, name: str | None) -> Huvudman:
    told = next((each.name for each in roster.organisations if each.kind == "Huvudman"), "Huvudmannen")
    huvudman, _ = Huvudman.objects.get_or_create(name=name or told, defaults={"kind": HuvudmanKind.MUNICIPALITY})
    return huvudman


def _unit(asked: argparse.Namespace) -> Unit:
    units = Unit.objects.filter(organisation__kind="skolverksamhet").select_related("organisation__huvudman")
    if asked.school:
        units = units.filter(code=asked.school) if asked.school.isdigit() else units.filter(name=asked.school)
    found = list(units)
    if len(found) == 1:
        return found[0]
    if asked.school and asked.huvudman and not found:
        huvudman, _ = Huvudman.objects.get_or_create(name=asked.huvudman, defaults={"kind": HuvudmanKind.MUNICIPALITY})
        return Unit.objects.create(organisation=registering.schools_of(huvudman), name=asked.school)
    if not found:
        raise SourceFault("Skolan finns inte än.", "Ange --school och --huvudman, så läggs den upp.")
    raise SourceFault("Det finns flera skolor.", "Välj en med --school: namnet eller skolenhetskoden.")


def _confirmed() -> bool:
    if not sys.stdin.isatty():
        _say("Lägg till --yes för att genomföra utan fråga.")
        return False
    return input("Genomföra? [j/N] ").strip().casefold() in ("j", "ja")


def _told(work: Callable[[], int]) -> int:
    try:
        return work()
    except SourceFault as fault:
        sys.stderr.write(f"{fault.what} {fault.mend}\n")
        return 1
    except OSError as fault:
        sys.stderr.write(f"Filen går inte att läsa eller skriva: {fault.filename}\n")
        return 1


def _nobody(own: str) -> bool:
    return False


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _ss12000_words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser("bin/samverkan import ss12000", description="Hämta ur elevregistret.")
    words.add_argument("--url", required=True, help="tjänstens rot, till exempel https://ss12000.example.se/v2.0")
    words.add_argument("--token-url", required=True, help="adressen för inloggning (OAuth2 client credentials)")
    words.add_argument("--client-id", required=True)
    words.add_argument("--client-secret-file", type=Path, help=f"fil med hemligheten; annars variabeln {SECRET}")
    words.add_argument("--scope", default="")
    words.add_argument("--certificate", type=Path, help="klientcertifikat (PEM), om källan kräver det")
    words.add_argument("--key", type=Path, help="certifikatets nyckel (PEM)")
    words.add_argument("--changes-only", action="store_true", help="bara det som ändrats sedan förra gången")
    words.add_argument("--dry-run", action="store_true", help="visa vad som skulle hända, ändra inget")
    _common(words)
    return words


def _csv_words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser("bin/samverkan import csv", description="Läs in en lista (CSV eller Excel).")
    words.add_argument("file", type=Path)
    words.add_argument("--kind", choices=[kind.value for kind in ListKind])
    words.add_argument("--school", help="skolans namn eller skolenhetskod, för rader som inte säger skola")
    words.add_argument("--errors", type=Path, help="skriv raderna att titta på till den här filen")
    words.add_argument("--yes", action="store_true", help="genomför utan fråga")
    _common(words)
    return words


def _common(words: argparse.ArgumentParser) -> None:
    words.add_argument("--huvudman", help="huvudmannens namn, när det finns flera")
    words.add_argument(
        "--most-ending",
        type=float,
        default=100 * MOST_ENDING,
        help="största andel i procent som får avslutas (förval %(default)g)",
    )
