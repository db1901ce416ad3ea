from django.db import migrations

FORWARD = """
GRANT SELECT (id, slug) ON agencies_jurisdiction TO paht_vault;
"""
BACK = """
REVOKE SELECT (id, slug) ON agencies_jurisdiction FROM paht_vault;
"""


class Migration(migrations.Migration):
    """The vault process knows whose exchange an exchange is."""

    dependencies = [("calls", "0002_extensions"), ("agencies", "0008_walls")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
