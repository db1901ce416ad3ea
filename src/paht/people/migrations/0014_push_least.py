from django.db import migrations

FORWARD = """
REVOKE ALL ON people_push FROM paht_app, paht_worker;
GRANT SELECT, INSERT, DELETE, UPDATE (kind, record_id, key_version, wrapped_key, sealed, made_at) ON people_push
    TO paht_app;
"""
BACK = """
GRANT SELECT, INSERT, UPDATE, DELETE ON people_push TO paht_app;
"""


class Migration(migrations.Migration):
    """Whose session an address for pushes is changes no more."""

    dependencies = [("people", "0013_wishes")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
