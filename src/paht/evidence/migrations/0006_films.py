from django.db import migrations

ADD = """
ALTER TABLE evidence_waiting ADD COLUMN to_play boolean NOT NULL DEFAULT false;
GRANT UPDATE (to_play) ON evidence_waiting TO paht_worker;
"""


class Migration(migrations.Migration):
    """Films and recordings wait on for the form that every browser plays, when their other copies are made."""

    dependencies = [("evidence", "0005_marks")]
    operations = [migrations.RunSQL(ADD, "ALTER TABLE evidence_waiting DROP COLUMN to_play")]
