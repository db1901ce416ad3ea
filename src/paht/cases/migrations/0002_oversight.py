from django.db import migrations

FORWARD = """
CREATE INDEX cases_case_ended ON cases_case (jurisdiction_id, ended_at) INCLUDE (stage) WHERE ended_at IS NOT NULL;
CREATE INDEX cases_duty_done ON cases_duty (jurisdiction_id, ended_at) INCLUDE (agency_id, case_id, term, outcome)
    WHERE ended_at IS NOT NULL AND agency_id IS NOT NULL AND NOT internal;
"""
BACK = "DROP INDEX cases_case_ended, cases_duty_done"


class Migration(migrations.Migration):
    """What ended within a period, for the boards of those who oversee."""

    dependencies = [("cases", "0001_cases")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
