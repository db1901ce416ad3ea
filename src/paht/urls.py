"""Where each door is."""

from django.urls import URLPattern, URLResolver, include, path

from paht.doors.pages import staff

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include("paht.doors.desk.urls")),
    path("dang-nhap/", staff.sign_in, name="sign-in"),
    path("dang-xuat/", staff.sign_out, name="sign-out"),
]

handler403 = "paht.doors.pages.errors.forbidden"
handler404 = "paht.doors.pages.errors.not_found"
handler500 = "paht.doors.pages.errors.failed"
