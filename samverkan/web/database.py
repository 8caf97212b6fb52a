"""Which database this process talks to, settled before Django reads its settings."""

import os
from collections.abc import Callable
from typing import Literal

from samverkan.web.configuration import ConfigurationFault, read
from samverkan.web.postgres import ensure_running


def point_at(role: Literal["owner", "app", "sealer"], *, progress: Callable[[str], None] = lambda line: None) -> None:
    """Set DATABASE_URL to the given role, on the server of one's own if there is one, else on the embedded one."""
    configuration = read()
    if not configuration.database_url:
        os.environ["DATABASE_URL"] = ensure_running(configuration.home, progress=progress).dsn(role)
        return
    own = {
        "app": configuration.database_url,
        "owner": configuration.owner_database_url,
        "sealer": configuration.sealer_database_url,
    }
    if not own[role]:
        raise ConfigurationFault(f"Ange SAMVERKAN_{role.upper()}_DATABASE_URL: adressen för rollen samverkan_{role}.")
    os.environ["DATABASE_URL"] = own[role]


def owner_address(*, progress: Callable[[str], None] = lambda line: None) -> str:
    """The address of whoever may make tables; empty on a server of one's own whose owner is not told here."""
    configuration = read()
    if configuration.database_url:
        return configuration.owner_database_url
    return ensure_running(configuration.home, progress=progress).dsn("owner")
