"""Partition the statements by `stored` on PostgreSQL; SQLite keeps its plain table.

The key becomes (stored, statement_id): it has to hold the column that partitions, and it answers
the list in its order. Uniqueness of ids is guarded by xapi_statementid.
"""

from django.db import migrations

from courses.xapi.partitions import make_partitions

OLD = "xapi_statement_plain"
# The key answers what this index answers on SQLite.
BY_KEY = "xapi_statement_stored"


def partition(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    model = apps.get_model("xapi", "Statement")
    for index in model._meta.indexes:
        schema_editor.execute(f"DROP INDEX IF EXISTS {index.name}")
    schema_editor.execute(f"ALTER TABLE xapi_statement RENAME TO {OLD}")
    schema_editor.execute(
        f"CREATE TABLE xapi_statement (LIKE {OLD} INCLUDING DEFAULTS) PARTITION BY RANGE (stored)"
    )
    schema_editor.execute(
        "ALTER TABLE xapi_statement ADD CONSTRAINT xapi_statement_key "
        "PRIMARY KEY (stored, statement_id)"
    )
    for index in model._meta.indexes:
        if index.name != BY_KEY:
            schema_editor.add_index(model, index)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"SELECT min(stored) FROM {OLD}")
        oldest = cursor.fetchone()[0]
    make_partitions(since=oldest)
    schema_editor.execute(f"INSERT INTO xapi_statement SELECT * FROM {OLD}")
    schema_editor.execute(f"DROP TABLE {OLD} CASCADE")


class Migration(migrations.Migration):
    dependencies = [("xapi", "0003_ids_and_mentions")]

    operations = [migrations.RunPython(partition, migrations.RunPython.noop)]
