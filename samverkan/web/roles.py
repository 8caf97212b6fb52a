"""The three database roles: owner migrates, app works, sealer seals the journal.

The application can add to the journal and read it, but it can never change or remove a line: what protects the
journal is the database, not our code.
"""

JOURNAL_PREFIX = "journal_"
SEAL_TABLE = "journal_seal"

CREATE = """\
-- Kör som databasens administratör. Välj egna lösenord.
CREATE ROLE samverkan_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE PASSWORD 'byt-mig-1';
CREATE ROLE samverkan_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD 'byt-mig-2';
CREATE ROLE samverkan_sealer LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD 'byt-mig-3';
CREATE DATABASE samverkan OWNER samverkan_owner ENCODING 'UTF8' TEMPLATE template0;
"""

GRANTS = f"""\
-- Rättigheter. Körs som samverkan_owner efter varje ändring av tabellerna (bin/samverkan db migrate gör det själv).
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO samverkan_app, samverkan_sealer;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO samverkan_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO samverkan_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO samverkan_app;
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN
        SELECT relname FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
           AND starts_with(relname, '{JOURNAL_PREFIX}')
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM samverkan_app', name);
        EXECUTE format('GRANT SELECT ON %I TO samverkan_sealer', name);
        IF starts_with(name, '{SEAL_TABLE}') THEN
            EXECUTE format('REVOKE INSERT ON %I FROM samverkan_app', name);
            EXECUTE format('GRANT INSERT ON %I TO samverkan_sealer', name);
            EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO samverkan_sealer');
        END IF;
    END LOOP;
    IF to_regclass('public.django_migrations') IS NOT NULL THEN
        REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM samverkan_app;
    END IF;
END
$$;
"""


def whole() -> str:
    """The SQL for a server of one's own, to read and to run."""
    return CREATE + "\\connect samverkan\nSET ROLE samverkan_owner;\n" + GRANTS
