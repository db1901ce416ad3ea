from django.db import migrations

from paht.walls.policies import unwalled, walled

FORWARD = """
CREATE TABLE consents_consent (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    body_id uuid,
    version integer NOT NULL,
    state jsonb NOT NULL,
    purpose text NOT NULL,
    asked_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE INDEX consents_consent_by_case ON consents_consent (jurisdiction_id, case_id, asked_at DESC, id DESC);
CREATE INDEX consents_consent_by_body ON consents_consent (jurisdiction_id, body_id, asked_at DESC, id DESC);
CREATE INDEX consents_consent_latest ON consents_consent (jurisdiction_id, asked_at DESC, id DESC);

CREATE TABLE consents_event (
    jurisdiction_id smallint NOT NULL,
    consent_id uuid NOT NULL,
    number integer NOT NULL,
    type text NOT NULL,
    command_id uuid NOT NULL,
    content text NOT NULL,
    salt bytea NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, consent_id, number)
);
CREATE UNIQUE INDEX consents_event_once ON consents_event (jurisdiction_id, consent_id, command_id);

CREATE FUNCTION consents_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are append-only';
END $$;
CREATE TRIGGER consents_event_append_only BEFORE UPDATE OR DELETE ON consents_event
    FOR EACH ROW EXECUTE FUNCTION consents_event_is_append_only();
CREATE TRIGGER consents_event_never_truncated BEFORE TRUNCATE ON consents_event
    FOR EACH STATEMENT EXECUTE FUNCTION consents_event_is_append_only();

REVOKE UPDATE, DELETE, TRUNCATE ON consents_event FROM paht_app, paht_worker;
REVOKE DELETE, TRUNCATE ON consents_consent FROM paht_app, paht_worker;
REVOKE INSERT, UPDATE ON consents_event, consents_consent FROM paht_worker;
REVOKE UPDATE ON consents_consent FROM paht_app;
GRANT UPDATE (version, state) ON consents_consent TO paht_app;
"""
TABLES = ("consents_consent", "consents_event")
BACK = """
DROP TABLE consents_event, consents_consent;
DROP FUNCTION consents_event_is_append_only
"""


class Migration(migrations.Migration):
    """Questions to senders about their personal data, the answers, and the grants (VL.7.5, VL.20.4)."""

    dependencies = [("agencies", "0008_walls"), ("cases", "0008_written_in")]
    operations = [
        migrations.RunSQL(FORWARD, BACK),
        *(migrations.RunSQL(walled(table), unwalled(table)) for table in TABLES),
    ]
