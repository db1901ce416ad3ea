from django.db import migrations

FORWARD = """
ALTER TABLE messages_outbox DROP CONSTRAINT messages_outbox_recipient_kind_check;
ALTER TABLE messages_outbox ADD CONSTRAINT messages_outbox_recipient_kind_check
    CHECK (recipient_kind IN ('sender', 'agency', 'desk', 'supervising_department', 'peoples_committee'));
"""
BACK = """
ALTER TABLE messages_outbox DROP CONSTRAINT messages_outbox_recipient_kind_check;
ALTER TABLE messages_outbox ADD CONSTRAINT messages_outbox_recipient_kind_check
    CHECK (recipient_kind IN ('sender', 'agency', 'desk'));
"""


class Migration(migrations.Migration):
    """Messages to the supervising department and to the People's Committee."""

    dependencies = [("messages", "0002_ways")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
