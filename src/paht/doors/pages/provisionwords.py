"""What is said of state bodies' requests for reports, and what their form offers."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.urls import reverse

from paht.agencies import queries as agencies
from paht.agencies.jurisdictions import Jurisdiction
from paht.doors.pages.consentwords import FIELD_NAMES as PERSONAL_NAMES
from paht.doors.pages.consentwords import field_options
from paht.doors.pages.wording import vi_date, vi_number
from paht.doors.pages.words import FIELD_NAMES, STAGE_NAMES
from paht.law.casework.states import Stage
from paht.law.providing import DESCRIPTION, Pictures, ProvisionBody, ProvisionState, Scope
from paht.law.providing import events as e
from paht.people.kept_logs import Entry
from paht.transfer.queries import Row

NAMES = {**PERSONAL_NAMES, DESCRIPTION: "Nội dung nguyên văn người gửi đã viết"}
"""Every personal field that can be named."""

STATES: dict[ProvisionState, tuple[str, str]] = {
    ProvisionState.ASKED: ("Chờ cơ quan chủ quản quyết định", "warn"),
    ProvisionState.MAKING: ("Đã duyệt, đang lập gói dữ liệu", "info"),
    ProvisionState.READY: ("Gói dữ liệu đã sẵn sàng", "ok"),
    ProvisionState.REFUSED: ("Không chấp thuận", "bad"),
    ProvisionState.RECALLED: ("Đã thôi, gói dữ liệu đã hủy", "info"),
    ProvisionState.ENDED: ("Đã hết thời hạn, gói dữ liệu đã hủy", "info"),
}
"""Each state in words, with its tone."""

PICTURES: dict[Pictures, str] = {
    Pictures.NONE: "Không kèm hình ảnh, tệp",
    Pictures.PUBLIC: "Bản hình ảnh đã che, đã công khai",
    Pictures.ORIGINAL: "Tệp gốc (ảnh, video, ghi âm, tài liệu) như đã gửi",
}
"""What may go with the reports, in words."""

_HAPPENED: dict[type[ProvisionBody], str] = {
    e.ProvisionAsked: "Ghi nhận yêu cầu",
    e.ProvisionApproved: "Chấp thuận",
    e.ProvisionRefused: "Không chấp thuận",
    e.ProvisionRecalled: "Thôi yêu cầu, hủy gói dữ liệu",
    e.PackageMade: "Lập xong gói dữ liệu",
    e.PackageTaken: "Lấy gói dữ liệu",
    e.PackageDropped: "Bỏ gói dữ liệu để lập lại",
    e.PackageEnded: "Hết thời hạn, hủy gói dữ liệu",
}


def shown(row: Row, jurisdiction: Jurisdiction, *, now: datetime, bodies: dict[str, str]) -> dict[str, Any]:
    """A request for the templates; ``bodies`` are the names of the bodies in its scope."""
    provision, state = row.provision, row.state(now)
    name, tone = STATES[state]
    document, package = provision.document, provision.package
    assert document is not None, "a request has its document"
    return {
        "id": row.id,
        "href": reverse("provision", args=[row.id]),
        "state": state.value,
        "state_name": name,
        "tone": tone,
        "body": row.body,
        "asker": row.asker,
        "decider": row.decider,
        "asked_at": row.asked_at,
        "document": f"số {document.number} ngày {vi_date(document.dated_on)}",
        "ground": provision.ground,
        "purpose": row.purpose,
        "period": f"{vi_date(provision.scope.first_on)} – {vi_date(provision.scope.last_on)}",
        "scope": scope_words(provision.scope, jurisdiction, bodies),
        "personal": names_of(provision.personal),
        "granted": names_of(provision.granted),
        "pictures": PICTURES[provision.pictures],
        "granted_pictures": PICTURES[provision.granted_pictures],
        "law": provision.law,
        "package": package,
        "size": f"{vi_number(package.size_bytes / 1024, 0)} KB" if package else "",
        "takings": provision.takings,
        "done": row.done,
        "total": row.total,
    }


def scope_words(scope: Scope, jurisdiction: Jurisdiction, bodies: dict[str, str]) -> list[tuple[str, str]]:
    """What narrows a request besides its period."""
    communes = {each.code: each.name for each in jurisdiction.province.communes}
    groups: list[tuple[str, Collection[str], dict[str, str]]] = [
        ("Lĩnh vực", scope.fields, FIELD_NAMES),
        ("Xã, phường", scope.communes, communes),
        ("Cơ quan được giao", scope.agencies, bodies),
        ("Trạng thái", scope.stages, STAGE_NAMES),
    ]
    return [
        (label, ", ".join(sorted(names.get(each, each) for each in chosen)) or "Tất cả")
        for label, chosen, names in groups
    ]


def names_of(fields: Collection[str]) -> list[str]:
    """The names of personal fields, in the order of the form."""
    return [name for key, name in NAMES.items() if key in fields]


def happened(entry: Entry[ProvisionBody], name: str) -> dict[str, Any]:
    """One line of a request's course."""
    who = name or "Hệ thống"
    said = entry.words if not isinstance(entry.body, e.ProvisionAsked) else ""
    return {"at": entry.at, "what": _HAPPENED[type(entry.body)], "who": who, "said": said}


def personal_options(edition_id: str, asked: Collection[str] | None = None) -> list[dict[str, str]]:
    """The personal fields to choose from; with ``asked`` those alone."""
    known = [*field_options(edition_id), {"value": DESCRIPTION, "label": NAMES[DESCRIPTION]}]
    return [option for option in known if asked is None or option["value"] in asked]


def picture_options(most: Pictures = Pictures.ORIGINAL) -> list[tuple[str, str]]:
    """What may go with the reports, up to ``most``."""
    return [(str(each), name) for each, name in PICTURES.items() if each.within(most)]


def scope_options(jurisdiction: Jurisdiction) -> dict[str, list[dict[str, str]]]:
    """What the parts of a scope can be chosen from."""
    province = jurisdiction.province
    return {
        "fields": [{"value": str(key), "label": name} for key, name in FIELD_NAMES.items()],
        "stages": [
            {"value": str(key), "label": name} for key, name in STAGE_NAMES.items() if key != Stage.DRAFT
        ],
        "communes": sorted(
            ({"value": each.code, "label": province.full_name(each)} for each in province.communes),
            key=lambda option: option["label"],
        ),
        "agencies": [{"value": key, "label": name} for key, name in body_names(jurisdiction.id).items()],
    }


def body_names(jurisdiction_id: int) -> dict[str, str]:
    """Every body of the province by its key."""
    return {str(each.id): each.name for each in agencies.directory(jurisdiction_id=jurisdiction_id)}
