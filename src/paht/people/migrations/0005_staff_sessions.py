import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import paht.identity


class Migration(migrations.Migration):
    """Sessions are rows. The epoch's column stays, with a default, for a program of the version before."""

    dependencies = [("people", "0004_members_by_notice")]
    operations = [
        migrations.CreateModel(
            name="StaffSession",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=paht.identity.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.BinaryField(max_length=32, unique=True)),
                ("device", models.CharField(max_length=120)),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE people_staff ALTER COLUMN session_epoch SET DEFAULT 0",
                    "ALTER TABLE people_staff ALTER COLUMN session_epoch DROP DEFAULT",
                )
            ],
            state_operations=[migrations.RemoveField("staff", "session_epoch")],
        ),
    ]
