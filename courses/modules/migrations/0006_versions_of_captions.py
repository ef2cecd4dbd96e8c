"""Every saved version of captions is kept; captions of any usual kind are taken."""

import campus.kit.dates
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('modules', '0005_accessibility_of_versions'),
    ]

    operations = [
        migrations.AlterField(
            model_name='media',
            name='captions',
            field=models.FileField(blank=True, help_text='A film needs captions for everybody who cannot hear it. Any usual kind is taken and stored as WebVTT: VTT, SRT, SBV, TTML, SSA, ASS.', upload_to='lessons/captions', validators=[django.core.validators.FileExtensionValidator(['vtt', 'srt', 'sbv', 'ttml', 'xml', 'dfxp', 'ssa', 'ass'])], verbose_name='captions'),
        ),
        migrations.CreateModel(
            name='CaptionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('content', models.TextField(editable=False)),
                ('saved_at', models.DateTimeField(default=campus.kit.dates.now, editable=False)),
                ('media', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='caption_versions', to='modules.media')),
            ],
            options={
                'verbose_name': 'version of captions',
                'verbose_name_plural': 'versions of captions',
                'ordering': ['media', '-number'],
                'constraints': [models.UniqueConstraint(fields=('media', 'number'), name='modules_caption_version_unique')],
            },
        ),
    ]
