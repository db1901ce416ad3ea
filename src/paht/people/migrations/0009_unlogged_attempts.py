from django.db import migrations


class Migration(migrations.Migration):
    """Counting a try waits for no disk; after a crash of the database the counts begin anew."""

    dependencies = [("people", "0008_written_in")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE people_attempt SET UNLOGGED",
            "ALTER TABLE people_attempt SET LOGGED",
        )
    ]
