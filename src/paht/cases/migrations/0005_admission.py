from django.db import migrations

FORWARD = """
ALTER TABLE cases_case ADD COLUMN linked_to uuid;
ALTER TABLE cases_case ADD COLUMN commended_at timestamptz;
ALTER TABLE cases_case ADD COLUMN found_false_at timestamptz;
CREATE INDEX cases_case_linked ON cases_case (jurisdiction_id, linked_to) WHERE linked_to IS NOT NULL;
CREATE INDEX cases_case_commended ON cases_case (jurisdiction_id, commended_at DESC, id DESC)
    WHERE commended_at IS NOT NULL;
CREATE INDEX cases_case_false ON cases_case (jurisdiction_id, found_false_at DESC, id DESC)
    WHERE found_false_at IS NOT NULL;
"""
BACK = """
DROP INDEX cases_case_linked, cases_case_commended, cases_case_false;
ALTER TABLE cases_case DROP COLUMN linked_to, DROP COLUMN commended_at, DROP COLUMN found_false_at
"""


class Migration(migrations.Migration):
    """What a list is made of: linked reports, proposals for commendation, false reports."""

    dependencies = [("cases", "0004_reminders")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
