"""Let the database itself refuse to change or delete what was agreed with providers."""

from django.db import migrations

from members.cooperative.ledger import guards


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0003_agreements")]

    operations = [guards(["cooperative_agreement"])]
