from django.db import migrations

from paht.walls.policies import unwalled, walled

FORWARD = """
CREATE TABLE cases_sheet (
    jurisdiction_id smallint NOT NULL,
    case_id uuid NOT NULL,
    version integer NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'done')),
    awaited uuid[] NOT NULL,
    failed smallint NOT NULL,
    verdicts jsonb NOT NULL,
    links jsonb NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, case_id)
);
CREATE INDEX cases_case_near ON cases_case (jurisdiction_id, field, latitude, longitude, sent_at)
    WHERE latitude IS NOT NULL;
REVOKE ALL ON cases_sheet FROM paht_app, paht_worker;
GRANT SELECT ON cases_sheet TO paht_app;
GRANT UPDATE (state, awaited) ON cases_sheet TO paht_app;
GRANT SELECT, INSERT, UPDATE ON cases_sheet TO paht_worker;
"""
BACK = "DROP INDEX cases_case_near; DROP TABLE cases_sheet;"


class Migration(migrations.Migration):
    """The sheet of conditions of each report, and reports near one another."""

    dependencies = [("cases", "0008_written_in"), ("evidence", "0004_examinations")]
    operations = [
        migrations.RunSQL(FORWARD + walled("cases_sheet"), unwalled("cases_sheet") + BACK),
    ]
