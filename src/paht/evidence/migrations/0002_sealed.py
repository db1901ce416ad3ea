from django.db import migrations

from paht.walls.policies import opened_to_vault, walled

TABLES = """
CREATE TABLE evidence_waiting (
    jurisdiction_id smallint NOT NULL,
    file_id uuid NOT NULL,
    since timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    tries smallint NOT NULL DEFAULT 0,
    in_clear boolean NOT NULL DEFAULT false,
    PRIMARY KEY (jurisdiction_id, file_id)
);
CREATE INDEX evidence_waiting_due ON evidence_waiting (due_at DESC, since DESC);
CREATE INDEX evidence_waiting_in_clear ON evidence_waiting (jurisdiction_id) WHERE in_clear;
REVOKE ALL ON evidence_waiting FROM paht_app, paht_worker;
GRANT SELECT, INSERT ON evidence_waiting TO paht_app;
GRANT SELECT, INSERT, UPDATE (due_at, tries, in_clear), DELETE ON evidence_waiting TO paht_worker;
GRANT SELECT ON evidence_waiting TO paht_vault;
"""


class Migration(migrations.Migration):
    """Which files wait for their copies, and which of these lie in the clear still: the worker's tasks. While a file
    waits, the vault gives its key to the system."""

    dependencies = [("evidence", "0001_files"), ("people", "0011_citizens"), ("agencies", "0008_walls")]
    operations = [
        migrations.RunSQL(
            TABLES + walled("evidence_waiting") + opened_to_vault("evidence_waiting"),
            "DROP TABLE evidence_waiting",
        )
    ]
