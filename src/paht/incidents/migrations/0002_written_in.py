from django.db import migrations

FORWARD = """
ALTER TABLE incidents_event ADD COLUMN written_in bigint;
ALTER TABLE incidents_event ALTER COLUMN written_in SET DEFAULT pg_current_xact_id()::text::bigint;
CREATE INDEX incidents_event_written_in ON incidents_event USING brin (written_in)
    WITH (pages_per_range = 16, autosummarize = on);
"""
BACK = "ALTER TABLE incidents_event DROP COLUMN written_in"


class Migration(migrations.Migration):
    """In which transaction an incident's event was written, so that a checkpoint finds what is new."""

    dependencies = [("incidents", "0001_incidents")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
