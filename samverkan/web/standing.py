"""Looks at the database once, at start: is it durable, and are we only the app role there?"""

from django.db import connection

from samverkan.web.postgres.durability import refuse_unsafe
from samverkan.web.postgres.faults import DatabaseFault

TOO_STRONG = """
    SELECT 'är superanvändare' FROM pg_roles WHERE rolname = current_user AND rolsuper
    UNION ALL SELECT 'går förbi radskyddet' FROM pg_roles WHERE rolname = current_user AND rolbypassrls
    UNION ALL SELECT 'får ändra i loggen (' || relname || ')' FROM pg_class
     WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND starts_with(relname, 'journal_')
       AND has_table_privilege(current_user, oid, 'UPDATE, DELETE, TRUNCATE')
    LIMIT 1
"""


def refuse_unsafe_server() -> None:
    """Raise DatabaseFault when the server may lose saved work, or when our role may do more than it should."""
    connection.ensure_connection()
    refuse_unsafe(connection.connection)
    with connection.cursor() as cursor:
        cursor.execute(TOO_STRONG)
        too_strong = cursor.fetchone()
    connection.close()  # so that workers forked from here do not share it
    if too_strong:
        raise DatabaseFault(
            f"Databasrollen i DATABASE_URL {too_strong[0]}. Skapa rollerna med SQL från ”bin/samverkan db roles” "
            "och låt DATABASE_URL peka på samverkan_app."
        )
