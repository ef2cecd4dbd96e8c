"""Who vouches for a document at the provider."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0004_renewed_for_a_better_result'),
    ]

    operations = [
        migrations.AddField(
            model_name='certificate',
            name='signatory',
            field=models.CharField(blank=True, max_length=300, verbose_name='vouched for by'),
        ),
    ]
