

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('course_exchange', '0001_exports'),
    ]

    operations = [
        migrations.CreateModel(
            name='CatalogueSource',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name of the platform')),
                ('address', models.CharField(max_length=500, unique=True, verbose_name='address of the catalogue')),
                ('licence_note', models.TextField(max_length=600, verbose_name='note on the licence')),
                ('is_on', models.BooleanField(default=True, verbose_name='its courses are shown here')),
                ('state', models.CharField(choices=[('never', 'not read yet'), ('running', 'is being read'), ('done', 'taken over'), ('failed', 'could not be read')], default='never', editable=False, max_length=7, verbose_name='state')),
                ('run', models.PositiveIntegerField(default=0, editable=False)),
                ('following', models.CharField(blank=True, default='', editable=False, max_length=1000)),
                ('pages_read', models.PositiveIntegerField(default=0, editable=False)),
                ('changed', models.PositiveIntegerField(default=0, editable=False, verbose_name='written in this run')),
                ('gone', models.PositiveIntegerField(default=0, editable=False, verbose_name='taken off in this run')),
                ('fault', models.CharField(blank=True, default='', editable=False, max_length=20)),
                ('fault_place', models.CharField(blank=True, default='', editable=False, max_length=80)),
                ('started_at', models.DateTimeField(editable=False, null=True, verbose_name='begun')),
                ('touched_at', models.DateTimeField(editable=False, null=True, verbose_name='last went on')),
                ('finished_at', models.DateTimeField(editable=False, null=True, verbose_name='last read to the end')),
            ],
            options={
                'verbose_name': 'catalogue of another platform',
                'verbose_name_plural': 'catalogues of other platforms',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('following', ''), _negated=True), models.Q(('state', 'running'), _negated=True), _connector='OR'), name='course_exchange_reading_goes_on_somewhere', violation_error_message='A run under way has a page to go on with.')],
            },
        ),
        migrations.CreateModel(
            name='CataloguePage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=1000)),
                ('run', models.PositiveIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('etag', models.CharField(blank=True, default='', max_length=200)),
                ('modified', models.CharField(blank=True, default='', max_length=60)),
                ('following', models.CharField(blank=True, default='', max_length=1000)),
                ('identifiers', models.JSONField(default=list)),
                ('broken', models.JSONField(default=list)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='course_exchange.cataloguesource')),
            ],
            options={
                'verbose_name': 'page of another catalogue',
                'verbose_name_plural': 'pages of other catalogues',
                'ordering': ['source', 'number'],
                'constraints': [models.UniqueConstraint(fields=('source', 'address'), name='course_exchange_catalogue_page_unique')],
            },
        ),
    ]
