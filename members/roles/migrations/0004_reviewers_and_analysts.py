"""Reviewers and analysts of providers: roles of their own, and where they may be granted."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0001_initial'),
        ('people', '0003_numbers_of_those_who_come_back'),
        ('roles', '0003_tutors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='grant',
            name='roles_grant_scope_fits_role',
        ),
        migrations.AlterField(
            model_name='grant',
            name='role',
            field=models.CharField(choices=[('administrator', 'Administration'), ('office', 'Office of the cooperative'), ('board', 'Board of the cooperative'), ('editor', 'Editorial review'), ('provider_owner', 'Provider management'), ('author', 'Author'), ('reviewer', 'Reviewer of a provider'), ('tutor', 'Tutor'), ('analyst', 'Analyst of a provider'), ('hr_manager', 'Human resources'), ('contact_person', 'Contact person'), ('department_hr', 'Training officer of a department'), ('approver', 'Approver')], max_length=20, verbose_name='role'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('department', None), ('municipality', None), ('provider', None), ('role__in', ['administrator', 'office', 'board', 'editor'])), models.Q(('department', None), ('municipality', None), ('provider__isnull', False), ('role__in', ['provider_owner', 'author', 'reviewer', 'tutor', 'analyst'])), models.Q(('department', None), ('municipality__isnull', False), ('provider', None), ('role__in', ['hr_manager', 'contact_person'])), models.Q(('department__isnull', False), ('municipality__isnull', False), ('provider', None), ('role__in', ['approver', 'department_hr'])), _connector='OR'), name='roles_grant_scope_fits_role', violation_error_message='This role needs another kind of place.'),
        ),
    ]
