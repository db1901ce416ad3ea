from django.db import migrations

FORWARD = """
CREATE TABLE figures_count (
    jurisdiction_id smallint NOT NULL,
    sent_on date NOT NULL,
    field text NOT NULL,
    commune text NOT NULL,
    stage text NOT NULL,
    cases integer NOT NULL,
    PRIMARY KEY (jurisdiction_id, sent_on, field, commune, stage)
);
CREATE TABLE figures_delta (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    jurisdiction_id smallint NOT NULL,
    sent_on date NOT NULL,
    field text NOT NULL,
    commune text NOT NULL,
    stage text NOT NULL,
    cases integer NOT NULL
);
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_agencies")]
    operations = [migrations.RunSQL(FORWARD, "DROP TABLE figures_delta, figures_count")]
