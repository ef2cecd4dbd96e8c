"""Let the database itself refuse to change or delete statements."""

from django.db import migrations

from members.cooperative.ledger import guards


class Migration(migrations.Migration):
    dependencies = [("settlement", "0001_statements")]

    operations = [guards(["settlement_statement", "settlement_statementline"])]
