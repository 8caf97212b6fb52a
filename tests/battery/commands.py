"""`bin/samverkan battery [--long]`: every figure as one JSON on standard output, and 1 when one of them misses.

The short run is what bin/test holds; the long one tries everybody, draws more, and looks at coverage and mutants.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.battery import core, speed
from tests.battery.figures import FOLDER, told
from tests.battery.report import ran, rows_in_words, versions
from tests.battery.rows import ROOT, ROWS, files

NOT_PREPARED = "Batteriet behöver testernas bibliotek. Kör bin/setup --dev och försök igen."


def run(words: list[str]) -> int:
    """Run, print, and say by the exit code whether every figure was met."""
    asked = _asked(words)
    if find_spec("pytest") is None or find_spec("cedarpy") is None:
        sys.stderr.write(NOT_PREPARED + "\n")
        return 2
    began = time.monotonic()
    rows = [row for row in ROWS if not asked.only or row.id in asked.only]
    parts = [*_measured(asked.long, rows)]
    if not asked.only:
        parts += speed.rows() + (core.rows() if asked.long else [])
    missed = [part["row"] for part in parts if not part["met"]]
    report = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "run": "long" if asked.long else "short",
        "met": not missed,
        "missed": missed,
        "left_for_the_long_run": [
            f"{part['row']} {figure['name']}"
            for part in parts
            for figure in part["figures"]
            if not figure.get("specified_met", True)
        ],
        "rows": parts,
        "seconds": round(time.monotonic() - began),
        "versions": versions(),
    }
    sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    return 1 if missed else 0


def _asked(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/samverkan battery")
    parser.add_argument("--long", action="store_true", help="även det som tar lång tid: alla personer, mutanter")
    parser.add_argument("--only", nargs="+", metavar="RAD", help="bara de här raderna, till exempel B1 B35")
    return parser.parse_args(words)


def _measured(long: bool, rows: list[Any]) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        account = Path(folder) / "junit.xml"
        command = [sys.executable, "-P", "-m", "pytest", "-n", "2", f"--junitxml={account}", *files(rows)]
        done = subprocess.run(
            command + ([] if long else ["-m", "not long"]),
            cwd=ROOT,
            env={
                **os.environ,
                FOLDER: folder,
                "PYTHONPATH": str(ROOT),
                "DJANGO_SETTINGS_MODULE": "tests.settings",
                "SAMVERKAN_EXAMPLES": "lang" if long else "vanlig",
            },
            stdout=subprocess.PIPE,
            text=True,
        )
        sys.stderr.write(done.stdout)
        went = ran(account.read_text(encoding="utf-8")) if account.exists() else {}
        return rows_in_words(told(Path(folder)), went, long=long, rows=rows)
