"""Where each door is."""

from django.urls import URLPattern, URLResolver, include, path

from paht.doors import health
from paht.doors.exchange import approving, managing
from paht.doors.exchange import demo as exchange_demo
from paht.doors.facebook import webhook as facebook
from paht.doors.hotline import demo as hotline_demo
from paht.doors.hotline import views as hotline
from paht.doors.hotline import views_extensions
from paht.doors.pages import (
    account,
    account_log,
    administration,
    chatting,
    confirming,
    consents,
    findingsources,
    imports,
    incidents,
    inviting,
    mail_program,
    messagewords,
    open311keys,
    phone,
    provisions,
    registering,
    reminders,
    roster,
    second_factor,
    signing_in,
    subjects,
)
from paht.doors.webhooks import calls, findings, sms
from paht.doors.zalo import webhook as zalo

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/cuoc-goi/", include("paht.doors.hotline.urls")),
    path("desk/", include("paht.doors.desk.urls")),
    path("tai-khoan/dien-thoai/", hotline.line, name="my-line"),
    path("dang-nhap/", signing_in.sign_in, name="sign-in"),
    path("dang-nhap/xac-nhan/", signing_in.confirm, name="sign-in-confirm"),
    path("dang-xuat/", signing_in.sign_out, name="sign-out"),
    path("tai-khoan/", account.show, name="account"),
    path("tai-khoan/phien", account.end, name="account-session"),
    path("tai-khoan/xac-nhan/", confirming.again, name="confirm"),
    path("tai-khoan/thu-thach", confirming.challenge, name="passkey-challenge"),
    path("tai-khoan/xac-thuc/", second_factor.set_up, name="second-factor"),
    path("tai-khoan/xac-thuc/doi", second_factor.change, name="second-factor-change"),
    path("tai-khoan/khoa", second_factor.passkey_challenge, name="passkey-new"),
    path("lich-truc/", roster.show, name="roster"),
    path("dang-ky-thanh-vien/", registering.show, name="registering"),
    path("nhac-viec/", reminders.show, name="reminders"),
    path("quan-tri/", administration.show, name="administration"),
    path("nhat-ky-tai-khoan/", account_log.show, name="account-log"),
    path("nhat-ky-tai-khoan/xuat", account_log.export, name="account-log-export"),
    path("moi/<str:token>/", inviting.accept, name="invitation"),
    path("quan-tri/tai-khoan", administration.account, name="administration-account"),
    path("quan-tri/co-quan", administration.change_body, name="administration-body"),
    path("quan-tri/may-le/", views_extensions.show, name="administration-extensions"),
    path("quan-tri/nguon-tin/", findingsources.sources, name="finding-sources"),
    path("quan-tri/open311/", open311keys.show, name="open311-keys"),
    path("quan-tri/nhap-du-lieu/", imports.listed, name="imports"),
    path("quan-tri/loi-nhan/", messagewords.every, name="message-words"),
    path("quan-tri/loi-nhan/<slug:template>/", messagewords.edit, name="message-words-of"),
    path("su-co/", incidents.listed, name="incidents"),
    path("su-co/bao/", incidents.report, name="incident-report"),
    path("su-co/<uuid:incident_id>/", incidents.show, name="incident"),
    path("su-co/<uuid:incident_id>/<slug:action>", incidents.act, name="incident-act"),
    path("du-lieu-ca-nhan/", subjects.listed, name="subjects"),
    path("du-lieu-ca-nhan/so-xoa/", subjects.erased, name="subjects-erased"),
    path("du-lieu-ca-nhan/<uuid:request_id>/", subjects.show, name="subject-request"),
    path("du-lieu-ca-nhan/<uuid:request_id>/<slug:action>", subjects.act, name="subject-act"),
    path("quyen-xem/", consents.listed, name="consents"),
    path("quyen-xem/<uuid:consent_id>/", consents.show, name="consent"),
    path("quyen-xem/<uuid:consent_id>/con-hieu-luc", consents.still, name="consent-still"),
    path("quyen-xem/<uuid:consent_id>/thoi", consents.recall, name="consent-recall"),
    path("quyen-xem/<uuid:consent_id>/van-ban.jpg", consents.document, name="consent-document"),
    path("cung-cap/", provisions.listed, name="provisions"),
    path("cung-cap/moi/", provisions.ask, name="provision-new"),
    path("cung-cap/<uuid:provision_id>/", provisions.show, name="provision"),
    path("cung-cap/<uuid:provision_id>/tien-do", provisions.progress, name="provision-progress"),
    path("cung-cap/<uuid:provision_id>/quyet-dinh", provisions.decide, name="provision-decide"),
    path("cung-cap/<uuid:provision_id>/thoi", provisions.recall, name="provision-recall"),
    path("cung-cap/<uuid:provision_id>/van-ban.jpg", provisions.document, name="provision-document"),
    path("demo/phone/", phone.show, name="demo-phone"),
    path("demo/phone/mail/", mail_program.show, name="demo-mail"),
    path("webhooks/sms", sms.report, name="webhook-sms"),
    path("webhooks/findings", findings.take, name="webhook-findings"),
    path("demo/phone/calls/", hotline_demo.show, name="demo-calls"),
    path("webhooks/calls", calls.told, name="webhook-calls"),
    path("webhooks/calls/<slug:name>", calls.told, name="webhook-calls-of"),
    path("demo/phone/media/<str:name>", chatting.media, name="demo-chat-media"),
    path("demo/phan-mem/", exchange_demo.software, name="demo-software"),
    path("demo/phone/<slug:platform>/", chatting.show, name="demo-chat"),
    path("webhooks/zalo", zalo.receive, name="webhook-zalo"),
    path("webhooks/facebook", facebook.receive, name="webhook-facebook"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("quan-tri/ket-noi/", managing.every, name="administration-exchange"),
    path("quan-tri/ket-noi/<uuid:agency_id>/", managing.of_agency, name="administration-exchange-agency"),
    path("agency/ket-noi/", managing.own, name="agency-exchange"),
    path("agency/ket-noi/gui-lai", managing.again, name="agency-exchange-again"),
    path("agency/ket-noi/phe-duyet/", approving.show, name="agency-exchange-approvals"),
    path("api/exchange/v1/", include("paht.doors.exchange.urls")),
    path("api/v1/", include("paht.doors.api.urls")),
    path("", include("paht.doors.citizen.urls")),
    path("agency/", include("paht.doors.agency.urls")),
    path("leadership/", include("paht.doors.leadership.urls")),
    path("open311/", include("paht.doors.open311.urls")),
]

handler400 = "paht.doors.pages.errors.bad_request"
handler403 = "paht.doors.pages.errors.forbidden"
handler404 = "paht.doors.pages.errors.not_found"
handler500 = "paht.doors.pages.errors.failed"
