"""bin/check and bin/test: every gate in order, and one plain last line."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
HOW_TO_GET_CHROMIUM = "Testerna behöver Chromium. Installera det: sudo apt-get install chromium, och kör om."
QUICK = "not browser and not slow and not long and (not database or thread)"
WHOLE = "not long"


def main(arguments: list[str]) -> int:
    """`check` or `test`, then what pytest shall have. Every gate runs, so that one sees all that is wrong."""
    began = time.monotonic()
    kind, words = arguments[0], arguments[1:]
    if kind == "test" and find_chromium() is None and not _get_chromium():
        say(HOW_TO_GET_CHROMIUM)
        return 1
    os.environ["SAMVERKAN_EXAMPLES"] = "snabb" if kind == "check" else "lang" if "--long" in words else "vanlig"
    failed = [name for name, command in gates(kind, words) if not _passes(name, command)]
    seconds = f"{time.monotonic() - began:.0f} s"
    say(f"== inte godkänt: {', '.join(failed)} ({seconds}) ==" if failed else f"== allt godkänt ({seconds}) ==")
    return 1 if failed else 0


def gates(kind: str, words: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Name and command of each gate, in the order they run."""
    python = [sys.executable, "-P", "-m"]
    yield "ruff", [*python, "ruff", "check", "."]
    yield "ruff format", [*python, "ruff", "format", "--check", "--quiet", "."]
    djade = str(Path(sys.executable).with_name("djade"))
    yield "djade", [djade, "--target-version", "5.2", "--check", *_templates()]
    yield "mypy", [*python, "mypy"]
    yield "riktningar", [*python, "tests.directions"]
    yield "pytest", [*python, "pytest", *_selection(kind, words), *words_for_pytest(words)]
    if "--long" in words:
        yield "varje gren i kärnan", [*python, "tests.battery.core"]


def words_for_pytest(words: list[str]) -> list[str]:
    """Everything but our own words."""
    return [word for word in words if word != "--long"]


def find_chromium() -> str | None:
    """The system's Chromium, or None."""
    chosen = os.environ.get("SAMVERKAN_CHROMIUM")
    return chosen or next((found for name in BROWSERS if (found := shutil.which(name))), None)


def say(line: str) -> None:
    """One line, in order with what the gates print."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _selection(kind: str, words: list[str]) -> list[str]:
    if "--long" in words:
        return ["-n", "2"]
    return ["-n", "2", "-m", QUICK if kind == "check" else WHOLE]


def _passes(name: str, command: list[str]) -> bool:
    say(f"-- {name}")
    return subprocess.run(command, cwd=ROOT).returncode == 0


def _templates() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("samverkan/**/templates/**/*.html"))


def _get_chromium() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say("Installerar Chromium …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "chromium"]):
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL)
    return find_chromium() is not None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
