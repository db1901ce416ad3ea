from django.db import migrations

FORWARD = """
ALTER TABLE people_standing_event ADD COLUMN written_in bigint;
ALTER TABLE people_standing_event ALTER COLUMN written_in SET DEFAULT pg_current_xact_id()::text::bigint;
CREATE INDEX people_standing_event_written_in ON people_standing_event USING brin (written_in)
    WITH (pages_per_range = 16, autosummarize = on);
"""
BACK = "ALTER TABLE people_standing_event DROP COLUMN written_in"


class Migration(migrations.Migration):
    """In which transaction a standing's event was written, so that a checkpoint finds what is new."""

    dependencies = [("people", "0007_invitations")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
