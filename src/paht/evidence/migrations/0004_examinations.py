"""What examinations found, and the perceptual hashes by which like pictures are found."""

from django.db import migrations

from paht.walls.policies import opened_to_vault, unwalled, walled

TABLES = """
CREATE TABLE evidence_examination (
    jurisdiction_id smallint NOT NULL,
    file_id uuid NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
    attempts smallint NOT NULL DEFAULT 0,
    claimed_until timestamptz,
    version smallint,
    findings jsonb,
    finished_at timestamptz,
    PRIMARY KEY (jurisdiction_id, file_id),
    CHECK (state <> 'done' OR (findings IS NOT NULL AND version IS NOT NULL))
);
-- A file's id tells when it came: the newest are taken first.
CREATE INDEX evidence_examination_waiting ON evidence_examination (file_id DESC) WHERE state = 'waiting';
CREATE INDEX evidence_examination_older ON evidence_examination (version, file_id) WHERE state = 'done';

-- The bands are columns, not expressions: behind a wall an index on an expression is not used (ADR 18).
CREATE TABLE evidence_hash (
    jurisdiction_id smallint NOT NULL,
    file_id uuid NOT NULL,
    place smallint NOT NULL,
    hash bigint NOT NULL,
    about_id uuid,
    band0 integer NOT NULL GENERATED ALWAYS AS ((hash & 65535)::integer) STORED,
    band1 integer NOT NULL GENERATED ALWAYS AS (((hash >> 16) & 65535)::integer) STORED,
    band2 integer NOT NULL GENERATED ALWAYS AS (((hash >> 32) & 65535)::integer) STORED,
    band3 integer NOT NULL GENERATED ALWAYS AS (((hash >> 48) & 65535)::integer) STORED,
    PRIMARY KEY (jurisdiction_id, file_id, place)
);
CREATE INDEX evidence_hash_band0 ON evidence_hash (jurisdiction_id, band0);
CREATE INDEX evidence_hash_band1 ON evidence_hash (jurisdiction_id, band1);
CREATE INDEX evidence_hash_band2 ON evidence_hash (jurisdiction_id, band2);
CREATE INDEX evidence_hash_band3 ON evidence_hash (jurisdiction_id, band3);
"""

# Whoever keeps a file orders its examination in the same statement; no door and no import can forget it.
ORDERED = """
CREATE FUNCTION evidence_file_is_examined() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO evidence_examination (jurisdiction_id, file_id) VALUES (NEW.jurisdiction_id, NEW.id)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER evidence_file_examined AFTER INSERT ON evidence_file
    FOR EACH ROW EXECUTE FUNCTION evidence_file_is_examined();
INSERT INTO evidence_examination (jurisdiction_id, file_id) SELECT jurisdiction_id, id FROM evidence_file;
"""

RIGHTS = """
REVOKE ALL ON evidence_examination, evidence_hash FROM paht_app, paht_worker;
GRANT SELECT, INSERT ON evidence_examination TO paht_app;
GRANT UPDATE (state, attempts, claimed_until) ON evidence_examination TO paht_app;
GRANT SELECT, INSERT, UPDATE ON evidence_examination TO paht_worker;
GRANT SELECT ON evidence_hash TO paht_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON evidence_hash TO paht_worker;
-- The vault gives the system the key of a file that waits for its examination.
GRANT SELECT (jurisdiction_id, file_id, state) ON evidence_examination TO paht_vault;
"""

BACK = """
DROP TRIGGER evidence_file_examined ON evidence_file;
DROP FUNCTION evidence_file_is_examined;
DROP TABLE evidence_hash, evidence_examination
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_uploads"), ("agencies", "0008_walls")]
    operations = [
        migrations.RunSQL(
            "".join(
                [
                    TABLES,
                    ORDERED,
                    RIGHTS,
                    walled("evidence_examination"),
                    opened_to_vault("evidence_examination"),
                    walled("evidence_hash"),
                ]
            ),
            "".join([unwalled("evidence_hash"), unwalled("evidence_examination"), BACK]),
        )
    ]
