from django.db import migrations

FORWARD = """
ALTER TABLE cases_duty ADD COLUMN original_due_at timestamptz;
"""
BACK = "ALTER TABLE cases_duty DROP COLUMN original_due_at"


class Migration(migrations.Migration):
    """When an extended term would have ended, so that figures go by the original and by the extended one (ST.8.3)."""

    dependencies = [("cases", "0006_afterwards"), ("agencies", "0006_internal_procedure")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
