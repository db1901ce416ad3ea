from django.db import migrations

FORWARD = """
CREATE TABLE messages_sms (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    template text NOT NULL,
    sealed bytea,
    made_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    attempts smallint NOT NULL DEFAULT 0,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'delivered', 'failed', 'lapsed')),
    settled_at timestamptz,
    reference text NOT NULL DEFAULT '',
    problem text NOT NULL DEFAULT '',
    PRIMARY KEY (jurisdiction_id, id),
    CHECK (state = 'waiting' OR sealed IS NULL)
);
CREATE INDEX messages_sms_waiting ON messages_sms (due_at, id) WHERE state = 'waiting';
CREATE INDEX messages_sms_reference ON messages_sms (reference) WHERE reference <> '';

REVOKE ALL ON messages_sms FROM paht_app, paht_worker;
GRANT INSERT ON messages_sms TO paht_app, paht_worker;
GRANT SELECT (jurisdiction_id, id, template, made_at, due_at, ends_at, attempts, state, settled_at, reference, problem)
    ON messages_sms TO paht_app;
GRANT UPDATE (state, settled_at, problem) ON messages_sms TO paht_app;
GRANT SELECT, UPDATE ON messages_sms TO paht_worker;
"""


class Migration(migrations.Migration):
    """Text messages: sealed for the worker until they are sent, then without their text. The web's role cannot read
    it."""

    dependencies = [("messages", "0004_without_case")]
    operations = [migrations.RunSQL(FORWARD, "DROP TABLE messages_sms")]
