from django.db import migrations

FORWARD = """
ALTER TABLE cases_duty ADD COLUMN original_due_at timestamptz;
CREATE INDEX cases_duty_asked ON cases_duty (jurisdiction_id, case_id)
    WHERE ended_at IS NULL AND subject = 'request' AND holder = 'ioc';
"""
BACK = "DROP INDEX cases_duty_asked; ALTER TABLE cases_duty DROP COLUMN original_due_at"


class Migration(migrations.Migration):
    """When an extended term would have ended, so that figures go by the original and by the extended one (ST.8.3); and what
    agencies await the desk's answer on."""

    dependencies = [("cases", "0006_afterwards"), ("agencies", "0006_internal_procedure")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
