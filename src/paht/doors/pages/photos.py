"""Sending a metadata-free copy of a picture: the one way in which any page shows a photo."""

from django.http import Http404, HttpResponse

from paht.doors.pages.sandbox import sandboxed
from paht.evidence import copies
from paht.evidence.copies import NoCopyError, Original

PUBLIC_SECONDS = 7 * 86_400
"""How long others may keep a copy that everybody may see; short enough that a withdrawn one goes away."""


def photo_response(file: Original, size: int, *, is_public: bool = False) -> HttpResponse:
    """The copy whose longest edge is ``size`` (320 or 1280) as JPEG; 404 for a video, a damaged or a lost picture.

    The caller has checked that whoever asks may see it. Only what is public may be kept by caches between.
    """
    if size == 320:
        chosen: copies.Size = 320
    elif size == 1280:
        chosen = 1280
    else:
        raise Http404
    try:
        content = copies.ensure(file, size=chosen).read_bytes()
    except (NoCopyError, FileNotFoundError) as error:
        raise Http404 from error
    response = HttpResponse(content, content_type="image/jpeg")
    response["Content-Disposition"] = f'inline; filename="anh-{file.sha256[:12]}-{size}.jpg"'
    response["Cache-Control"] = (
        f"public, max-age={PUBLIC_SECONDS}" if is_public else "private, no-store, max-age=0"
    )
    return sandboxed(response)
