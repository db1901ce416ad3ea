from django.db import migrations

from paht.walls.policies import walled

TABLE = """
CREATE TABLE messages_inbox (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    channel text NOT NULL,
    event bytea NOT NULL CHECK (octet_length(event) = 32),
    received_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    attempts smallint NOT NULL DEFAULT 0,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
    settled_at timestamptz,
    problem text NOT NULL DEFAULT '',
    PRIMARY KEY (jurisdiction_id, id),
    UNIQUE (jurisdiction_id, channel, event)
);
CREATE INDEX messages_inbox_waiting ON messages_inbox (due_at, id) WHERE state = 'waiting';
CREATE INDEX messages_inbox_failed ON messages_inbox (jurisdiction_id, received_at DESC, id DESC)
    WHERE state = 'failed';
REVOKE ALL ON messages_inbox FROM paht_app, paht_worker;
GRANT SELECT, INSERT, UPDATE (state, due_at, attempts, problem, settled_at) ON messages_inbox TO paht_app, paht_worker;
"""


class Migration(migrations.Migration):
    """What the channels brought: which event, and what became of it. Its content is a record of the vault."""

    dependencies = [("messages", "0007_data_protection_officer"), ("people", "0002_vault")]
    operations = [migrations.RunSQL(TABLE + walled("messages_inbox"), "DROP TABLE messages_inbox")]
