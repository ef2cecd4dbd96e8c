"""Agreements of before say nothing about requests in teams, so that they hide them from heads."""

from typing import Any

from django.db import migrations

SIGHT = "team_requests"


def hide_from_heads(apps: Any, schema_editor: Any) -> None:
    """Take the new sight away wherever an agreement was made without it."""
    for policy in apps.get_model("policies", "Policy").objects.all():
        if SIGHT not in policy.hidden:
            policy.hidden = [*policy.hidden, SIGHT]
            policy.save(update_fields=["hidden"])


class Migration(migrations.Migration):
    dependencies = [("policies", "0002_heads_of_departments")]
    operations = [migrations.RunPython(hide_from_heads, migrations.RunPython.noop)]
