from django.db import migrations

from paht.walls.policies import unwalled, walled

FORWARD = """
ALTER TABLE people_citizen_session
    ADD COLUMN access_key bytea,
    ADD COLUMN access_ends_at timestamptz,
    ADD COLUMN former_key bytea,
    ADD COLUMN rotated_at timestamptz;
CREATE UNIQUE INDEX people_citizen_session_by_access ON people_citizen_session (access_key)
    WHERE access_key IS NOT NULL;
CREATE INDEX people_citizen_session_by_former ON people_citizen_session (former_key) WHERE former_key IS NOT NULL;

CREATE TABLE people_push (
    jurisdiction_id smallint NOT NULL,
    session_id uuid NOT NULL,
    kind text NOT NULL,
    record_id uuid NOT NULL,
    key_version smallint NOT NULL,
    wrapped_key bytea NOT NULL,
    sealed bytea NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, session_id)
);
REVOKE ALL ON people_push FROM paht_worker;
REVOKE TRUNCATE ON people_push FROM paht_app;
"""

BACK = """
DROP TABLE people_push;
ALTER TABLE people_citizen_session DROP COLUMN access_key, DROP COLUMN access_ends_at, DROP COLUMN former_key,
    DROP COLUMN rotated_at
"""


class Migration(migrations.Migration):
    """Sessions of the app: an access token that ends soon, a refresh token that changes; where a push goes, sealed."""

    dependencies = [("people", "0011_citizens"), ("agencies", "0008_walls")]
    operations = [migrations.RunSQL(FORWARD + walled("people_push"), unwalled("people_push") + BACK)]
