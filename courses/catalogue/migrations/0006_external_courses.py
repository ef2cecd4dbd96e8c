

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0005_closed_courses'),
        ('organisations', '0002_representative_and_signatory'),
    ]

    operations = [
        migrations.AlterField(
            model_name='courseentry',
            name='course',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='entry', to='catalogue.coursepage'),
        ),
        migrations.AlterField(
            model_name='courseentry',
            name='provider',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='organisations.provider'),
        ),
        migrations.CreateModel(
            name='ExternalCourse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('source', models.UUIDField(editable=False, verbose_name='catalogue it comes from')),
                ('identifier', models.CharField(max_length=120, verbose_name='identifier there')),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('platform', models.CharField(max_length=80, verbose_name='platform')),
                ('title', models.CharField(max_length=240, verbose_name='title')),
                ('text', models.TextField(blank=True, max_length=4000, verbose_name='description')),
                ('provider_name', models.CharField(max_length=160, verbose_name='provider')),
                ('provider_url', models.CharField(blank=True, max_length=1000, verbose_name='address of the provider')),
                ('address', models.CharField(max_length=1000, verbose_name='address of the course')),
                ('licence', models.CharField(max_length=120, verbose_name='licence')),
                ('licence_url', models.CharField(blank=True, max_length=1000, verbose_name='address of the licence')),
                ('language', models.CharField(blank=True, max_length=35, verbose_name='language')),
                ('format', models.CharField(max_length=10, verbose_name='format')),
                ('minutes', models.PositiveIntegerField(default=0, verbose_name='minutes')),
                ('access', models.CharField(blank=True, max_length=20, verbose_name='access')),
                ('topics', models.JSONField(blank=True, default=list, verbose_name='topics')),
            ],
            options={
                'verbose_name': 'external course',
                'verbose_name_plural': 'external courses',
                'ordering': ['title', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('source', 'identifier'), name='catalogue_external_course_unique')],
            },
        ),
        migrations.AddField(
            model_name='courseentry',
            name='external',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='entry', to='catalogue.externalcourse'),
        ),
        migrations.AddConstraint(
            model_name='courseentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('course__isnull', False), ('external', None), ('provider__isnull', False)), models.Q(('course', None), ('external__isnull', False), ('provider', None)), _connector='OR'), name='catalogue_entry_of_one_course', violation_error_message='An entry belongs to one course, here or elsewhere.'),
        ),
    ]
