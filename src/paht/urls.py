"""Where each door is."""

from django.urls import URLPattern, URLResolver, path

from paht.doors.pages import roster, staff

urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-nhap/", staff.sign_in, name="sign-in"),
    path("dang-xuat/", staff.sign_out, name="sign-out"),
    path("lich-truc/", roster.show, name="roster"),
]

handler403 = "paht.doors.pages.errors.forbidden"
handler404 = "paht.doors.pages.errors.not_found"
handler500 = "paht.doors.pages.errors.failed"
