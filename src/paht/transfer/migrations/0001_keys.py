from django.db import migrations

from paht.walls.policies import walled

FORWARD = """
CREATE TABLE transfer_key (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 3 AND 120),
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    most integer NOT NULL CHECK (most BETWEEN 1 AND 10000),
    made_at timestamptz NOT NULL,
    made_by uuid NOT NULL,
    revoked_at timestamptz,
    revoked_by uuid,
    PRIMARY KEY (jurisdiction_id, id)
);
CREATE UNIQUE INDEX transfer_key_digest ON transfer_key (digest);
REVOKE ALL ON transfer_key FROM paht_app, paht_worker;
GRANT SELECT, INSERT, UPDATE (revoked_at, revoked_by) ON transfer_key TO paht_app;

CREATE INDEX transfer_public_by_sending ON cases_case (jurisdiction_id, sent_at DESC, id DESC) WHERE is_public;
"""
BACK = "DROP INDEX transfer_public_by_sending; DROP TABLE transfer_key"


class Migration(migrations.Migration):
    """Keys of Open311's clients, and the index by which the public cases of a time are listed."""

    dependencies = [("agencies", "0008_walls"), ("cases", "0009_sheets")]
    operations = [migrations.RunSQL(FORWARD + walled("transfer_key"), BACK)]
