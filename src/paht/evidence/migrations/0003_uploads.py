from django.db import migrations

from paht.walls.policies import walled

TABLES = """
CREATE TABLE evidence_upload (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    owner bytea NOT NULL CHECK (octet_length(owner) = 32),
    length bigint NOT NULL CHECK (length > 0),
    received bigint NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND length),
    expires_at timestamptz NOT NULL,
    file_id uuid,
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE INDEX evidence_upload_expires ON evidence_upload (expires_at);
REVOKE ALL ON evidence_upload FROM paht_app, paht_worker;
GRANT SELECT, INSERT, UPDATE (received, file_id), DELETE ON evidence_upload TO paht_app;
GRANT SELECT, DELETE ON evidence_upload TO paht_worker;
"""


class Migration(migrations.Migration):
    """Uploads that may be resumed: how far each is, and whose; the pieces lie sealed in the folder of files."""

    dependencies = [("evidence", "0002_sealed")]
    operations = [migrations.RunSQL(TABLES + walled("evidence_upload"), "DROP TABLE evidence_upload")]
