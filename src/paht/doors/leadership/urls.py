"""Addresses of the leaders' interface."""

from django.urls import path

from paht.doors.leadership import casepage, conduct, views, views_merits
from paht.doors.pages import consents

urlpatterns = [
    path("", views.overview, name="leadership"),
    path("cases", views.cases, name="leadership-cases"),
    path("case/<uuid:case_id>", casepage.show, name="leadership-case"),
    path("case/<uuid:case_id>/yeu-cau-thong-tin/", consents.demand, name="leadership-demand"),
    path("case/<uuid:case_id>/<slug:action>", casepage.act, name="leadership-act"),
    path("photo/<uuid:case_id>/<uuid:file_id>/<int:size>.jpg", views.photo, name="leadership-photo"),
    path("failings", conduct.failings, name="leadership-failings"),
    path("merits", views_merits.merits, name="leadership-merits"),
    path("edition", views.edition, name="leadership-edition"),
]
