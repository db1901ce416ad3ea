"""For those who run the installation: is it alive, is it ready, and how much waits."""

import os
from datetime import datetime
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paht import clock
from paht.agencies import jurisdictions
from paht.agencies.holidays_default import missing_year
from paht.cases import queries
from paht.cases.checkpointing import late_since
from paht.cases.connecting import missing_migrations
from paht.doors.pages import erasures
from paht.evidence import waiting
from paht.messages import queries as messages
from paht.messages import undelivered
from paht.people.vault_wire import VaultClosed, ask
from paht.walls import everywhere


@never_cache
@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """200 with warnings where the work can be done, 503 where it cannot: no database, or tables behind the code."""
    try:
        behind = missing_migrations()
        warnings = _warnings() if not behind else []
    except DatabaseError:
        return JsonResponse({"ready": False, "problem": "database unreachable", "warnings": []}, status=503)
    if behind:
        problem = {"ready": False, "problem": "migrations missing", "migrations": behind, "warnings": []}
        return JsonResponse(problem, status=503)
    return JsonResponse({"ready": True, "warnings": warnings})


def _warnings() -> list[dict[str, Any]]:
    """A calendar year that no operator has confirmed: terms would run on guessed holidays; a record that is not signed
    any more; erasures that a restore brought back."""
    now = clock.now()
    late = late_since(now=now)
    unsigned = {"jurisdiction": None, "warning": "checkpoint missing", "since": late and late.isoformat()}
    return [*([unsigned] if late else []), *_of_vault(), *erasures.due(), *_of_files(), *_unconfirmed(now)]


def _of_vault() -> list[dict[str, Any]]:
    """A vault that does not answer, so that nothing personal can be opened; one that is no wall, because it runs as
    the very account of this process, which could read its keys."""
    try:
        account = ask("alive")["account"]
    except VaultClosed:
        return [{"jurisdiction": None, "warning": "vault closed"}]
    return [{"jurisdiction": None, "warning": "vault shares our account"}] if account == os.geteuid() else []


def _of_files() -> list[dict[str, Any]]:
    """Originals that lie in the clear until the worker has sealed them; those that it cannot open."""
    with everywhere():
        found = waiting.counts()
    said = {"in_clear": "originals in the clear", "damaged": "originals cannot be opened"}
    return [
        {"jurisdiction": None, "warning": said[name], "files": count}
        for name, count in found.items()
        if count
    ]


def _unconfirmed(now: datetime) -> list[dict[str, Any]]:
    return [
        {"jurisdiction": each.slug, "warning": "calendar not confirmed", "year": year}
        for each in jurisdictions.every()
        if (year := missing_year(now, each.confirmed_years)) is not None
    ]


@never_cache
@require_safe
def metrics(_request: HttpRequest) -> HttpResponse:
    """Figures in Prometheus' text form; counts alone, nothing about a person or a case."""
    now = clock.now()
    slugs = {each.id: each.slug for each in jurisdictions.every()}
    open_lines, overdue_lines = [], []
    with everywhere():
        counts, (unsent, seconds) = queries.open_counts(at=now), messages.waiting(at=now)
        lost, stuck = undelivered.counts()
    for count in counts:
        jurisdiction = slugs.get(count.jurisdiction_id, str(count.jurisdiction_id))
        labels = f'{{jurisdiction="{jurisdiction}",holder="{count.holder}"}}'
        open_lines.append(f"paht_cases_open{labels} {count.cases}")
        overdue_lines.append(f"paht_cases_overdue{labels} {count.overdue}")
    lines = [
        "# HELP paht_cases_open Open cases by who has them.",
        "# TYPE paht_cases_open gauge",
        *open_lines,
        "# HELP paht_cases_overdue Open cases past their due moment by who has them.",
        "# TYPE paht_cases_overdue gauge",
        *overdue_lines,
        "# HELP paht_outbox_waiting Messages not yet delivered.",
        "# TYPE paht_outbox_waiting gauge",
        f"paht_outbox_waiting {unsent}",
        "# HELP paht_outbox_oldest_seconds For how long the oldest waiting message has been due.",
        "# TYPE paht_outbox_oldest_seconds gauge",
        f"paht_outbox_oldest_seconds {seconds:.0f}",
        "# HELP paht_outbox_given_up Messages that no way took.",
        "# TYPE paht_outbox_given_up gauge",
        f"paht_outbox_given_up {lost}",
        "# HELP paht_inbox_failed Events of channels that could not be worked on.",
        "# TYPE paht_inbox_failed gauge",
        f"paht_inbox_failed {stuck}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; version=0.0.4; charset=utf-8")
