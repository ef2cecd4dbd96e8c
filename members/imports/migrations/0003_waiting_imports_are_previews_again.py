"""What waited before imports were proposals is handed over once more."""

from django.db import migrations


def take_back(apps, schema_editor):
    runs = apps.get_model("imports", "ImportRun").objects
    runs.filter(state="waiting").update(state="checked", confirmed_by=None)


class Migration(migrations.Migration):
    dependencies = [("imports", "0002_rule_of_two_has_a_room_of_its_own")]

    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
