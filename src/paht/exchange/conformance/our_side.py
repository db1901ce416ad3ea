"""The first part: what the vendor's network sees of the exchange, walked with the vendor's own token. It shows in the
same run what the interface does, and finds gateways that eat headers, tags or bodies."""

import uuid
from typing import Any

from paht.exchange.conformance.asking import Api, ask
from paht.exchange.conformance.table import Table

PULL, PUSH = "Pull", "Push"


def walk(api: Api, table: Table) -> bool:
    """Pull and push once through; whether it can go on."""
    me = api.get("/me")
    seen = me.why or f"{me.status} {me.plain.get('detail') or me.body[:200].decode(errors='replace')}"
    if not table.add(PULL, "the token opens the exchange", me.status == 200, seen):
        return False
    if not table.add(
        PULL, "the token may write", "write" in me.plain.get("scopes", []), str(me.plain.get("scopes"))
    ):
        return False
    wrong = Api(api.base, api.token[:-4] + "xxxx").get("/me")
    table.add(PULL, "a wrong token is refused with 401", wrong.status == 401, f"{wrong.status}")
    case = api.new_case()
    if not table.add(PULL, "the sandbox gives a case", "case" in case, str(case)[:80]):
        return False
    _pull(api, table, str(case["case"]))
    _push(api, table, str(case["case"]))
    return True


def _pull(api: Api, table: Table, case: str) -> None:
    listed = api.get("/cases?limit=100").plain.get("cases", [])
    table.add(PULL, "the list holds the case", case in {row["id"] for row in listed}, f"{len(listed)} rows")
    whole = api.get(f"/cases/{case}")
    tag = whole.headers.get("etag", "")
    table.add(PULL, "the case comes with an ETag", whole.status == 200 and bool(tag), f"{whole.status} {tag}")
    again = api.get(f"/cases/{case}", **{"If-None-Match": tag})
    table.add(PULL, "an unchanged case is 304", again.status == 304, f"{again.status}")
    pictures = whole.plain.get("pictures", [])
    picture = api.get(f"/cases/{case}/files/{pictures[0]['id']}?size=320") if pictures else None
    is_picture = picture is not None and picture.headers.get("content-type", "").startswith("image/")
    table.add(PULL, "its picture is an image", is_picture, str(picture.status if picture else "none"))
    changes = api.get("/changes?since=0")
    table.add(PULL, "changes are read by a cursor", "since" in changes.plain, f"{changes.status}")


def _push(api: Api, table: Table, case: str) -> None:
    seen = api.get(f"/cases/{case}").plain["version"]
    path, key = f"/cases/{case}/commands", {"Idempotency-Key": str(uuid.uuid4())}
    bare = api.post(f"{path}/receive", {"expected_version": seen})
    table.add(PUSH, "a command without Idempotency-Key is 428", bare.status == 428, f"{bare.status}")
    first = api.post(f"{path}/receive", {"expected_version": seen}, **key)
    table.add(
        PUSH, "receive is taken", first.status == 200, f"{first.status} {first.plain.get('detail', '')}"
    )
    second = api.post(f"{path}/receive", {"expected_version": seen}, **key)
    same = (second.status, second.plain) == (first.status, first.plain)
    table.add(PUSH, "the same key gets the same answer", same and "idempotent-replayed" in second.headers)
    other = api.post(f"{path}/begin", {"expected_version": seen + 1}, **key)
    table.add(PUSH, "the same key for another request is 422", other.status == 422, f"{other.status}")
    stale = api.post(f"{path}/begin", {"expected_version": seen}, **{"Idempotency-Key": str(uuid.uuid4())})
    told = stale.plain.get("happened", [])
    table.add(PUSH, "a stale version is 409 and tells what happened", stale.status == 409 and bool(told))
    bad = _give(api, f"{path}/submit", stale.plain.get("version", 0), note="")
    table.add(
        PUSH,
        "a refusal names its clause",
        bad.status == 422 and bool(bad.plain.get("clause")),
        f"{bad.status}",
    )
    token = _file(api, case)
    table.add(PUSH, "a picture is kept", bool(token))
    result = _give(
        api, f"{path}/result", seen + 1, result="Đã vá mặt đường (thử).", files=[token] if token else []
    )
    table.add(PUSH, "a result with a picture is taken", result.status == 200, result.plain.get("detail", ""))
    done = _give(api, f"{path}/submit", result.plain.get("version", 0), note="Kính trình (thử).")
    table.add(PUSH, "submit is taken", done.status == 200, done.plain.get("detail", ""))
    alone = _give(api, f"{path}/approve", done.plain.get("version", 0), note="")
    table.add(PUSH, "a token approves nothing by itself", alone.status == 403, f"{alone.status}")


def _give(api: Api, path: str, version: int, **fields: Any) -> Any:
    return api.post(path, {"expected_version": version, **fields}, **{"Idempotency-Key": str(uuid.uuid4())})


def _file(api: Api, case: str) -> str:
    """The case's own picture, sent back as the picture of the result."""
    picture = api.get(f"/cases/{case}").plain["pictures"][0]["id"]
    content = api.get(f"/cases/{case}/files/{picture}?size=320").body
    edge = uuid.uuid4().hex
    part = 'Content-Disposition: form-data; name="file"; filename="sau.jpg"\r\nContent-Type: image/jpeg'
    body = f"--{edge}\r\n{part}\r\n\r\n".encode() + content + f"\r\n--{edge}--\r\n".encode()
    headers = {
        "Authorization": f"Bearer {api.token}",
        "Content-Type": f"multipart/form-data; boundary={edge}",
    }
    return str(ask("POST", api.url("/files"), headers=headers, body=body).plain.get("file", ""))
