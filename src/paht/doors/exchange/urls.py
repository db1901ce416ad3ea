from django.urls import path

from paht.doors.exchange import commanding, openapi, reading

urlpatterns = [
    path("openapi.json", openapi.show, name="exchange-openapi"),
    path("me", reading.me, name="exchange-me"),
    path("cases", reading.cases, name="exchange-cases"),
    path("changes", reading.changes, name="exchange-changes"),
    path("files", commanding.keep_file, name="exchange-files"),
    path("cases/<uuid:case_id>", reading.case, name="exchange-case"),
    path("cases/<uuid:case_id>/files/<uuid:file_id>", reading.file, name="exchange-file"),
    path("cases/<uuid:case_id>/commands/<slug:action>", commanding.command, name="exchange-command"),
    path("proposals/<uuid:proposal_id>", reading.proposal, name="exchange-proposal"),
]
