"""The second fence: the database itself shows a request the rows of the reader's huvudmän and of no other.

The scope decides what may be read; this holds even where a query forgets the scope. It is a set of huvudmän and not
one, since a logoped of the region works with pupils of several. Work that no reader asked for, such as migrations
and the commands of the house, stands outside the fence.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

from samverkan.policy.vocabulary import HuvudmanId

SETTING = "samverkan.huvudmen"
PUT_UP = "SELECT before, set_config(%s, %s, false) FROM (SELECT current_setting(%s, true) AS before OFFSET 0) AS stood"


@contextmanager
def fence(huvudmen: Iterable[HuvudmanId]) -> Iterator[None]:
    """Inside the block the connection meets rows of these huvudmän only; without any, none at all.

    A block inside another ends in the outer one's fence, so that a guest's page, in the request of nobody, is followed
    by nobody's.
    """
    with connection.cursor() as cursor:
        cursor.execute(PUT_UP, [SETTING, ",".join(sorted(map(str, huvudmen))), SETTING])
        before, _ = cursor.fetchone() or ("", "")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config(%s, %s, false)", [SETTING, before or ""])
