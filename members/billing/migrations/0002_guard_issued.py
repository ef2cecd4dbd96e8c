"""Let the database itself refuse to change or delete what was issued or paid."""

from django.db import migrations

from members.cooperative.ledger import guards


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_initial")]

    operations = [
        guards(["billing_invoicedocument", "billing_payment", "billing_allocation"]),
        guards(["billing_invoice"], condition="OLD.number IS NOT NULL"),
        guards(["billing_invoiceline", "billing_taxrow"], condition="OLD.frozen"),
        # The one change of an issued billing is that a reversal frees its charge, once.
        guards(
            ["billing_chargebilling"],
            condition="OLD.frozen",
            update_condition=(
                "OLD.frozen AND (OLD.reversed_by_id IS NOT NULL OR NEW.reversed_by_id IS NULL "
                "OR NEW.charge_id <> OLD.charge_id OR NEW.line_id <> OLD.line_id "
                "OR NOT NEW.frozen)"
            ),
        ),
    ]
