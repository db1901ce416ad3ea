from django.db import migrations

FORWARD = """
CREATE INDEX cases_case_held ON cases_case (jurisdiction_id, id) WHERE holder IS NOT NULL;
DROP INDEX cases_duty_of_requests;
CREATE INDEX cases_duty_of_requests ON cases_duty (due_at, jurisdiction_id, case_id, number)
    WHERE ended_at IS NULL AND subject = 'request' AND NOT internal AND holder = 'sender';
CREATE INDEX cases_duty_asked ON cases_duty (jurisdiction_id, holder, agency_id, due_at, case_id, number)
    WHERE ended_at IS NULL AND subject = 'request';
CREATE INDEX cases_duty_violated ON cases_duty (jurisdiction_id, violation_at)
    WHERE agency_id IS NOT NULL AND NOT internal;
CREATE INDEX cases_event_calls ON cases_event (jurisdiction_id, ((content::jsonb ->> 'at') COLLATE "C"))
    WHERE type = 'CallRecorded';
"""
BACK = """
DROP INDEX cases_case_held, cases_duty_asked, cases_duty_violated, cases_event_calls, cases_duty_of_requests;
CREATE INDEX cases_duty_of_requests ON cases_duty (due_at, jurisdiction_id, case_id, number)
    WHERE ended_at IS NULL AND subject = 'request' AND NOT internal;
"""


class Migration(migrations.Migration):
    """What is asked after the answer, and what agencies failed in: lists and sweeps of their own."""

    dependencies = [("cases", "0005_admission")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
