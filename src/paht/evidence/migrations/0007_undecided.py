from django.db import migrations

FORWARD = """
CREATE FUNCTION evidence_is_undecided(state jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT EXISTS (
        SELECT FROM jsonb_array_elements(
            jsonb_path_query_array(state, '$.files[*]')
            || jsonb_path_query_array(state, '$.assignments[*].result_files[*]')
            || jsonb_path_query_array(state, '$.requests[*].files[*]')) AS file
        WHERE file ->> 'media_type' LIKE 'image/%'
        AND NOT jsonb_path_query_array(state, '$.public_pictures[*].file') @> (file -> 'id'))
$$;
CREATE INDEX evidence_case_undecided ON cases_case (jurisdiction_id, published_at, id)
    WHERE is_public AND evidence_is_undecided(state);
"""
BACK = "DROP INDEX evidence_case_undecided; DROP FUNCTION evidence_is_undecided(jsonb);"


class Migration(migrations.Migration):
    """The published cases with a photo about which no officer has decided, however long ago they were published: few
    among all that are public, so that an index holds them alone.
    """

    dependencies = [("evidence", "0006_films"), ("cases", "0009_sheets")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
