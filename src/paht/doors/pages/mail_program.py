"""The citizen's mail program of a demo: writes into the province's maildir, shows what came back. No mail leaves or
reaches this machine; the page exists in a demo installation alone."""

import contextlib
import os
import uuid
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from paht import clock
from paht.doors.pages.phone import is_demo
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.identity import new_id
from paht.mail.demo_way import demo_mail
from paht.mail.mailboxes import demo_address, demo_folder

MOST_FILES, LONGEST = 5, 10_000
OWN = ("Nguyễn Thị Bưởi", "buoi@nguoidan.test")
"""Whom the demo's letters are from until somebody types another name."""


@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """The letters that came back, newest first, and a letter to write; a POST sends it."""
    if not is_demo():
        raise Http404
    jurisdiction = province_of(request)
    slug = jurisdiction.slug
    name, address = (request.GET.get("name") or OWN[0])[:100], (request.GET.get("address") or OWN[1])[:100]
    if request.method == "POST":
        _write(request, slug)
        kept = {"name": request.POST.get("name", ""), "address": request.POST.get("address", ""), "sent": "1"}
        return HttpResponseRedirect(f"{reverse('demo-mail')}?{urlencode(kept)}")
    came = demo_mail(settings.HOME).shown(jurisdiction_id=jurisdiction.id)
    letters = [each for each in came if each["to"].lower() == address.lower()]
    answered = next((each for each in letters if each["id"] == request.GET.get("reply")), None)
    context = {
        "current": "",
        "name": name,
        "address": address,
        "to": demo_address(slug),
        "letters": letters,
        "answered": answered,
        "messages": [{"tone": "ok", "text": "Đã gửi thư. Trung tâm nhận được sau vài giây."}]
        if request.GET.get("sent")
        else [],
        "most": MOST_FILES,
    }
    return render(request, "mail_program.html", context)


def _write(request: HttpRequest, slug: str) -> None:
    """The letter into ``tmp``, then whole into ``new``, as every maildir is written."""
    post = request.POST
    message = EmailMessage()
    message["From"] = formataddr((_line(post.get("name", "")), _line(post.get("address", "")) or OWN[1]))
    message["To"], message["Subject"] = demo_address(slug), _line(post.get("subject", ""))
    message["Date"], message["Message-ID"] = format_datetime(clock.now()), f"<{new_id()}@nguoidan.test>"
    with contextlib.suppress(ValueError):
        message["In-Reply-To"] = f"<{uuid.UUID(post.get('reply', ''))}@{slug}.demo.test>"
    message.set_content(post.get("text", "")[:LONGEST])
    for upload in request.FILES.getlist("files")[:MOST_FILES]:
        main, _, sub = (upload.content_type or "").partition("/")
        known = main in ("image", "video", "audio", "application") and sub.replace("-", "").isalnum()
        kind = (main, sub) if known else ("application", "octet-stream")
        message.add_attachment(
            upload.read(), maintype=kind[0], subtype=kind[1], filename=_line(upload.name or "tep")
        )
    _deliver(demo_folder(slug), message.as_bytes())


def _deliver(folder: Path, content: bytes) -> None:
    for name in ("tmp", "new", "cur"):
        (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    key = new_id().hex
    with (folder / "tmp" / key).open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    (folder / "tmp" / key).rename(folder / "new" / key)


def _line(text: str) -> str:
    return " ".join(text.split())[:200]
