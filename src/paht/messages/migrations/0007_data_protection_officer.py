from django.db import migrations

FORWARD = """
ALTER TABLE messages_outbox DROP CONSTRAINT messages_outbox_recipient_kind_check;
ALTER TABLE messages_outbox ADD CONSTRAINT messages_outbox_recipient_kind_check
    CHECK (recipient_kind IN ('sender', 'agency', 'desk', 'supervising_department', 'peoples_committee',
                              'data_protection_officer'));
"""
BACK = """
ALTER TABLE messages_outbox DROP CONSTRAINT messages_outbox_recipient_kind_check;
ALTER TABLE messages_outbox ADD CONSTRAINT messages_outbox_recipient_kind_check
    CHECK (recipient_kind IN ('sender', 'agency', 'desk', 'supervising_department', 'peoples_committee'));
"""


class Migration(migrations.Migration):
    """Messages to the data-protection officer."""

    dependencies = [("messages", "0006_notices")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
