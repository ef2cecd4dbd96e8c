"""Pausing, and queueing what was stored before a target was added."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("xapi", "0004_partitions"),
    ]

    operations = [
        migrations.AddField(
            model_name="forwardingtarget",
            name="backfill_id",
            field=models.UUIDField(blank=True, null=True, verbose_name="queued up to this statement"),
        ),
        migrations.AddField(
            model_name="forwardingtarget",
            name="backfill_stored",
            field=models.DateTimeField(blank=True, null=True, verbose_name="queued up to"),
        ),
        migrations.AddField(
            model_name="forwardingtarget",
            name="backfill_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="queue what is older than"),
        ),
        migrations.AddField(
            model_name="forwardingtarget",
            name="paused",
            field=models.BooleanField(default=False, verbose_name="paused"),
        ),
    ]
