"""Two kinds of documents; what they state outlives the seat, a correction names its forerunner."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from courses.certificates.achievements import achievement_key


def name_achievements(apps, schema_editor):
    """Give every document its achievement and a subject of its own."""
    model = apps.get_model("certificates", "Certificate")
    for row in model.objects.iterator(chunk_size=500):
        row.achievement_key = achievement_key(row.kind, vars(row))
        row.subject_key = uuid.uuid4()
        row.save(update_fields=["achievement_key", "subject_key"])


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0002_one_valid_certificate_per_seat"),
        ("enrolment", "0002_finished_seats"),
        ("people", "0002_who_employed_and_roles_on_invitations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Emblem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("image", models.BinaryField(editable=False)),
            ],
            options={"verbose_name": "emblem", "verbose_name_plural": "emblems"},
        ),
        migrations.RemoveConstraint("certificate", "certificates_one_valid_per_seat"),
        migrations.AlterModelOptions(
            name="certificate",
            options={
                "ordering": ["-issued_at", "-pk"],
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
            },
        ),
        migrations.AddField(
            "certificate",
            "kind",
            models.CharField(
                choices=[
                    ("participation", "Confirmation of participation"),
                    ("achievement", "Record of achievement"),
                ],
                default="participation",
                max_length=13,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            "certificate",
            "issuer_name",
            models.CharField(default="KommunalCampus eG", max_length=160, verbose_name="issuer"),
        ),
        migrations.AddField(
            "certificate",
            "emblem",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="certificates.emblem",
            ),
        ),
        migrations.AddField(
            "certificate",
            "threshold_percent",
            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="share"),
        ),
        migrations.AddField(
            "certificate",
            "score_scaled",
            models.DecimalField(
                blank=True, decimal_places=4, max_digits=5, null=True, verbose_name="score"
            ),
        ),
        migrations.AddField(
            "certificate",
            "replaces",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="successor",
                to="certificates.certificate",
                verbose_name="replaces",
            ),
        ),
        migrations.AddField(
            "certificate",
            "achievement_key",
            models.UUIDField(db_index=True, editable=False, default=uuid.uuid4),
            preserve_default=False,
        ),
        migrations.AddField(
            "certificate", "subject_key", models.UUIDField(default=uuid.uuid4, editable=False)
        ),
        migrations.AddField(
            "certificate",
            "share_code",
            models.CharField(blank=True, editable=False, max_length=43),
        ),
        migrations.AlterField(
            "certificate", "completed_on", models.DateField(verbose_name="reached on")
        ),
        migrations.AlterField(
            "certificate",
            "enrolment",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="certificates",
                to="enrolment.enrolment",
            ),
        ),
        migrations.AddConstraint(
            "certificate",
            models.UniqueConstraint(
                condition=models.Q(("revoked_at", None)),
                fields=("enrolment", "kind"),
                name="certificates_one_valid_of_a_kind",
                violation_error_message="There is a valid certificate of this kind already.",
            ),
        ),
        migrations.RunPython(name_achievements, migrations.RunPython.noop, elidable=True),
    ]
