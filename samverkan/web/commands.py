"""bin/samverkan: `samverkan <noun> <verb>`. Each verb is a function in its room, loaded only when it is called."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from samverkan.web.configuration import ConfigurationFault, read
from samverkan.web.postgres import DatabaseFault
from samverkan.web.tracebacks import scrub_uncaught


@dataclass(frozen=True)
class Verb:
    """What one command does, for people, and where it lives: `module:function`, called with the words that follow."""

    does: str
    where: str
    role: Literal["owner", "app", "sealer", ""] = "app"
    """The database role it works as. Empty: no database is touched."""
    words: str | None = None
    """What may follow, for a verb that takes no options; None for one that explains its own with argparse."""


VERBS = {
    ("db", "roles"): Verb("skriver SQL för de tre rollerna på en egen server", "samverkan.web.commands:roles", "", ""),
    ("db", "migrate"): Verb("uppdaterar tabellerna och rättigheterna", "samverkan.web.commands:migrate", "owner", ""),
    ("consent", "sets"): Verb("läser in en huvudmans egna vanliga delningar", "samverkan.plans.commands:sets"),
    ("consent", "goal"): Verb("sätter målet för svar på en bedömning", "samverkan.plans.commands:goal"),
    ("account", "create"): Verb("skapar ett konto", "samverkan.people.commands:create"),
    ("account", "tidy"): Verb("stänger konton för dem som har slutat", "samverkan.people.commands:tidy", words=""),
    ("import", "csv"): Verb("läser in en lista med elever eller personal", "samverkan.exchange.commands:csv"),
    ("import", "ss12000"): Verb("hämtar från ett elevregister (SS 12000)", "samverkan.exchange.commands:ss12000"),
    ("journal", "verify"): Verb("prövar att loggen är orörd", "samverkan.journal.commands:verify", words=""),
    ("journal", "seal"): Verb("förseglar loggen", "samverkan.journal.commands:seal", "sealer", ""),
    ("law", "matrix"): Verb("skriver vem som får se vad, som tabell", "samverkan.web.law:matrix", "", "[FIL]"),
    ("lawcases", ""): Verb("prövar en jurists fall mot lagen", "samverkan.web.lawcases.commands:run", ""),
    ("post", "deliver"): Verb("skickar breven som väntar i utkorgen", "samverkan.post.commands:send", words=""),
    ("post", "receive"): Verb("tar emot ett svar från en kalender", "samverkan.post.commands:take_in"),
    ("demo", "build"): Verb("bygger den påhittade kommunen", "samverkan.demo.commands:build"),
    ("battery", ""): Verb("prövar allt som huset lovar om sekretess", "tests.battery.commands:run", ""),
    ("bench", "page"): Verb("mäter: de femtio nyaste, bredvid andra sätt", "benchmarks.commands:page", ""),
    ("bench", "growth"): Verb("mäter: hur sidan växer med mängden", "benchmarks.commands:growth", ""),
    ("bench", "timeline"): Verb("mäter: en elevs tidslinje", "benchmarks.commands:timeline", ""),
    ("bench", "decide"): Verb("mäter: besluten", "benchmarks.commands:decide", "", ""),
    ("bench", "room"): Verb("mäter: rummet", "benchmarks.commands:room", "", ""),
    ("bench", "http"): Verb("mäter: hela sidor", "benchmarks.commands:http", "", ""),
    ("bench", "write"): Verb("mäter: skrivningar", "benchmarks.commands:write", ""),
    ("bench", "meeting"): Verb("mäter: ett möte där åtta skriver", "benchmarks.commands:meeting", "", ""),
    ("bench", "letters"): Verb("mäter: tusen inbjudningar", "benchmarks.commands:letters", "", ""),
    ("bench", "mutants"): Verb("prövar testerna med fel i lagen", "benchmarks.commands:mutants", "", ""),
    ("bench", "all"): Verb("mäter allt och skriver docs/benchmarks.md", "benchmarks.commands:everything", ""),
}


def main(arguments: list[str]) -> int:
    """Run one command. `--demo` first means the demo's data instead of the school's. Returns the exit code."""
    if arguments[:1] == ["--demo"]:
        arguments = arguments[1:]
        os.environ["SAMVERKAN_HOME"], os.environ["SAMVERKAN_DEMO"] = str(read().home / "demo"), "1"
        os.environ.pop("DATABASE_URL", None)
    alone = VERBS.get((arguments[0], "")) if arguments else None
    verb = alone or (VERBS.get((arguments[0], arguments[1])) if len(arguments) > 1 else None)
    if verb is None:
        print(_overview(arguments))
        return 0 if arguments in ([], ["--help"], ["-h"]) else 2
    words = arguments[1:] if alone else arguments[2:]
    if "--help" in words or "-h" in words:
        return _explain(verb, arguments[0] if alone else " ".join(arguments[:2]))
    try:
        return _run(verb, words)
    except (ConfigurationFault, DatabaseFault) as fault:
        print(fault, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Avbrutet.", file=sys.stderr)
        return 130


def _explain(verb: Verb, name: str) -> int:
    """Say what the command does. Nothing is started, and what only reading the code would make is made elsewhere."""
    if verb.words is not None:
        print(f"usage: bin/samverkan {name} {verb.words}".rstrip() + f"\n\nDet här {verb.does}.")
        return 0
    with TemporaryDirectory() as elsewhere:
        os.environ |= {"SAMVERKAN_HOME": elsewhere, "DATABASE_URL": "postgresql://localhost/ingen"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.web.settings")
        import django

        django.setup()
        module, function = verb.where.split(":")
        try:
            getattr(import_module(module), function)(["--help"])
        except SystemExit as told:
            return int(told.code or 0)
    return 0


def _run(verb: Verb, words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.web.settings")
    if verb.role:
        _connect(verb.role)
    module, name = verb.where.split(":")
    function: Callable[[list[str]], int] = getattr(import_module(module), name)
    return function(words)


def _connect(role: Literal["owner", "app", "sealer"]) -> None:
    import django

    from samverkan.web.database import owner_address, point_at
    from samverkan.web.preparing import make_ready

    def say(line: str) -> None:
        print(line, file=sys.stderr)

    owner = owner_address(progress=say)
    point_at(role, progress=say)
    if role != "owner":
        make_ready(os.environ["DATABASE_URL"], owner, read().key_file, progress=say)
    django.setup()


def _overview(arguments: list[str]) -> str:
    nouns = {noun for noun, _ in VERBS}
    first = "Så här används bin/samverkan:"
    if arguments and arguments[0] in nouns:
        first = f"Till ”{arguments[0]}” hör:"
    elif arguments and not arguments[0].startswith("-"):
        first = f"Kommandot ”{' '.join(arguments[:2])}” finns inte. De här finns:"
    shown = {words: verb for words, verb in VERBS.items() if not arguments or words[0] == arguments[0]} or VERBS
    return "\n".join([first, *(f"  {' '.join(words):18}  {verb.does}" for words, verb in shown.items())])


def roles(words: list[str]) -> int:
    """Print the SQL that makes the three roles and their rights."""
    from samverkan.web.roles import whole

    print(whole())
    return 0


def migrate(words: list[str]) -> int:
    """Bring the tables up to date, give the rights, and make the vault's key if this is the first time."""
    from samverkan.web.preparing import bring_up_to_date

    key_file: Path = read().key_file
    bring_up_to_date(os.environ["DATABASE_URL"], key_file, progress=print)
    print("Tabellerna är uppdaterade.")
    return 0


if __name__ == "__main__":
    scrub_uncaught()
    raise SystemExit(main(sys.argv[1:]))
