"""Every address and method, who may come in, and what whoever came in is answered: the declaration, by hand.

The names of roles are written out here and not taken from the pages: a role added to a page's guard must disagree with
this table. An address that is missing here fails ``test_every_address_is_declared``.
"""

from dataclasses import dataclass, replace

from paht.law.casework.states import Role

R = Role
DESK = frozenset({R.INTAKE, R.DISPATCHER, R.PUBLISHER})
ONLOOKERS = frozenset({R.SUPERVISING_DEPARTMENT, R.AUDITOR})
AGENCY = frozenset({R.AGENCY_STAFF, R.AGENCY_DEPUTY, R.AGENCY_LEADER})
OVERSIGHT = frozenset({R.PROVINCIAL_LEADER, R.SUPERVISING_DEPARTMENT, R.AUDITOR, R.DATA_PROTECTION_OFFICER})
LEADERSHIP = OVERSIGHT | {R.AGENCY_LEADER}
ADMINISTRATOR = frozenset({R.ADMINISTRATOR})
STAFF = DESK | AGENCY | OVERSIGHT | ADMINISTRATOR

EVERYBODY, OFFICIALS, SENDER, OWN = "everybody", "officials", "the sender", "own rule"
"""Who comes in: anybody at all; officials of the roles; the sender; or as a test of its own says."""

