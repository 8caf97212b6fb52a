"""`bin/samverkan lawcases FIL [--json]`: holds the jurist's cases against the law in code."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from samverkan.web.lawcases import words
from samverkan.web.lawcases.judging import Judged, judge, understood
from samverkan.web.lawcases.reading import Unreadable, files_of, read
from samverkan.web.lawcases.words import written


def run(arguments: list[str]) -> int:
    """Print each case and whether it agrees. 1 when some case does not, 2 when a file cannot be read."""
    parser = argparse.ArgumentParser(prog="bin/samverkan lawcases", description="Prövar fall mot lagen i Samverkan.")
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FIL", help="CSV eller YAML, eller en mapp, se docs/lagfall.md"
    )
    parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")
    told = parser.parse_args(arguments)
    try:
        judged = [(file, judge(understood(read(file)))) for given in told.files for file in files_of(given)]
    except Unreadable as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    sys.stdout.write(_as_json(judged) if told.json else _as_lines(judged))
    return 0 if all(one.agrees for _, found in judged for one in found) else 1


Files = Sequence[tuple[Path, list[Judged]]]


def _as_lines(judged: Files) -> str:
    lines = [line for file, found in judged for one in found for line in _lines(file, one)]
    agree = sum(one.agrees for _, found in judged for one in found)
    lines.append(f"{agree} av {sum(len(found) for _, found in judged)} fall stämmer.")
    return "\n".join(lines) + "\n"


def _lines(file: Path, one: Judged) -> list[str]:
    said = f"{written(words.ANSWERS, one.decision.answer)} ({one.decision.rule}, {one.decision.provision})"
    first = f"{'stämmer ' if one.agrees else 'SKILJER '} {file.name}:{one.row.number}  {one.row.name}: {said}"
    return [first] + [
        f"         {difference.column}: väntat ”{difference.expected}”, fick ”{difference.found}”"
        for difference in one.differences
    ]


def _as_json(judged: Files) -> str:
    cases = [_case(file, one) for file, found in judged for one in found]
    agree = sum(case["stammer"] for case in cases)
    told = {"fall": cases, "stammer": agree, "skiljer": len(cases) - agree}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _case(file: Path, one: Judged) -> dict[str, Any]:
    decision, stood = one.decision, one.asked.stood
    return {
        "fil": file.name,
        "rad": one.row.number,
        "fall": one.row.name,
        "stammer": one.agrees,
        "svar": written(words.ANSWERS, decision.answer),
        "regel": decision.rule,
        "lagrum": decision.provision,
        "mening": decision.sentence,
        "flaggor": sorted(written(words.FLAGS, flag) for flag in decision.flags),
        "givare": [written(words.GIVERS, giver) for giver in decision.givers],
        "provas_enligt": None if decision.men is None else decision.men.provision,
        "beslutar": None if decision.men is None else decision.men.decider,
        "klass": one.asked.cell.information_class.value,
        "regim": written(words.REGIMES, one.asked.cell.regime),
        "fragan": written(words.PUTTING, one.asked.too_wide),
        "samtycket": None if stood is None else stood.state.label,
        "vilar_for_att": None if stood is None or stood.resting is None else written(words.RESTING, stood.resting),
        "inte_ensam_for_att": [] if stood is None else sorted(written(words.NOT_ALONE, why) for why in stood.not_alone),
        "att_gora": [] if stood is None else [written(words.COUNSELS, what) for what in stood.counsel],
        "skiljer": [{"kolumn": row.column, "vantat": row.expected, "fick": row.found} for row in one.differences],
    }
