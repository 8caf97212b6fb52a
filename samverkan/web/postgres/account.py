"""Which system account runs the server. PostgreSQL refuses to run as root, so root gets an account of its own."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samverkan.web.postgres.faults import DatabaseFault
from samverkan.web.postgres.locks import held

SYSTEM_ACCOUNT = "samverkan"
SHELF = Path("/var/lib/samverkan")


@dataclass(frozen=True)
class Account:
    """Who runs the server: numbers as the system knows them, and whether it differs from ourselves."""

    uid: int
    gid: int
    separate: bool

    def own(self, path: Path) -> None:
        """Give `path` to the account. Parents are never touched."""
        if self.separate:
            os.chown(path, self.uid, self.gid)

    def as_process(self) -> dict[str, Any]:
        """Arguments for subprocess that make the child run as the account, from a folder it may stand in."""
        if not self.separate:
            return {"cwd": "/"}
        return {"cwd": "/", "user": self.uid, "group": self.gid, "extra_groups": []}


def find() -> Account:
    """Our own account, or, when we are root, the system account, made if it is missing."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), separate=False)
    entry = _entry() or _create_once()
    return Account(entry.pw_uid, entry.pw_gid, separate=True)


def _entry() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        return None


def _create_once() -> pwd.struct_passwd:
    """One at a time: two useradd side by side may each believe in a number of its own, and one of them is wrong."""
    SHELF.mkdir(mode=0o755, parents=True, exist_ok=True)
    with held(SHELF / "account.lock"):
        return _entry() or _create()


def _create() -> pwd.struct_passwd:
    program = shutil.which("useradd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if program is None:
        raise DatabaseFault(_no_account("programmet useradd saknas"))
    done = subprocess.run(
        [program, "--system", "--user-group", "--no-create-home", "--home-dir", str(SHELF)]
        + ["--shell", "/usr/sbin/nologin", SYSTEM_ACCOUNT],
        capture_output=True,
        text=True,
    )
    entry = _entry()
    if entry is None:
        raise DatabaseFault(_no_account(done.stderr.strip()))
    return entry


def _no_account(why: str) -> str:
    return (
        f"Databasen får inte köras som root och behöver systemkontot ”{SYSTEM_ACCOUNT}”, som inte kunde skapas: {why}. "
        "Skapa kontot, eller kör kommandot som en vanlig användare."
    )
