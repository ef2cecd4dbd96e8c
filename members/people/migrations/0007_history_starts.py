"""Note since when moves are kept, where people were on the list of staff before."""

from django.db import migrations
from django.utils import timezone


def note_first_day(apps, schema_editor):
    """An installation that begins empty knows everything."""
    if apps.get_model("people", "Employment").objects.exists():
        start = apps.get_model("people", "HistoryStart")
        start.objects.get_or_create(defaults={"since": timezone.localdate()})


class Migration(migrations.Migration):
    dependencies = [("people", "0006_former_places")]

    operations = [migrations.RunPython(note_first_day, migrations.RunPython.noop)]
