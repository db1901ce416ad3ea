"""The table of kept files: written once, never changed, with nothing that names a person."""

from django.db import migrations

MAKE = """
CREATE TABLE evidence_file (
    jurisdiction_id smallint NOT NULL,
    id uuid NOT NULL,
    sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
    media_type text NOT NULL,
    size_bytes bigint NOT NULL CHECK (size_bytes > 0),
    width int CHECK (width > 0),
    height int CHECK (height > 0),
    taken_at timestamptz,
    taken_source text CHECK (taken_source IN ('exif', 'exif-local', 'gps')),
    latitude float8 CHECK (latitude BETWEEN -90 AND 90),
    longitude float8 CHECK (longitude BETWEEN -180 AND 180),
    received_at timestamptz NOT NULL,
    PRIMARY KEY (jurisdiction_id, id),
    CHECK ((width IS NULL) = (height IS NULL)),
    CHECK ((taken_at IS NULL) = (taken_source IS NULL)),
    CHECK ((latitude IS NULL) = (longitude IS NULL))
);
CREATE INDEX evidence_file_sha256 ON evidence_file (jurisdiction_id, sha256);
GRANT SELECT, INSERT ON evidence_file TO paht_app, paht_worker;
REVOKE UPDATE, DELETE, TRUNCATE ON evidence_file FROM paht_app, paht_worker;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(MAKE, "DROP TABLE evidence_file")]
