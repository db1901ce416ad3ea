from django.db import migrations

FORWARD = """
ALTER TABLE messages_outbox
    ADD COLUMN way text NOT NULL DEFAULT 'message' CHECK (way IN ('message', 'call')),
    ADD COLUMN staff_id uuid,
    ADD COLUMN answered_at timestamptz;
CREATE INDEX messages_outbox_calls ON messages_outbox (jurisdiction_id, made_at DESC, id DESC);
"""
BACK = """
DROP INDEX messages_outbox_calls;
ALTER TABLE messages_outbox DROP COLUMN way, DROP COLUMN staff_id, DROP COLUMN answered_at
"""


class Migration(migrations.Migration):
    """Messages and calls: to which member of staff, and whether a call was answered."""

    dependencies = [("messages", "0001_outbox")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
