"""What was found in pictures that must not be public: where, what kind, how surely; nothing of what was seen."""

from django.db import migrations

from paht.walls.policies import walled

MAKE = """
CREATE TABLE evidence_marks (
    jurisdiction_id smallint NOT NULL,
    sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
    marks text,
    looked_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, sha256)
);
COMMENT ON COLUMN evidence_marks.marks IS 'NULL: it could not be looked at, which is not the same as none';
REVOKE ALL ON evidence_marks FROM paht_app, paht_worker;
GRANT SELECT ON evidence_marks TO paht_app, paht_worker;
GRANT INSERT ON evidence_marks TO paht_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0004_examinations"), ("agencies", "0008_walls")]
    operations = [migrations.RunSQL(MAKE + walled("evidence_marks"), "DROP TABLE evidence_marks")]
