"""Where one embedded server keeps its things, worked out from the data folder."""

import json
import os
import re
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from samverkan.web.postgres import account, binaries
from samverkan.web.postgres.account import Account
from samverkan.web.postgres.faults import DatabaseFault

# A socket's path has room for 107 bytes, and PostgreSQL adds a name of its own.
PLAIN_AND_SHORT = re.compile(r"[A-Za-z0-9/_.-]{1,80}")


@dataclass(frozen=True)
class Places:
    """The folders and files of one server."""

    root: Path
    """The server's own folder: data, locks and log."""
    programs: Path
    account: Account

    @property
    def data(self) -> Path:
        """The folder of the database itself."""
        return self.root / "data"

    @property
    def log(self) -> Path:
        """Where the server writes what it has to say."""
        return self.root / "postgres.log"

    @property
    def keys(self) -> Path:
        """Passwords of the database roles; ours alone, not the server account's."""
        return self.root / "roles.json"

    @property
    def start_lock(self) -> Path:
        """Held while somebody starts, stops or prepares the server."""
        return self.root / "start.lock"

    @property
    def users_lock(self) -> Path:
        """Held, shared, by each process that uses the server."""
        return self.root / "users.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held by the keeper while it lives."""
        return self.root / "keeper.lock"

    def passwords(self) -> dict[str, str]:
        """Password by database role."""
        found: dict[str, str] = json.loads(self.keys.read_text())
        return found

    def running(self) -> tuple[int, Path] | None:
        """Process id and socket folder as the server itself wrote them, or None. May be left by a dead one."""
        lines = self._note()
        return (int(lines[0]), Path(lines[4])) if len(lines) >= 5 and lines[4] else None

    def status(self) -> tuple[int, str] | None:
        """Process id and the server's own word for how far it has come: starting, ready, stopping."""
        lines = self._note()
        return (int(lines[0]), lines[7].strip()) if len(lines) >= 8 else None

    def _note(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []


def find(home: Path) -> Places:
    """The places for the data folder `home`, made when missing. Raises DatabaseFault when we may not."""
    home = home.resolve()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _places(home)
    except PermissionError as error:
        raise DatabaseFault(
            f"Datamappen {home} tillhör någon annan ({error.filename}). "
            "Ange en egen mapp med SAMVERKAN_HOME, eller gör en egen kopia av programmet."
        ) from error


def _places(home: Path) -> Places:
    runner = account.find()
    if not runner.separate:
        root = home / "postgres"
        root.mkdir(mode=0o700, exist_ok=True)
        _must_be_ours(root)
        return Places(root, binaries.installed(), runner)
    # The clone may lie where the account cannot go, and opening root's folders for it would be worse than a copy.
    account.SHELF.mkdir(mode=0o755, parents=True, exist_ok=True)
    root = account.SHELF / _identity(home)
    root.mkdir(mode=0o711, exist_ok=True)
    return Places(root, binaries.copied(account.SHELF), runner)


def _must_be_ours(root: Path) -> None:
    if root.stat().st_uid != os.geteuid():
        raise PermissionError(13, "fel ägare", str(root))


def _identity(home: Path) -> str:
    """A name that follows the data folder: a new clone at an old path gets a new server, not the old one's data."""
    note = home / "postgres-id"
    draft = home / f"postgres-id.{os.getpid()}"
    draft.write_text(secrets.token_hex(8))
    try:
        os.link(draft, note)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return note.read_text().strip()


def new_socket_folder(places: Places) -> Path:
    """A private folder, mode 0700, with a short and plain path for the server's socket."""
    near = places.root / "s"
    if PLAIN_AND_SHORT.fullmatch(str(near)):
        near.mkdir(mode=0o700, exist_ok=True)
        folder = near
    else:
        folder = Path(tempfile.mkdtemp(prefix="samverkan-", dir="/tmp"))
    places.account.own(folder)
    folder.chmod(0o700)
    return folder
