"""The job that learns, and taking a version into use.

A learnt model is taken into use only where it tells more held-out fields rightly than the one in use, and the kinds not
worse; what was not better is on record all the same, without its content. Nothing changes silently: every choice is a
row with the moment and whoever made it.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from paht.cases.queries.decisions import Decision, decisions
from paht.learning import queries
from paht.triage.features import without_personal_data

JOB = "học hằng ngày từ quyết định của bàn điều hành"
AT_LEAST, AT_MOST = 200, 20_000
"""Fewer decisions teach nothing that the shipped sentences do not; of more only the newest are taken."""
AT_LEAST_NEW = 50
AT_LEAST_HELD_OUT = 30
WORSE_KIND = 0.01
"""How much worse the kinds may be told where the fields are told better."""


@dataclass(frozen=True, slots=True)
class NotKept:
    """Why a version cannot be taken into use, in words for whoever asked."""

    reason: str


def question(*, jurisdiction_id: int) -> dict[str, Any] | None:
    """What the learning process is asked; ``None`` where too little was decided since the last time."""
    decided = decisions(jurisdiction_id=jurisdiction_id, limit=AT_MOST)
    newest = queries.versions(jurisdiction_id=jurisdiction_id, limit=1)
    before = newest[0].decisions if newest else 0
    if len(decided) < AT_LEAST or (len(decided) < AT_MOST and len(decided) - before < AT_LEAST_NEW):
        return None
    content = queries.content_of(
        jurisdiction_id=jurisdiction_id, version=queries.in_use(jurisdiction_id=jurisdiction_id)
    )
    return {"model": content, "decisions": [_plain(each) for each in decided]}


@transaction.atomic
def record(
    *, jurisdiction_id: int, answer: dict[str, Any], content: bytes, now: datetime, job: str = JOB
) -> bool:
    """Write what came out, and take it into use where it is better; whether it was."""
    is_better = better(answer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(72101, %s)", [jurisdiction_id])
        newest = queries.versions(jurisdiction_id=jurisdiction_id, limit=1)
        version = newest[0].version + 1 if newest else 1
        cursor.execute(
            "INSERT INTO learning_model (jurisdiction_id, version, made_at, job, decisions, held_out, field_before, "
            "field_after, kind_before, kind_after, is_kept, content) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                *(jurisdiction_id, version, now, job, answer["decisions"], answer["held_out"]),
                *(answer["field_before"], answer["field_after"], answer["kind_before"], answer["kind_after"]),
                *(is_better, content if is_better else None),
            ],
        )
    if is_better:
        _choose(jurisdiction_id, version, now, None)
    return is_better


def better(answer: dict[str, Any]) -> bool:
    """Whether what was learnt is better than what was in use, on decisions that neither had learnt."""
    return bool(
        answer["held_out"] >= AT_LEAST_HELD_OUT
        and answer["field_after"] > answer["field_before"]
        and answer["kind_after"] >= answer["kind_before"] - WORSE_KIND
    )


@transaction.atomic
def use(*, jurisdiction_id: int, version: int, now: datetime, by: uuid.UUID) -> NotKept | None:
    """Take a version into use again (0: the shipped one); what speaks against it, else ``None``."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(72101, %s)", [jurisdiction_id])
    if version == queries.in_use(jurisdiction_id=jurisdiction_id):
        return NotKept("Bản này đang được dùng; không có gì thay đổi.")
    if (
        version != queries.SHIPPED
        and queries.content_of(jurisdiction_id=jurisdiction_id, version=version) is None
    ):
        return NotKept("Bản này không được giữ lại vì không tốt hơn bản đang dùng; xin chọn một bản khác.")
    _choose(jurisdiction_id, version, now, by)
    return None


def _choose(jurisdiction_id: int, version: int, now: datetime, by: uuid.UUID | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO learning_choice (jurisdiction_id, number, version, chosen_at, chosen_by) "
            "SELECT %s, coalesce(max(number), 0) + 1, %s, %s, %s FROM learning_choice WHERE jurisdiction_id = %s",
            [jurisdiction_id, version, now, by, jurisdiction_id],
        )
    transaction.on_commit(queries.forget)


def _plain(each: Decision) -> dict[str, Any]:
    """A decision as the process reads it; not even hashes of personal data are learnt (VL.7.5)."""
    text = without_personal_data(each.text)
    return {"text": text, "answers": {"field": each.field, "kind": each.kind}, "group": each.group}
