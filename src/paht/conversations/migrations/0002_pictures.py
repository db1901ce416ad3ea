from django.db import migrations

FORWARD = """
ALTER TABLE conversations_said ADD COLUMN case_id uuid, ADD COLUMN file_id uuid,
    ADD CONSTRAINT conversations_said_pictured CHECK ((case_id IS NULL) = (file_id IS NULL));
"""
BACK = "ALTER TABLE conversations_said DROP COLUMN case_id, DROP COLUMN file_id;"


class Migration(migrations.Migration):
    """Which picture of which case goes with a message; what may be shown of it is asked when it is sent."""

    dependencies = [("conversations", "0001_conversations")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
