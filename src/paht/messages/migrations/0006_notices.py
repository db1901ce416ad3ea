from django.db import migrations

FORWARD = """
ALTER TABLE messages_outbox ADD COLUMN given_up_at timestamptz, ADD COLUMN problem text NOT NULL DEFAULT '';
DROP INDEX messages_outbox_waiting;
CREATE INDEX messages_outbox_waiting ON messages_outbox (due_at, id)
    WHERE recipient_kind = 'sender' AND delivered_at IS NULL AND given_up_at IS NULL;
"""
BACK = """
DROP INDEX messages_outbox_waiting;
CREATE INDEX messages_outbox_waiting ON messages_outbox (due_at, id) WHERE delivered_at IS NULL;
ALTER TABLE messages_outbox DROP COLUMN given_up_at, DROP COLUMN problem;
"""


class Migration(migrations.Migration):
    """Orders to senders are delivered: what waits is theirs alone, and what could not be delivered is given up."""

    dependencies = [("messages", "0005_sms")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
