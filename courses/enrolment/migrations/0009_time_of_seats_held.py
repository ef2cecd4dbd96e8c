"""Seats that are held keep the fortnight that they were taken under."""

import datetime as dt

from django.db import migrations
from django.db.models import F

FORTNIGHT = dt.timedelta(days=14)


def keep_the_fortnight(apps, schema_editor):
    seats = apps.get_model("enrolment", "Enrolment").objects.filter(confirmed_at__isnull=False)
    seats.update(free_until=F("confirmed_at") + FORTNIGHT)
    booked = apps.get_model("enrolment", "BookedSeat").objects.all()
    booked.update(free_until=F("booked_at") + FORTNIGHT)


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0008_cancellation_terms")]

    operations = [migrations.RunPython(keep_the_fortnight, migrations.RunPython.noop)]
