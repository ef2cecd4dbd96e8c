"""The rule of two moves to members.second_person: every import means from one person on."""

from django.db import migrations


def move(apps, schema_editor):
    rules = apps.get_model("second_person", "Rule").objects
    for profile in apps.get_model("imports", "ImportProfile").objects.filter(
        needs_second_person=True
    ):
        rules.get_or_create(
            municipality_id=profile.municipality_id, defaults={"from_people": 1}
        )


def move_back(apps, schema_editor):
    profiles = apps.get_model("imports", "ImportProfile").objects
    for rule in apps.get_model("second_person", "Rule").objects.all():
        profiles.update_or_create(
            municipality_id=rule.municipality_id, defaults={"needs_second_person": True}
        )


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial"), ("second_person", "0001_initial")]

    operations = [
        migrations.RunPython(move, move_back),
        migrations.RemoveField(model_name="importprofile", name="needs_second_person"),
    ]
