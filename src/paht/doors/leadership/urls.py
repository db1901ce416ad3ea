"""Addresses of the leaders' interface."""

from django.urls import path

from paht.doors.leadership import views

urlpatterns = [
    path("", views.overview, name="leadership"),
    path("cases", views.cases, name="leadership-cases"),
    path("case/<uuid:case_id>", views.case, name="leadership-case"),
    path("photo/<uuid:case_id>/<uuid:file_id>/<int:size>.jpg", views.photo, name="leadership-photo"),
    path("edition", views.edition, name="leadership-edition"),
]
