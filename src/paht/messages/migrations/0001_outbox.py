from django.db import migrations

FORWARD = """
CREATE TABLE messages_outbox (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    recipient_kind text NOT NULL CHECK (recipient_kind IN ('sender', 'agency', 'desk')),
    recipient_id uuid,
    template text NOT NULL,
    context jsonb NOT NULL,
    made_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    attempts smallint NOT NULL DEFAULT 0,
    delivered_at timestamptz,
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE INDEX messages_outbox_waiting ON messages_outbox (due_at, id) WHERE delivered_at IS NULL;
CREATE INDEX messages_outbox_by_case ON messages_outbox (jurisdiction_id, case_id, id);
REVOKE DELETE, TRUNCATE ON messages_outbox FROM paht_app, paht_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_agencies")]
    operations = [migrations.RunSQL(FORWARD, "DROP TABLE messages_outbox")]
