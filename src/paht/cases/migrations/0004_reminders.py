from django.db import migrations

FORWARD = """
ALTER TABLE cases_duty ADD COLUMN remind_at timestamptz NOT NULL DEFAULT '-infinity',
    ADD COLUMN reminded text[] NOT NULL DEFAULT '{}';
CREATE INDEX cases_duty_remind ON cases_duty (remind_at, jurisdiction_id, case_id, number) WHERE ended_at IS NULL;
"""
BACK = "ALTER TABLE cases_duty DROP COLUMN remind_at, DROP COLUMN reminded"


class Migration(migrations.Migration):
    """When an open duty is next looked at for a reminder, and which of its reminders are done."""

    dependencies = [("cases", "0003_alarms")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
