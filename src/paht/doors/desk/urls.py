"""The desk's addresses, under ``/desk/``."""

from django.urls import path

from paht.doors.desk import (
    views,
    views_case,
    views_entering,
    views_search,
    views_standing,
    views_waiting,
)

urlpatterns = [
    path("", views.queue, name="desk"),
    path("next/", views.next_case, name="desk-next"),
    path("waiting/", views_waiting.waiting, name="desk-waiting"),
    path("asked/", views.asked, name="desk-asked"),
    path("search/", views_search.search, name="desk-search"),
    path("case/<uuid:case_id>/", views_case.show, name="desk-case"),
    path("new/<slug:mode>/", views_entering.enter, name="desk-new"),
    path("case/<uuid:case_id>/violation/", views_standing.violation, name="desk-violation"),
    path("case/<uuid:case_id>/lift/", views_standing.lift, name="desk-lift"),
    path("case/<uuid:case_id>/sender/", views_case.sender, name="desk-sender"),
    path("case/<uuid:case_id>/preview/", views_case.preview, name="desk-preview"),
    path("case/<uuid:case_id>/<slug:action>/", views_case.act, name="desk-act"),
    path("photo/<uuid:case_id>/<uuid:file_id>/<int:size>.jpg", views_case.photo, name="desk-photo"),
    path("file/<uuid:case_id>/<uuid:file_id>/", views_case.original, name="desk-file"),
]
