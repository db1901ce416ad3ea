"""Addresses of the agencies' interface."""

from django.urls import path

from paht.doors.agency import actions, members, procedure, views
from paht.doors.pages import consents

urlpatterns = [
    path("", views.inbox, name="agency"),
    path("asked", views.asked, name="agency-asked"),
    path("quy-trinh/", procedure.show, name="agency-procedure"),
    path("thanh-vien/", members.show, name="agency-members"),
    path("case/<uuid:case_id>", views.case, name="agency-case"),
    path("case/<uuid:case_id>/preview", actions.preview, name="agency-preview"),
    path("case/<uuid:case_id>/nguoi-gui/", consents.ask, name="agency-consents"),
    path("case/<uuid:case_id>/<slug:action>", actions.act, name="agency-act"),
    path("photo/<uuid:case_id>/<uuid:file_id>/<int:size>.jpg", views.photo, name="agency-photo"),
]
