"""Let the database itself refuse to change or delete entries of the ledgers."""

from django.db import migrations

from members.cooperative.ledger import guards


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0001_initial")]

    operations = [
        guards(
            [
                "cooperative_charge",
                "cooperative_sharetransaction",
                "cooperative_sharepayment",
            ]
        ),
    ]
