from django.db import migrations

from paht.walls.policies import walled

TABLES = ("conversations_conversation", "conversations_heard", "conversations_report", "conversations_said")

FORWARD = """
CREATE TABLE conversations_conversation (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    channel text NOT NULL CHECK (channel IN ('zalo', 'facebook')),
    person bytea NOT NULL CHECK (octet_length(person) = 32),
    version integer NOT NULL,
    record_id uuid NOT NULL,
    begun_at timestamptz NOT NULL,
    heard_at timestamptz NOT NULL,
    replies smallint NOT NULL DEFAULT 0,
    due_at timestamptz,
    attempts smallint NOT NULL DEFAULT 0,
    command_id uuid,
    draft text NOT NULL DEFAULT 'none' CHECK (draft IN ('none', 'open', 'complete')),
    PRIMARY KEY (jurisdiction_id, id),
    UNIQUE (jurisdiction_id, channel, person)
);
CREATE INDEX conversations_conversation_due ON conversations_conversation (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX conversations_conversation_open ON conversations_conversation (command_id)
    WHERE command_id IS NOT NULL;
CREATE INDEX conversations_conversation_lately ON conversations_conversation (jurisdiction_id, heard_at DESC, id DESC);

CREATE TABLE conversations_heard (
    jurisdiction_id smallint NOT NULL,
    event_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    heard_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, event_id)
);
CREATE INDEX conversations_heard_of ON conversations_heard (jurisdiction_id, conversation_id, heard_at DESC);

CREATE TABLE conversations_report (
    jurisdiction_id smallint NOT NULL,
    case_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    sent_at timestamptz NOT NULL,
    seen_version integer NOT NULL DEFAULT 0,
    told text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (jurisdiction_id, case_id)
);
CREATE INDEX conversations_report_of ON conversations_report (jurisdiction_id, conversation_id, sent_at DESC);

CREATE TABLE conversations_said (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    staff_id uuid,
    made_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    attempts smallint NOT NULL DEFAULT 0,
    delivered_at timestamptz,
    given_up_at timestamptz,
    problem text NOT NULL DEFAULT '',
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE INDEX conversations_said_waiting ON conversations_said (due_at, id)
    WHERE delivered_at IS NULL AND given_up_at IS NULL;
CREATE INDEX conversations_said_of ON conversations_said (jurisdiction_id, conversation_id, made_at DESC);

REVOKE ALL ON conversations_conversation, conversations_heard, conversations_report, conversations_said
    FROM paht_app, paht_worker;
GRANT SELECT, INSERT ON conversations_conversation, conversations_heard, conversations_report, conversations_said
    TO paht_app, paht_worker;
GRANT UPDATE (version, record_id, heard_at, replies, due_at, attempts, draft, command_id) ON conversations_conversation
    TO paht_app, paht_worker;
GRANT UPDATE (due_at, given_up_at, problem) ON conversations_said TO paht_app;
GRANT UPDATE (seen_version, told) ON conversations_report TO paht_worker;
GRANT UPDATE (due_at, attempts, delivered_at, given_up_at, problem) ON conversations_said TO paht_worker;
"""

BACK = "".join(f"DROP TABLE {table};" for table in TABLES)


class Migration(migrations.Migration):
    """Conversations by a keyed digest of who writes, what was heard and said (the words are records of the vault)."""

    initial = True
    dependencies = [("people", "0002_vault"), ("cases", "0001_cases"), ("messages", "0008_inbox")]
    operations = [migrations.RunSQL(FORWARD + "".join(walled(table) for table in TABLES), BACK)]
