from django.db import migrations

FORWARD = """
ALTER TABLE subjects_event ADD COLUMN written_in bigint;
ALTER TABLE subjects_event ALTER COLUMN written_in SET DEFAULT pg_current_xact_id()::text::bigint;
CREATE INDEX subjects_event_written_in ON subjects_event USING brin (written_in)
    WITH (pages_per_range = 16, autosummarize = on);
"""
BACK = "ALTER TABLE subjects_event DROP COLUMN written_in"


class Migration(migrations.Migration):
    """In which transaction a request's event was written, so that a checkpoint finds what is new."""

    dependencies = [("subjects", "0001_requests")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
