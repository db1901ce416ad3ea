from django.db import migrations, models


class Migration(migrations.Migration):
    """The bodies that the People's Committee designated to coordinate (VL.17)."""

    dependencies = [("agencies", "0006_internal_procedure")]
    operations = [
        migrations.AddField(
            model_name="agency",
            name="is_coordinator",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
