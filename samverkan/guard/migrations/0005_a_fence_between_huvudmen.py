"""Row-level security as the second fence: whatever a query forgets, another huvudman's rows do not come."""

from django.db import migrations

TABLES = ("guard_cell", "guard_statement")
# The setting is read once per query, in a subquery of its own. Unset it is null, and null lets nothing through.
INSIDE = """
    (SELECT current_setting('samverkan.huvudmen', true)) = 'alla'
    OR huvudman_id = ANY (
        (SELECT string_to_array(nullif(current_setting('samverkan.huvudmen', true), 'alla'), ',')::uuid[])::uuid[]
    )
"""
RAISE = "".join(
    f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"
    f"CREATE POLICY inside_the_huvudmen ON {table} USING ({INSIDE}) WITH CHECK ({INSIDE});\n"
    for table in TABLES
)
LOWER = "".join(
    f"DROP POLICY inside_the_huvudmen ON {table};\nALTER TABLE {table} DISABLE ROW LEVEL SECURITY;\n"
    for table in TABLES
)


class Migration(migrations.Migration):

    dependencies = [
        ("guard", "0004_one_index_for_the_cell"),
    ]

    operations = [
        migrations.RunSQL(RAISE, LOWER),
    ]
