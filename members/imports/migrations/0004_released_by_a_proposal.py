"""An import that waits is decided as any other proposal."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("imports", "0003_waiting_imports_are_previews_again"),
        ('second_person', '0002_runs_out_and_who_stood_in'),
    ]

    operations = [
        migrations.AddField(
            model_name='importrun',
            name='proposal',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='second_person.proposal'),
        ),
    ]
