"""The citizen's addresses (VL.2.3.a)."""

from django.urls import path

from paht.doors.citizen import (
    views_follow,
    views_interacting,
    views_photos,
    views_public,
    views_record,
    views_send,
)

urlpatterns = [
    path("", views_public.home, name="citizen-home"),
    path("gui/", views_send.send, name="citizen-send"),
    path("phieu/<str:code>", views_send.receipt, name="citizen-receipt"),
    path("tra-cuu/", views_follow.look_up, name="citizen-look-up"),
    path("theo-doi/<str:code>", views_follow.follow, name="citizen-follow"),
    path("theo-doi/<str:code>/xac-nhan", views_follow.confirm, name="citizen-confirm"),
    path("theo-doi/<str:code>/bo-sung", views_follow.supplement, name="citizen-supplement"),
    path("theo-doi/<str:code>/xac-minh", views_follow.answer_verification, name="citizen-verification"),
    path("theo-doi/<str:code>/giu-bi-mat", views_follow.ask_confidentiality, name="citizen-confidentiality"),
    path("theo-doi/<str:code>/danh-gia", views_follow.rate, name="citizen-rate"),
    path("theo-doi/<str:code>/tuong-tac", views_follow.interact, name="citizen-interact"),
    path("theo-doi/<str:code>/rut", views_follow.withdraw, name="citizen-withdraw"),
    path("ket-qua/", views_public.results, name="citizen-results"),
    path("ket-qua/<uuid:case_id>", views_public.result, name="citizen-result"),
    path("ket-qua/<uuid:case_id>/tuong-tac", views_interacting.interact, name="citizen-interact-public"),
    path("ket-qua/<uuid:case_id>/bien-nhan.json", views_record.of_result, name="citizen-result-receipt"),
    path("theo-doi/<str:code>/bien-nhan.json", views_record.of_followed, name="citizen-follow-receipt"),
    path("bien-nhan/", views_record.check, name="citizen-receipt-check"),
    path("bien-nhan/khoa.txt", views_record.key, name="citizen-record-key"),
    path("ban-do/", views_public.map_page, name="citizen-map"),
    path("ban-do/diem.json", views_public.points, name="citizen-points"),
    path("ban-do/o.geojson", views_public.cells, name="citizen-cells"),
    path("quy-trinh/", views_public.process, name="citizen-process"),
    path("danh-ba/", views_public.directory, name="citizen-directory"),
    path("anh/<str:key>/<uuid:file_id>/<int:size>.jpg", views_photos.photo, name="citizen-photo"),
]
