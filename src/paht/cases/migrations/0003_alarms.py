from django.db import migrations

FORWARD = """
CREATE INDEX cases_duty_of_alarms ON cases_duty (due_at, jurisdiction_id, case_id)
    WHERE ended_at IS NULL AND term IN ('alarm', 'alarm_repeated');
"""


class Migration(migrations.Migration):
    """Alarms that nobody on duty took up in time."""

    dependencies = [("cases", "0002_oversight")]
    operations = [migrations.RunSQL(FORWARD, "DROP INDEX cases_duty_of_alarms")]
