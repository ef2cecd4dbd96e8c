"""Let the database itself refuse to change or delete what a statement says of use."""

from django.db import migrations

from members.cooperative.ledger import guards


class Migration(migrations.Migration):
    dependencies = [("settlement", "0003_use_of_courses")]

    operations = [guards(["settlement_usageline"])]
