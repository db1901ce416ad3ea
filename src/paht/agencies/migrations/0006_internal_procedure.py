import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0005_reminders")]

    operations = [
        migrations.CreateModel(
            name="InternalProcedure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("procedure", models.CharField(max_length=32)),
                ("own_terms", models.JSONField(default=dict)),
                ("calendar", models.JSONField(null=True)),
                ("note", models.CharField(max_length=500)),
                ("valid_from", models.DateTimeField()),
                ("settled_at", models.DateTimeField()),
                ("settled_by", models.UUIDField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="procedures",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["agency", "-valid_from"], name="procedure_in_force")],
            },
        ),
    ]
