"""Who speaks for a provider in contracts, and who vouches for its certificates."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='provider',
            name='representative_name',
            field=models.CharField(blank=True, help_text="Who may sign contracts for you, with title. Seen by the cooperative's office.", max_length=120, verbose_name='represented by'),
        ),
        migrations.AddField(
            model_name='provider',
            name='representative_position',
            field=models.CharField(blank=True, max_length=160, verbose_name='as'),
        ),
        migrations.AddField(
            model_name='provider',
            name='signatory_name',
            field=models.CharField(blank=True, help_text='Printed on new certificates, with title. Ask the person first.', max_length=120, verbose_name='certificates vouched for by'),
        ),
        migrations.AddField(
            model_name='provider',
            name='signatory_position',
            field=models.CharField(blank=True, max_length=160, verbose_name='as'),
        ),
    ]
