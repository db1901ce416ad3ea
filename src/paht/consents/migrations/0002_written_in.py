from django.db import migrations

FORWARD = """
ALTER TABLE consents_event ADD COLUMN written_in bigint;
ALTER TABLE consents_event ALTER COLUMN written_in SET DEFAULT pg_current_xact_id()::text::bigint;
CREATE INDEX consents_event_written_in ON consents_event USING brin (written_in)
    WITH (pages_per_range = 16, autosummarize = on);
"""
BACK = "ALTER TABLE consents_event DROP COLUMN written_in"


class Migration(migrations.Migration):
    """In which transaction a question's event was written, so that a checkpoint finds what is new."""

    dependencies = [("consents", "0001_consents")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
