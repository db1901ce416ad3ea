"""The desk's addresses, under ``/desk/``."""

from django.urls import path

from paht.doors.desk import (
    views,
    views_case,
    views_chats,
    views_entering,
    views_findings,
    views_learning,
    views_mail,
    views_originals,
    views_search,
    views_sheet,
    views_standing,
    views_waiting,
)

urlpatterns = [
    path("", views.queue, name="desk"),
    path("next/", views.next_case, name="desk-next"),
    path("waiting/", views_waiting.waiting, name="desk-waiting"),
    path("asked/", views.asked, name="desk-asked"),
    path("learning/", views_learning.learning, name="desk-learning"),
    path("thu/", views_mail.listed, name="desk-mail"),
    path("thu/<uuid:draft_id>/", views_mail.show, name="desk-mail-letter"),
    path("thu/<uuid:draft_id>/<slug:action>", views_mail.act, name="desk-mail-act"),
    path("chats/", views_chats.listed, name="desk-chats"),
    path("chats/<uuid:conversation_id>/", views_chats.show, name="desk-chat"),
    path("search/", views_search.search, name="desk-search"),
    path("phat-hien/", views_findings.listed, name="desk-findings"),
    path("phat-hien/<uuid:candidate_id>/", views_findings.show, name="desk-finding"),
    path("phat-hien/<uuid:candidate_id>/<slug:action>/", views_findings.decide, name="desk-finding-decide"),
    path(
        "phat-hien/<uuid:candidate_id>/anh/<uuid:file_id>.jpg",
        views_findings.photo,
        name="desk-finding-photo",
    ),
    path("case/<uuid:case_id>/", views_case.show, name="desk-case"),
    path("new/<slug:mode>/", views_entering.enter, name="desk-new"),
    path("case/<uuid:case_id>/violation/", views_standing.violation, name="desk-violation"),
    path("case/<uuid:case_id>/lift/", views_standing.lift, name="desk-lift"),
    path("case/<uuid:case_id>/sheet/", views_sheet.show, name="desk-sheet"),
    path("case/<uuid:case_id>/examine/", views_sheet.again, name="desk-examine"),
    path("case/<uuid:case_id>/sender/", views_case.sender, name="desk-sender"),
    path("case/<uuid:case_id>/original/", views_originals.original, name="desk-original"),
    path("case/<uuid:case_id>/preview/", views_case.preview, name="desk-preview"),
    path("case/<uuid:case_id>/<slug:action>/", views_case.act, name="desk-act"),
    path("photo/<uuid:case_id>/<uuid:file_id>/<int:size>.jpg", views_case.photo, name="desk-photo"),
    path("file/<uuid:case_id>/<uuid:file_id>/", views_case.file, name="desk-file"),
    path("played/<uuid:case_id>/<uuid:file_id>/", views_case.played, name="desk-played"),
]
