"""The hotline's addresses, under ``/desk/cuoc-goi/``."""

from django.urls import path

from paht.doors.hotline import views, views_call, views_ordering

urlpatterns = [
    path("", views.listed, name="hotline"),
    path("dang-co/", views.going_on, name="hotline-live"),
    path("do-chuong/", views.ringing, name="hotline-ringing"),
    path("<uuid:call_id>/", views_call.show, name="hotline-call"),
    path("<uuid:call_id>/ghi-am/", views_call.recording, name="hotline-recording"),
    path("<uuid:call_id>/<slug:word>", views_call.act, name="hotline-act"),
    path("goi/<uuid:case_id>/<slug:whom>", views_ordering.call_out, name="hotline-call-out"),
]
