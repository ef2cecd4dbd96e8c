"""More attempts at tests, granted like more time."""

import django.core.validators
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enrolment', '0002_finished_seats'),
        ('learning', '0003_drawn_timed_attempts_and_extra_time'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='extratime',
            name='learning_extratime_is_more',
        ),
        migrations.AddField(
            model_name='extratime',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(10)], verbose_name='more attempts'),
        ),
        migrations.AddConstraint(
            model_name='extratime',
            constraint=models.CheckConstraint(condition=models.Q(('percent__gt', 0), ('minutes__gt', 0), ('attempts__gt', 0), _connector='OR'), name='learning_extratime_is_more', violation_error_message='Extra time is more than none.'),
        ),
    ]
