"""The desk's addresses, under ``/desk/``."""

from django.urls import path

from paht.doors.desk import views, views_case, views_search, views_waiting

urlpatterns = [
    path("", views.queue, name="desk"),
    path("next/", views.next_case, name="desk-next"),
    path("waiting/", views_waiting.waiting, name="desk-waiting"),
    path("search/", views_search.search, name="desk-search"),
    path("case/<uuid:case_id>/", views_case.show, name="desk-case"),
    path("case/<uuid:case_id>/sender/", views_case.sender, name="desk-sender"),
    path("case/<uuid:case_id>/preview/", views_case.preview, name="desk-preview"),
    path("case/<uuid:case_id>/<slug:action>/", views_case.act, name="desk-act"),
    path("photo/<uuid:case_id>/<uuid:file_id>/<int:size>.jpg", views_case.photo, name="desk-photo"),
    path("file/<uuid:case_id>/<uuid:file_id>/", views_case.original, name="desk-file"),
]
