from django.db import migrations

from paht.walls.policies import unwalled, walled

FORWARD = """
CREATE TABLE mail_mailbox (
    jurisdiction_id smallint NOT NULL,
    name text NOT NULL,
    uid_validity bigint NOT NULL DEFAULT 0,
    last_uid bigint NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL,
    seen_at timestamptz,
    problem text NOT NULL DEFAULT '',
    problem_since timestamptz,
    PRIMARY KEY (jurisdiction_id, name)
);

CREATE TABLE mail_draft (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('report', 'note')),
    state text NOT NULL CHECK (state IN ('open', 'asked', 'sent', 'refused', 'lapsed', 'done')),
    opened_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    asked_at timestamptz,
    asks smallint NOT NULL DEFAULT 0,
    due_at timestamptz,
    settled_at timestamptz,
    settled_by uuid,
    reason text NOT NULL DEFAULT '',
    case_id uuid,
    writer bytea CHECK (octet_length(writer) = 32),
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE INDEX mail_draft_open ON mail_draft (jurisdiction_id, last_at DESC, id DESC);
CREATE INDEX mail_draft_by_state ON mail_draft (jurisdiction_id, state, last_at DESC, id DESC);
CREATE INDEX mail_draft_due ON mail_draft (due_at) WHERE state = 'asked';
CREATE INDEX mail_draft_by_writer ON mail_draft (jurisdiction_id, writer, opened_at) WHERE writer IS NOT NULL;

CREATE TABLE mail_letter (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    draft_id uuid,
    case_id uuid,
    received_at timestamptz NOT NULL,
    message bytea NOT NULL CHECK (octet_length(message) = 32),
    became text NOT NULL,
    files jsonb NOT NULL DEFAULT '[]',
    left_out jsonb NOT NULL DEFAULT '[]',
    trust jsonb NOT NULL DEFAULT '{}',
    has_record boolean NOT NULL DEFAULT false,
    PRIMARY KEY (jurisdiction_id, id),
    UNIQUE (jurisdiction_id, message)
);
CREATE INDEX mail_letter_of_draft ON mail_letter (jurisdiction_id, draft_id, received_at, id) WHERE draft_id IS NOT NULL;
CREATE INDEX mail_letter_apart ON mail_letter (jurisdiction_id, received_at DESC, id DESC) WHERE draft_id IS NULL;

CREATE TABLE mail_reply (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    draft_id uuid NOT NULL,
    token text NOT NULL,
    letter text NOT NULL,
    missing jsonb NOT NULL DEFAULT '[]',
    made_at timestamptz NOT NULL,
    made_by uuid NOT NULL,
    due_at timestamptz NOT NULL,
    attempts smallint NOT NULL DEFAULT 0,
    sent_at timestamptz,
    given_up_at timestamptz,
    bounced_at timestamptz,
    problem text NOT NULL DEFAULT '',
    PRIMARY KEY (jurisdiction_id, id),
    UNIQUE (jurisdiction_id, token)
);
CREATE INDEX mail_reply_waiting ON mail_reply (due_at, id) WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX mail_reply_of_draft ON mail_reply (jurisdiction_id, draft_id, made_at, id);

REVOKE ALL ON mail_mailbox, mail_draft, mail_letter, mail_reply FROM paht_app, paht_worker;
GRANT SELECT ON mail_mailbox TO paht_app;
GRANT SELECT, INSERT, UPDATE (uid_validity, last_uid, due_at, seen_at, problem, problem_since) ON mail_mailbox TO paht_worker;
GRANT SELECT, UPDATE (state, asked_at, asks, due_at, settled_at, settled_by, reason, case_id, writer) ON mail_draft TO paht_app;
GRANT SELECT, INSERT, UPDATE (state, last_at, settled_at, case_id, writer) ON mail_draft TO paht_worker;
GRANT SELECT ON mail_letter TO paht_app;
GRANT SELECT, INSERT ON mail_letter TO paht_worker;
GRANT SELECT, INSERT ON mail_reply TO paht_app;
GRANT SELECT, UPDATE (due_at, attempts, sent_at, given_up_at, bounced_at, problem) ON mail_reply TO paht_worker;
-- The worker keeps the files that come with a letter, as a page keeps those that come with a form.
GRANT INSERT ON evidence_waiting TO paht_worker;
"""
TABLES = ("mail_mailbox", "mail_draft", "mail_letter", "mail_reply")


class Migration(migrations.Migration):
    """Mailboxes, what came in them, what became of it at the desk, and what was answered. Words lie in the vault."""

    dependencies = [
        ("agencies", "0008_walls"),
        ("messages", "0008_inbox"),
        ("evidence", "0003_uploads"),
        ("people", "0002_vault"),
    ]
    operations = [
        migrations.RunSQL(FORWARD, "DROP TABLE mail_reply, mail_letter, mail_draft, mail_mailbox"),
        *(migrations.RunSQL(walled(table), unwalled(table)) for table in TABLES),
    ]
