from django.urls import path

from paht.doors.exchange import commanding, openapi, reading, trying

urlpatterns = [
    path("openapi.json", openapi.show, name="exchange-openapi"),
    path("me", reading.me, name="exchange-me"),
    path("cases", reading.cases, name="exchange-cases"),
    path("changes", reading.changes, name="exchange-changes"),
    path("files", commanding.keep_file, name="exchange-files"),
    path("cases/<uuid:case_id>", reading.case, name="exchange-case"),
    path("cases/<uuid:case_id>/files/<uuid:file_id>", reading.file, name="exchange-file"),
    path("cases/<uuid:case_id>/commands/<slug:action>", commanding.command, name="exchange-command"),
    path("sandbox/cases", trying.new_case, name="exchange-sandbox-case"),
    path("sandbox/cases/<uuid:case_id>/<slug:act>", trying.play, name="exchange-sandbox-act"),
    path("sandbox/endpoint", trying.endpoint, name="exchange-sandbox-endpoint"),
    path("sandbox/reset", trying.reset, name="exchange-sandbox-reset"),
    path("proposals/<uuid:proposal_id>", reading.proposal, name="exchange-proposal"),
]
