"""Where each door is."""

from django.urls import URLPattern, URLResolver, include, path

from paht.doors import health
from paht.doors.pages import account, administration, phone, registering, reminders, roster, signing_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include("paht.doors.desk.urls")),
    path("dang-nhap/", signing_in.sign_in, name="sign-in"),
    path("dang-xuat/", signing_in.sign_out, name="sign-out"),
    path("tai-khoan/", account.show, name="account"),
    path("tai-khoan/phien", account.end, name="account-session"),
    path("lich-truc/", roster.show, name="roster"),
    path("dang-ky-thanh-vien/", registering.show, name="registering"),
    path("nhac-viec/", reminders.show, name="reminders"),
    path("quan-tri/", administration.show, name="administration"),
    path("quan-tri/co-quan", administration.change_body, name="administration-body"),
    path("demo/phone/", phone.show, name="demo-phone"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("", include("paht.doors.citizen.urls")),
    path("agency/", include("paht.doors.agency.urls")),
    path("leadership/", include("paht.doors.leadership.urls")),
]

handler400 = "paht.doors.pages.errors.bad_request"
handler403 = "paht.doors.pages.errors.forbidden"
handler404 = "paht.doors.pages.errors.not_found"
handler500 = "paht.doors.pages.errors.failed"
