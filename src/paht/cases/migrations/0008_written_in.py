from django.db import migrations

FORWARD = """
ALTER TABLE cases_event ADD COLUMN written_in bigint;
ALTER TABLE cases_event ALTER COLUMN written_in SET DEFAULT pg_current_xact_id()::text::bigint;
CREATE INDEX cases_event_written_in ON cases_event USING brin (written_in)
    WITH (pages_per_range = 16, autosummarize = on);
"""
BACK = "ALTER TABLE cases_event DROP COLUMN written_in"


class Migration(migrations.Migration):
    """In which transaction an event was written, so that a checkpoint finds what is new since the one before."""

    dependencies = [("cases", "0007_extended_terms")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