NO_CASE, SEEN, PUBLIC, BY_CODE, PICTURE = "none", "seen", "public", "code", "picture"
"""What an address is about: no case; one that the official may see; a published one; one by its code; a picture that is
everybody's where published and the sender's own otherwise."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """An address: its name, path, and the status given to whoever came in, by method; ``None`` is a method that it has
    not (405). ``keepers`` may post where others who come in may only read. ``typed`` is posted.
    ``others`` are the methods that this address knows and no other does."""

    name: str
    path: str
    who: str = OFFICIALS
    roles: frozenset[Role] = frozenset()
    get: int | None = 200
    post: int | None = None
    keepers: frozenset[Role] | None = None
    about: str = NO_CASE
    typed: tuple[tuple[str, str], ...] = ()
    others: tuple[tuple[str, int], ...] = ()


_SEE_INCIDENTS = ADMINISTRATOR | ONLOOKERS | {R.DISPATCHER, R.DATA_PROTECTION_OFFICER}
_SEE_SUBJECTS = ONLOOKERS | {R.DATA_PROTECTION_OFFICER}
_READ_CONSENTS = AGENCY | ONLOOKERS | {R.DATA_PROTECTION_OFFICER}
_ASK_PROVISIONS = AGENCY | {R.DISPATCHER, R.SUPERVISING_DEPARTMENT}
_READ_PROVISIONS = _ASK_PROVISIONS | {R.AUDITOR, R.DATA_PROTECTION_OFFICER}
_DECIDE_PROVISIONS = frozenset({R.SUPERVISING_DEPARTMENT})
_MAY_ENTER = DESK | ONLOOKERS
_CASE = "{case}"


def _desk(name: str, path: str, **more: object) -> Address:
    return replace(Address(name=name, path=f"/desk/{path}", roles=_MAY_ENTER), **more)  # type: ignore[arg-type]


def _agency(name: str, path: str, **more: object) -> Address:
    return replace(Address(name=name, path=f"/agency/{path}", roles=AGENCY), **more)  # type: ignore[arg-type]


def _leadership(name: str, path: str, **more: object) -> Address:
    return replace(Address(name=name, path=f"/leadership/{path}", roles=LEADERSHIP), **more)  # type: ignore[arg-type]


def _public(name: str, path: str, **more: object) -> Address:
    return replace(Address(name=name, path=path, who=EVERYBODY), **more)  # type: ignore[arg-type]


def _of_sender(name: str, word: str, **more: object) -> Address:
    """What only the sender may do; others are told so (403), for they hold the code and know that the case exists."""
    return Address(
        name=name, path=f"/theo-doi/{{code}}/{word}", who=SENDER, get=None, post=422, about=BY_CODE, **more
    )  # type: ignore[arg-type]


def _of_consent(name: str, word: str, *, get: int | None = None) -> Address:
    """About a question that nobody has asked."""
    path = f"/theo-doi/{{code}}/quyen-xem/{{file}}/{word}"
    return Address(name=name, path=path, who=SENDER, get=get, post=404, about=BY_CODE)


def _api(name: str, path: str, **more: object) -> Address:
    """An address of the API, where no cookie counts: every visitor here is a stranger to it, and no form is JSON."""
    return _public(f"api-{name}", f"/api/v1/{path}", **more)


def _api_of_report(word: str) -> Address:
    name = word.replace("/", "-").replace("{file}", "one")
    return _api(f"reports-one-{name}", f"reports/{{code}}/{word}", get=None, post=400, about=BY_CODE)


_API: tuple[Address, ...] = (
    _api("openapi", "openapi.json"),
    _api(
        "nothing",
        "no-such-address",
        get=404,
        post=404,
        others=(("PUT", 404), ("PATCH", 404), ("DELETE", 404)),
    ),
    _api("province", "province"),
    _api("form", "form"),
    _api("process", "process"),
    _api("results", "results"),
    _api("results-one", "results/{case}", about=PUBLIC),
    _api("results-one-receipt", "results/{case}/receipt", get=404, about=PUBLIC),
    _api("results-one-interactions", "results/{case}/interactions", get=None, post=400),
    _api("map-points", "map/points"),
    _api("map-cells", "map/cells"),
    _api("directory", "directory"),
    # The sender's own picture is the sender's by header, not by cookie.
    _api("photos-one-one-one-jpg", "photos/{case}/{file}/320.jpg", about=PUBLIC),
    _api("suggest", "suggest", get=None, post=400),
    _api("inspect", "inspect", get=None, post=400),
    # A session's cookie is no token of a program: also who is signed in is nobody here.
    _api("staff-suggest", "staff/suggest", get=None, post=401),
    _api("staff-inspect", "staff/inspect", get=None, post=401),
    _api("staff-session", "staff/session", get=None, others=(("DELETE", 401),)),
    _api("reports", "reports", get=401, post=400),
    _api("reports-one", "reports/{code}", about=BY_CODE),
    *map(
        _api_of_report,
        (
            "confirmation",
            "supplement",
            "rating",
            "withdrawal",
            "interactions",
            "verification",
            "confidentiality",
        ),
    ),
    *map(_api_of_report, ("claim", "consents/{file}/codes", "consents/{file}/answer")),
    _api(
        "reports-one-consents-one-withdrawal",
        "reports/{code}/consents/{file}/withdrawal",
        get=None,
        post=403,
        about=BY_CODE,
    ),
    _api("reports-one-consents", "reports/{code}/consents", get=403, about=BY_CODE),
    _api("reports-one-receipt", "reports/{code}/receipt", get=404, about=BY_CODE),
    _api("me", "me", get=401),
    _api("me-devices", "me/devices", get=None, others=(("DELETE", 401),)),
    _api("me-devices-one", "me/devices/{file}", get=None, others=(("DELETE", 401),)),
    _api("me-phones-codes", "me/phones/codes", get=None, post=400),
    _api("me-phones", "me/phones", get=None, post=400),
    _api("me-phones-one", "me/phones/{file}", get=None, others=(("DELETE", 401),)),
    _api("me-identities-one", "me/identities/{file}", get=None, others=(("DELETE", 401),)),
    _api("me-wishes", "me/wishes", get=401, others=(("PUT", 400),)),
    _api("me-push", "me/push", get=None, others=(("PUT", 400), ("DELETE", 401))),
    _api("me-consents", "me/consents", get=401),
    _api("session", "session", get=None, post=400, others=(("DELETE", 401),)),
    _api("session-codes", "session/codes", get=None, post=400),
    _api("session-refresh", "session/refresh", get=None, post=400),
    _api("session-openid-one", "session/openid/no-such-provider", get=None, post=404),
    _api("session-openid-one-answer", "session/openid/no-such-provider/answer", get=None, post=400),
    _api("data-codes", "data/codes", get=None, post=400),
    _api("data-proof", "data/proof", get=None, post=400),
    _api("data-requests", "data/requests", get=403, post=400),
    _api("data-requests-one-withdrawal", "data/requests/{file}/withdrawal", get=None, post=400),
    _api("data-extract", "data/extract", get=403),
    # What those get who speak tus, by a device of theirs: tests/doors/api.
    _api("uploads", "uploads", get=None, post=400, others=(("OPTIONS", 204),)),
    _api("uploads-one", "uploads/{file}", get=None, others=(("HEAD", 400), ("PATCH", 400), ("DELETE", 400))),
)

ADDRESSES: tuple[Address, ...] = (
    *_API,
    _desk("desk", ""),
    _desk("desk-next", "next/", get=302),
    _desk("desk-waiting", "waiting/"),
    _desk("desk-pictures", "anh-cho/"),
    _desk("desk-asked", "asked/"),
    _desk("desk-learning", "learning/", post=422, keepers=frozenset({R.DISPATCHER})),
    _desk("desk-undelivered", "gui-tin/", post=422, keepers=DESK),
    _desk("desk-findings", "phat-hien/"),
    # Nothing was found by that name; whoever may not decide is told so first.
    _desk("desk-finding", "phat-hien/{file}/", get=404),
    _desk(
        "desk-finding-decide",
        "phat-hien/{file}/discard/",
        roles=frozenset({R.INTAKE, R.DISPATCHER}),
        get=None,
        post=404,
    ),
    _desk("desk-finding-photo", "phat-hien/{file}/anh/{file}.jpg", get=404),
    _desk("desk-mail", "thu/", roles=frozenset({R.INTAKE, R.DISPATCHER})),
    _desk("desk-mail-letter", "thu/{file}/", roles=frozenset({R.INTAKE, R.DISPATCHER}), get=404),
    _desk("desk-mail-act", "thu/{file}/hoi", roles=frozenset({R.INTAKE, R.DISPATCHER}), get=None, post=404),
    _desk("desk-search", "search/", post=422, keepers=DESK),
    _desk("desk-chats", "chats/", roles=DESK),
    _desk("desk-chat", "chats/{file}/", roles=DESK, get=404, post=404),
    _desk("desk-case", "case/{case}/", about=SEEN),
    _desk("desk-new", "new/{mode}/", roles=frozenset({R.INTAKE, R.DISPATCHER}), post=422),
    _desk("desk-violation", "case/{case}/violation/", roles=DESK, get=None, post=422, about=SEEN),
    _desk("desk-lift", "case/{case}/lift/", roles=DESK, get=None, post=422, about=SEEN),
    _desk("desk-sender", "case/{case}/sender/", roles=DESK, get=None, post=422, about=SEEN),
    _desk("desk-original", "case/{case}/original/", roles=DESK, get=None, post=422, about=SEEN),
    _desk("desk-preview", "case/{case}/preview/", get=None, post=200, about=SEEN),
    _desk("desk-sheet", "case/{case}/sheet/", get=302, about=SEEN),
    _desk("desk-examine", "case/{case}/examine/", roles=DESK, get=None, post=302, about=SEEN),
    # What is given there is the matrix of commands; a word that is no command does not exist.
    _desk("desk-act", "case/{case}/no-such-word/", get=None, post=404, about=SEEN),
    _desk("desk-photo", "photo/{case}/{file}/320.jpg", about=SEEN),
    _desk("desk-file", "file/{case}/{file}/", about=SEEN),
    # A photo is no film.
    _desk("desk-played", "played/{case}/{file}/", get=404, about=SEEN),
    _desk("hotline", "cuoc-goi/"),
    _desk("hotline-live", "cuoc-goi/dang-co/"),
    _desk("hotline-ringing", "cuoc-goi/do-chuong/"),
    # Nobody has called here: tests/calls tells what is shown of a call to whom.
    _desk("hotline-call", "cuoc-goi/{file}/", get=404, post=404),
    _desk("hotline-recording", "cuoc-goi/{file}/ghi-am/", roles=DESK, get=404),
    _desk("hotline-act", "cuoc-goi/{file}/da-nghe", roles=DESK, get=None, post=404),
    _desk("hotline-call-out", "cuoc-goi/goi/{case}/nguoi-gui", roles=DESK, get=None, post=422, about=SEEN),
    Address(name="my-line", path="/tai-khoan/dien-thoai/", roles=STAFF, post=422),
    _agency("agency", ""),
    _agency("agency-asked", "asked"),
    _agency(
        "agency-procedure",
        "quy-trinh/",
        roles=AGENCY | ADMINISTRATOR,
        post=422,
        keepers=ADMINISTRATOR | {R.AGENCY_LEADER},
    ),
    _agency("agency-members", "thanh-vien/", post=422, keepers=frozenset({R.AGENCY_LEADER})),
    _agency("agency-case", "case/{case}", about=SEEN),
    _agency("agency-preview", "case/{case}/preview", get=None, post=200, about=SEEN),
    _agency("agency-consents", "case/{case}/nguoi-gui/", post=422, about=SEEN),
    _agency("agency-act", "case/{case}/no-such-word", get=None, post=404, about=SEEN),
    _agency("agency-photo", "photo/{case}/{file}/320.jpg", about=SEEN),
    _leadership("leadership", ""),
    _leadership("leadership-cases", "cases"),
    _leadership("leadership-case", "case/{case}", about=SEEN),
    _leadership(
        "leadership-demand",
        "case/{case}/yeu-cau-thong-tin/",
        roles=frozenset({R.SUPERVISING_DEPARTMENT}),
        post=422,
        about=SEEN,
    ),
    _leadership("leadership-act", "case/{case}/no-such-word", get=None, post=404, about=SEEN),
    _leadership("leadership-photo", "photo/{case}/{file}/320.jpg", about=SEEN),
    _leadership("leadership-failings", "failings", roles=LEADERSHIP | DESK),
    _leadership("leadership-merits", "merits", roles=OVERSIGHT),
    _leadership("leadership-edition", "edition"),
    Address(name="finding-sources", path="/quan-tri/nguon-tin/", roles=ADMINISTRATOR, post=422),
    Address(name="open311-keys", path="/quan-tri/open311/", roles=ADMINISTRATOR, post=422),
    Address(name="message-words", path="/quan-tri/loi-nhan/", roles=ADMINISTRATOR),
    Address(name="message-words-of", path="/quan-tri/loi-nhan/answered/", roles=ADMINISTRATOR, post=200),
    Address(name="imports", path="/quan-tri/nhap-du-lieu/", roles=ADMINISTRATOR),
    Address(name="sign-in", path="/dang-nhap/", who=OWN, post=401),
    Address(name="sign-in-confirm", path="/dang-nhap/xac-nhan/", who=OWN, post=401),
    Address(name="sign-out", path="/dang-xuat/", who=OWN, get=None, post=302),
    Address(name="account", path="/tai-khoan/", roles=STAFF),
    Address(name="account-session", path="/tai-khoan/phien", roles=STAFF, get=None, post=302),
    Address(name="account-program", path="/tai-khoan/phan-mem", roles=STAFF, get=None, post=422),
    Address(name="confirm", path="/tai-khoan/xac-nhan/", roles=STAFF, post=422),
    Address(name="passkey-challenge", path="/tai-khoan/thu-thach", who=EVERYBODY, get=None, post=404),
    Address(name="second-factor", path="/tai-khoan/xac-thuc/", who=OWN, post=422),
    Address(
        name="second-factor-change",
        path="/tai-khoan/xac-thuc/doi",
        roles=STAFF,
        get=None,
        post=302,
        typed=(("remove", "999999999"),),
    ),
    Address(name="passkey-new", path="/tai-khoan/khoa", who=OWN, get=None, post=200),
    Address(
        name="roster",
        path="/lich-truc/",
        roles=DESK | AGENCY | ADMINISTRATOR | {R.SUPERVISING_DEPARTMENT},
        post=422,
        keepers=ADMINISTRATOR | {R.DISPATCHER, R.AGENCY_LEADER},
    ),
    Address(
        name="registering",
        path="/dang-ky-thanh-vien/",
        roles=ADMINISTRATOR | {R.DISPATCHER, R.SUPERVISING_DEPARTMENT},
        post=422,
    ),
    Address(name="reminders", path="/nhac-viec/", roles=ADMINISTRATOR | {R.AGENCY_LEADER}, post=422),
    Address(
        name="account-log",
        path="/nhat-ky-tai-khoan/",
        roles=frozenset({R.AUDITOR, R.DATA_PROTECTION_OFFICER}),
    ),
    Address(
        name="account-log-export",
        path="/nhat-ky-tai-khoan/xuat",
        roles=frozenset({R.AUDITOR, R.DATA_PROTECTION_OFFICER}),
        get=None,
        post=200,
    ),
    Address(name="administration", path="/quan-tri/", roles=ADMINISTRATOR),
    Address(
        name="administration-account", path="/quan-tri/tai-khoan", roles=ADMINISTRATOR, get=None, post=422
    ),
    Address(
        name="administration-body",
        path="/quan-tri/co-quan",
        roles=ADMINISTRATOR,
        get=None,
        post=302,
        typed=(("change", "release"), ("agency", "{waste}")),
    ),
    Address(name="incident-report", path="/su-co/bao/", roles=STAFF, post=422),
    Address(name="incidents", path="/su-co/", roles=_SEE_INCIDENTS),
    Address(name="incident", path="/su-co/{file}/", roles=_SEE_INCIDENTS, get=404),
    Address(name="incident-act", path="/su-co/{file}/no-such-word", roles=_SEE_INCIDENTS, get=None, post=404),
    Address(name="subjects", path="/du-lieu-ca-nhan/", roles=_SEE_SUBJECTS),
    Address(name="subjects-erased", path="/du-lieu-ca-nhan/so-xoa/", roles=_SEE_SUBJECTS),
    Address(name="subject-request", path="/du-lieu-ca-nhan/{file}/", roles=_SEE_SUBJECTS, get=404),
    Address(
        name="subject-act",
        path="/du-lieu-ca-nhan/{file}/phan-hoi",
        roles=frozenset({R.DATA_PROTECTION_OFFICER}),
        get=None,
        post=404,
    ),
    Address(name="consents", path="/quyen-xem/", roles=_READ_CONSENTS),
    # What the journeys of consent show to whom; here nobody has asked anything.
    Address(name="consent", path="/quyen-xem/{file}/", roles=_READ_CONSENTS, get=404, post=404),
    Address(name="consent-still", path="/quyen-xem/{file}/con-hieu-luc", roles=_READ_CONSENTS, get=404),
    Address(name="consent-recall", path="/quyen-xem/{file}/thoi", roles=_READ_CONSENTS, get=None, post=404),
    Address(name="consent-document", path="/quyen-xem/{file}/van-ban.jpg", roles=_READ_CONSENTS, get=404),
    Address(name="provisions", path="/cung-cap/", roles=_READ_PROVISIONS),
    Address(name="provision-new", path="/cung-cap/moi/", roles=_ASK_PROVISIONS, post=422),
    # What the journeys of providing show to whom; here nobody has asked anything.
    Address(name="provision", path="/cung-cap/{file}/", roles=_READ_PROVISIONS, get=404, post=404),
    Address(name="provision-progress", path="/cung-cap/{file}/tien-do", roles=_READ_PROVISIONS, get=404),
    Address(
        name="provision-decide",
        path="/cung-cap/{file}/quyet-dinh",
        roles=_DECIDE_PROVISIONS,
        get=None,
        post=404,
    ),
    Address(name="provision-recall", path="/cung-cap/{file}/thoi", roles=_ASK_PROVISIONS, get=None, post=404),
    Address(name="provision-document", path="/cung-cap/{file}/van-ban.jpg", roles=_READ_PROVISIONS, get=404),
    # Nobody's signature: its own tests tell who comes in.
    _public("webhook-findings", "/webhooks/findings", get=None, post=403),
    _public("webhook-sms", "/webhooks/sms", get=None, post=404),
    # No exchange is connected here: tests/calls tells what one may say.
    # Exchanges and platforms ask by GET in earnest; a HEAD would take an event or an answer for nothing.
    _public("webhook-calls", "/webhooks/calls", get=404, post=404, others=(("HEAD", 405),)),
    _public(
        "webhook-calls-of",
        "/webhooks/calls/no-such-exchange",
        get=404,
        post=404,
        others=(("HEAD", 405),),
    ),
    _public("invitation", "/moi/no-such-invitation/", get=410, post=410),
    _public("demo-phone", "/demo/phone/", get=404, post=404),
    _public("demo-mail", "/demo/phone/mail/", get=404, post=404),
    _public("demo-calls", "/demo/phone/calls/", get=404, post=404),
    _public("webhook-zalo", "/webhooks/zalo", get=None, post=400),
    _public("webhook-facebook", "/webhooks/facebook", get=403, post=403, others=(("HEAD", 405),)),
    _public("demo-chat", "/demo/phone/zalo/", get=404, post=404),
    _public("demo-software", "/demo/phan-mem/", get=404, post=404),
    _public("demo-chat-media", "/demo/phone/media/no-such-picture.jpg", get=404),
    _public("citizen-send-from-chat", "/gui/tu-chat/no-such-word/", get=302, post=404),
    # Without the cookie of the browser that opened the link: the empty form.
    _public("citizen-chat-form", "/gui/tu-chat/bieu-mau/{file}/", get=302),
    _public("healthz", "/healthz"),
    _public("readyz", "/readyz"),
    _public("metrics", "/metrics"),
    _public("citizen-home", "/"),
    # Who has the link has the letter's mailbox; a word that is not ours opens nothing.
    _public("citizen-mail", "/thu/no-such-word/", get=404, post=404),
    _public("citizen-mail-form", "/thu/bieu-mau/{file}/", get=404, post=404),
    _public("citizen-send", "/gui/", post=409),
    _public("citizen-receipt", "/phieu/{code}", about=BY_CODE),
    _public("citizen-look-up", "/tra-cuu/"),
    _public("citizen-follow", "/theo-doi/{code}", about=BY_CODE),
    _public("citizen-confirm", "/theo-doi/{code}/xac-nhan", get=None, post=422, about=BY_CODE),
    _of_sender("citizen-supplement", "bo-sung"),
    _of_sender("citizen-verification", "xac-minh"),
    _of_sender("citizen-confidentiality", "giu-bi-mat"),
    _of_sender("citizen-rate", "danh-gia"),
    _of_sender("citizen-interact", "tuong-tac"),
    _of_sender("citizen-withdraw", "rut"),
    Address(name="citizen-consents", path="/theo-doi/{code}/quyen-xem", who=SENDER, about=BY_CODE),
    _of_consent("citizen-consent-withdraw", "rut"),
    _of_consent("citizen-consent-answer", "dong-y"),
    _of_consent("citizen-consent-code", "dong-y/ma", get=404),
    _public("citizen-results", "/ket-qua/"),
    _public("citizen-result", "/ket-qua/{case}", about=PUBLIC),
    _public("citizen-interact-public", "/ket-qua/{case}/tuong-tac", get=None, post=422, about=PUBLIC),
    _public("citizen-result-receipt", "/ket-qua/{case}/bien-nhan.json", get=404, about=PUBLIC),
    _public("citizen-follow-receipt", "/theo-doi/{code}/bien-nhan.json", get=404, about=BY_CODE),
    _public("citizen-receipt-check", "/bien-nhan/", post=422),
    _public("citizen-record-key", "/bien-nhan/khoa.txt", get=404),
    _public("citizen-map", "/ban-do/"),
    _public("citizen-points", "/ban-do/diem.json"),
    _public("citizen-cells", "/ban-do/o.geojson"),
    _public("citizen-process", "/quy-trinh/"),
    _public("citizen-directory", "/danh-ba/"),
    # Nobody here is signed in as a citizen: tests/doors/citizen tells what is shown to whom.
    _public("own-sign-in", "/toi/dang-nhap/", post=422),
    _public("own-sign-out", "/toi/dang-xuat/", get=None, post=302),
    _public("own-identity", "/toi/dinh-danh/no-such-provider/", get=404),
    _public("own-identity-answer", "/toi/dinh-danh/no-such-provider/xong", get=404),
    _public("own-signed-out", "/toi/da-dang-xuat/"),
    _public("own-code", "/toi/ma/", post=422),
    _public("own-reports", "/toi/", get=302),
    _public("own-decide", "/toi/phan-anh", get=None, post=302),
    _public("own-account", "/toi/tai-khoan/", get=302),
    _public("own-phone", "/toi/so-dien-thoai/", get=302, post=302),
    _public("own-phone-code", "/toi/so-dien-thoai/ma/", get=302, post=302),
    _public("own-chat", "/toi/tai-khoan/tro-chuyen/no-such-word/", get=302, post=302),
    _public("own-leave", "/toi/bo", get=None, post=302),
    _public("own-session", "/toi/phien", get=None, post=302),
    _public("own-push", "/toi/thong-bao", get=None, post=302),
    _public("own-push-drop", "/toi/thong-bao/thoi", get=None, post=302),
    _public("push-worker", "/thong-bao.js"),
    # Nobody here has proven to be a data subject: tests/doors/journeys tells what follows from it.
    _public("own-data", "/toi/du-lieu/"),
    _public("own-data-code", "/toi/du-lieu/ma", get=None, post=422),
    _public("own-data-confirm", "/toi/du-lieu/xac-nhan", get=None, post=422),
    _public("own-data-ask", "/toi/du-lieu/yeu-cau", get=None, post=403),
    _public("own-data-wishes", "/toi/du-lieu/nhan-tin", get=None, post=303),
    _public("own-data-take-back", "/toi/du-lieu/rut", get=None, post=403),
    _public("own-data-extract", "/toi/du-lieu/ban-trich", get=302),
    _public("own-data-file", "/toi/du-lieu/ban-trich/html", get=302),
    # Nobody here speaks tus: 412; what those get who do is tried in tests/doors/citizen/test_uploads.py.
    _public("citizen-uploads", "/tai-len/", get=None, post=412, others=(("OPTIONS", 204),)),
    _public(
        "citizen-upload",
        "/tai-len/{file}",
        get=None,
        others=(("OPTIONS", 204), ("HEAD", 412), ("PATCH", 412), ("DELETE", 412)),
    ),
    # The worker has made no data here yet; what there is afterwards: tests/transfer.
    _public("citizen-open-data", "/du-lieu-mo/"),
    _public("citizen-open-data-catalogue", "/du-lieu-mo/danh-muc.jsonld", get=404),
    _public("citizen-open-data-file", "/du-lieu-mo/phan-anh.csv", get=404),
    # Open311 takes no cookie and no form of ours: without a key 403. What a key may do: tests/doors/open311.
    _public("open311-discovery", "/open311/discovery.xml"),
    _public("open311-services", "/open311/v2/services.xml"),
    _public("open311-service", "/open311/v2/services/road.json"),
    _public("open311-requests", "/open311/v2/requests.json", post=403),
    _public("open311-request", "/open311/v2/requests/{file}.json", get=404),
    _public("open311-token", "/open311/v2/tokens/no-such-token.json", get=404),
    _public("open311-updates", "/open311/v2/servicerequestupdates.json", post=403),
    _public("open311-unknown", "/open311/v2/no-such-resource", get=404, post=404),
    _agency("agency-exchange", "ket-noi/", post=422, keepers=frozenset({R.AGENCY_LEADER})),
    _agency("agency-exchange-again", "ket-noi/gui-lai", get=None, post=404),
    _agency("agency-exchange-approvals", "ket-noi/phe-duyet/", roles=frozenset({R.AGENCY_LEADER}), post=422),
    Address(name="administration-extensions", path="/quan-tri/may-le/", roles=ADMINISTRATOR, post=422),
    Address(name="administration-exchange", path="/quan-tri/ket-noi/", roles=ADMINISTRATOR),
    Address(
        name="administration-exchange-agency",
        path="/quan-tri/ket-noi/{file}/",
        get=404,
        roles=ADMINISTRATOR,
        post=404,
    ),
    # Nobody here has a token: tests/exchange tells what is shown to which agency's software.
    _public("exchange-openapi", "/api/exchange/v1/openapi.json", post=405),
    _public("exchange-me", "/api/exchange/v1/me", get=401, post=405),
    _public("exchange-cases", "/api/exchange/v1/cases", get=401, post=405),
    _public("exchange-changes", "/api/exchange/v1/changes", get=401, post=405),
    _public("exchange-files", "/api/exchange/v1/files", get=405, post=401),
    _public("exchange-case", "/api/exchange/v1/cases/{file}", get=401, post=405),
    _public("exchange-file", "/api/exchange/v1/cases/{file}/files/{file}", get=401, post=405),
    _public("exchange-command", "/api/exchange/v1/cases/{file}/commands/receive", get=405, post=401),
    _public("exchange-sandbox-case", "/api/exchange/v1/sandbox/cases", get=405, post=401),
    _public("exchange-sandbox-act", "/api/exchange/v1/sandbox/cases/{file}/urge", get=405, post=401),
    _public("exchange-sandbox-endpoint", "/api/exchange/v1/sandbox/endpoint", get=405, post=401),
    _public("exchange-sandbox-reset", "/api/exchange/v1/sandbox/reset", get=405, post=401),
    _public("exchange-proposal", "/api/exchange/v1/proposals/{file}", get=401, post=405),
    _public("citizen-photo", "/anh/{case}/{file}/320.jpg", about=PICTURE),
)

DECLARED = {address.name: address for address in ADDRESSES}
