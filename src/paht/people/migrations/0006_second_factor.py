import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON people_accountevent FROM paht_app;
REVOKE ALL ON people_accountevent, people_attempt, people_factor, people_recoverycode, people_staffsession
    FROM paht_worker;
"""


class Migration(migrations.Migration):
    """Second factors, what they confirm, and how often is tried; the record of an account's events is append-only."""

    dependencies = [
        ("people", "0005_staff_sessions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("bucket", models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField(db_index=True)),
                ("tries", models.PositiveIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name="staffsession",
            name="challenge",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AddField(
            model_name="staffsession",
            name="confirmed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="Factor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("totp", "Ứng dụng xác thực"), ("passkey", "Khóa truy cập")], max_length=8
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("made_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("secret", models.BinaryField(default=b"")),
                ("last_step", models.BigIntegerField(default=0)),
                ("credential", models.BinaryField(default=b"")),
                ("rp_id", models.CharField(default="", max_length=255)),
                ("sign_count", models.BigIntegerField(default=0)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="factors",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.BinaryField(max_length=32)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recovery_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AccountEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("happened_at", models.DateTimeField()),
                ("what", models.CharField(max_length=24)),
                ("by", models.UUIDField()),
                ("detail", models.CharField(default="", max_length=200)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="account_events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["staff", "-happened_at"], name="account_events")],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
