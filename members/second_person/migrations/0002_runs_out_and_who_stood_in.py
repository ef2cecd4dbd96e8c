"""Proposals run out by themselves; for whom somebody stood in is kept."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('second_person', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='decided_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='state',
            field=models.CharField(choices=[('open', 'waits for a second person'), ('applied', 'released and done'), ('refused', 'refused'), ('withdrawn', 'withdrawn'), ('outdated', 'overtaken'), ('expired', 'expired')], default='open', max_length=10),
        ),
    ]
