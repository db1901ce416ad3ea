"""Sending a metadata-free copy of a picture: the one way in which any page shows a photo."""

from collections.abc import Sequence

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from whitenoise.responders import StaticFile

from paht.doors.pages.sandbox import sandboxed
from paht.evidence import copies, playing, public
from paht.evidence.copies import Known, NoCopyError
from paht.law.evidence.findings import Box


def photo_response(request: HttpRequest, file: Known, size: int, *, stills: bool = False) -> HttpResponse:
    """The copy whose longest edge is ``size`` (320 or 1280): as WebP for a browser that says that it takes it, else as
    JPEG; a smaller one while the larger has not been made. 404 where there is none, and for a film or a document unless
    its ``stills`` (poster, first page) are asked for.

    The caller has checked that whoever asks may see it as it is. No cache keeps it. Stills are for the sender and the
    desk alone: nobody has looked through a film or a document for personal data (VL.7.5).
    """
    if not file.media_type.startswith("image/") and not stills:
        raise Http404
    forms: tuple[copies.Form, ...] = ("webp", "jpeg") if takes_webp(request) else ("jpeg",)
    try:
        path, (given, form) = copies.found(file, size=_size(size), forms=forms)
        content = path.read_bytes()
    except (NoCopyError, FileNotFoundError) as error:
        raise Http404 from error
    # The address ends with .jpg for what it shows; the type tells what it is.
    response = _sent(content, name=f"anh-{given}{copies.ENDINGS[form]}", form=form)
    patch_vary_headers(response, ["Accept"])
    return response


def masked_response(file: Known, size: int, *, boxes: Sequence[Box]) -> HttpResponse:
    """As ``photo_response``, with these parts covered: for somebody who may see how it would be public."""
    content, _ = _masked(file, size, boxes)
    return _sent(content, name=f"anh-che-{size}.jpg")


def public_response(request: HttpRequest, file: Known, size: int, *, boxes: Sequence[Box]) -> HttpResponse:
    """The copy that everybody may see, with these parts covered. Caches may keep it and must ask each time whether it
    still stands, so that one with a part more covered takes its place at once."""
    content, is_lasting = _masked(file, size, boxes)
    if not is_lasting:
        return _sent(content, name=f"anh-{size}.jpg")
    tag = f'"{public.version(file.sha256, boxes)[:32]}-{size}"'
    response = HttpResponse(status=304)
    if request.headers.get("If-None-Match") != tag:
        response = _sent(content, name=f"anh-{size}.jpg")
    response["ETag"] = tag
    response["Cache-Control"] = "public, no-cache"
    return response


def _masked(file: Known, size: int, boxes: Sequence[Box]) -> tuple[bytes, bool]:
    try:
        return public.shown(file, boxes=boxes, size=_size(size))
    except (NoCopyError, FileNotFoundError) as error:
        raise Http404 from error


def _size(size: int) -> copies.Size:
    if size == 320:
        return 320
    if size == 1280:
        return 1280
    raise Http404


def _sent(content: bytes, *, name: str, form: copies.Form = "jpeg") -> HttpResponse:
    response = HttpResponse(content, content_type=f"image/{form}")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store, max-age=0"
    return sandboxed(response)


def played_response(request: HttpRequest, file: Known) -> HttpResponseBase:
    """What a browser plays of a film or a recording, in pieces as it asks for them; 404 where there is nothing (yet).

    The caller has checked that whoever asks may see it as it is. No cache keeps it.
    """
    path = playing.found(file)
    if path is None:
        raise Http404
    kind = "video/mp4" if path.suffix == ".mp4" else "audio/mp4"
    asked = {name: request.META[name] for name in ("HTTP_RANGE",) if name in request.META}
    answer = StaticFile(str(path), [("Content-Type", kind)]).get_response(request.method, asked)
    response = FileResponse(answer.file or (), status=answer.status, content_type=kind)
    for name, value in answer.headers:
        if name not in ("Last-Modified", "ETag"):
            response.headers[name] = value
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Disposition"] = "inline"
    response.headers["Cache-Control"] = "private, no-store, max-age=0"
    return sandboxed(response)


def takes_webp(request: HttpRequest) -> bool:
    """Whether the browser names WebP: one that merely takes everything may be too old for it."""
    return any(
        each.main_type == "image" and each.sub_type == "webp" and each.quality > 0
        for each in request.accepted_types
    )
