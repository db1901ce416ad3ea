"""Small posted forms are read by our own reader; it must understand what Django's understands."""

import io
from typing import Any

import pytest
from django.core.exceptions import TooManyFieldsSent
from django.core.handlers.wsgi import WSGIRequest
from django.http.multipartparser import MultiPartParserError
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from hypothesis import given
from hypothesis.strategies import integers, lists, sampled_from

from paht.doors.pages import requests
from paht.doors.pages.requests import SMALL_BYTES, Request


def environ(body: bytes, content_type: str = MULTIPART_CONTENT) -> dict[str, Any]:
    """A WSGI environment with the body."""
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/gui/",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
        "SERVER_NAME": "x.test",
        "SERVER_PORT": "80",
    }


def file(name: str, content: bytes) -> io.BytesIO:
    """A file as a form sends it."""
    made = io.BytesIO(content)
    made.name = name
    return made


FORMS: dict[str, dict[str, Any]] = {
    "Vietnamese text": {"description": "Ổ gà lớn giữa đường,\r\nxe máy té ngã.", "name": "Nguyễn Thị Bưởi"},
    "a name several times": {"grounds": ["photo_missing", "place_unclear"], "note": "x"},
    "an empty field": {"name": "", "phone": "0912 345 678"},
    "a file": {"photo": file("ảnh.jpg", b"\xff\xd8\r\n--\xff\xd9" * 400), "name": "x"},
    "two files of one input": {"photo": [file("a.jpg", b"1"), file("b.jpg", b"2" * 9000)]},
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_small_form_is_read_as_django_reads_it(form: dict[str, Any]) -> None:
    for value in form.values():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, io.BytesIO):
                item.seek(0)
    body = encode_multipart(BOUNDARY, form)
    assert len(body) < SMALL_BYTES
    ours, django = Request(environ(body)), WSGIRequest(environ(body))
    assert dict(ours.POST.lists()) == dict(django.POST.lists())
    for (our_name, our_files), (name, files) in zip(ours.FILES.lists(), django.FILES.lists(), strict=True):
        assert our_name == name
        assert [(f.name, f.content_type, f.size, f.read()) for f in our_files] == [
            (f.name, f.content_type, f.size, f.read()) for f in files
        ]


def test_a_file_input_in_which_nothing_was_chosen_sends_nothing() -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="photo"; filename=""\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n\r\n"
        b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nBa\r\n--b--\r\n'
    )
    request = Request(environ(body, "multipart/form-data; boundary=b"))
    assert (dict(request.POST.lists()), len(request.FILES)) == ({"name": ["Ba"]}, 0)


def test_bytes_that_are_no_utf8_are_replaced_and_nothing_fails() -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xc3\x28\xff\r\n--b--\r\n'
    ours = Request(environ(body, "multipart/form-data; boundary=b"))
    django = WSGIRequest(environ(body, "multipart/form-data; boundary=b"))
    assert ours.POST["name"] == django.POST["name"]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (
            b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\ncut off',
            "multipart/form-data; boundary=b",
        ),
        (b"no part at all", "multipart/form-data; boundary=b"),
        (b"--b--", "multipart/form-data"),
        (b"--b--", "multipart/form-data; boundary=" + "b" * 300),
    ],
)
def test_a_broken_body_is_a_bad_request(body: bytes, content_type: str) -> None:
    with pytest.raises(MultiPartParserError):
        _ = Request(environ(body, content_type)).POST


def test_more_fields_than_allowed_are_refused() -> None:
    body = encode_multipart(BOUNDARY, {f"f{number}": "x" for number in range(1050)})
    with pytest.raises(TooManyFieldsSent):
        _ = Request(environ(body)).POST


def test_a_large_form_goes_djangos_way() -> None:
    body = encode_multipart(BOUNDARY, {"photo": file("a.jpg", b"\xff" * SMALL_BYTES), "name": "Ba"})
    request = Request(environ(body))
    assert request.POST["name"] == "Ba"
    assert request.FILES["photo"].size == SMALL_BYTES


def read(body: bytes) -> object:
    """The fields and files of the body by our reader, or the kind of its refusal."""
    try:
        posted = Request(environ(body))
        files = [(name, [f.read() for f in found]) for name, found in posted.FILES.lists()]
        return list(posted.POST.lists()), files
    except MultiPartParserError as error:
        return type(error)


PLAIN = encode_multipart(
    BOUNDARY, {"name": "Nguyễn Thị Bưởi", "description": "--\r\n\r\nÔ", "empty": ""}
).replace(
    f"--{BOUNDARY}--".encode(),
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="photo"; filename=""\r\n'
    f"Content-Type: application/octet-stream\r\n\r\n\r\n--{BOUNDARY}--".encode(),
)


def test_a_form_without_a_file_is_read_without_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read(PLAIN)
    monkeypatch.setattr(requests, "_segments", None)
    assert read(PLAIN) == expected
    assert expected == (
        [("name", ["Nguyễn Thị Bưởi"]), ("description", ["--\r\n\r\nÔ"]), ("empty", [""])],
        [],
    )


PIECES = (
    b"\r\n",
    b"\n",
    b"--",
    b"--" + BOUNDARY.encode(),
    b"\r\n--" + BOUNDARY.encode(),
    b"\r\n--" + BOUNDARY.encode() + b"--",
    b"\r\n\r\n",
    b'; filename="a"',
    b"Content-Type: text/plain\r\n",
    b" ",
    b'"',
    b"\x00",
)


@given(at=integers(0, len(PLAIN)), gone=integers(0, 80), put=lists(sampled_from(PIECES), max_size=3))
def test_however_a_form_is_spoilt_the_fast_reading_is_the_parser_s(
    at: int, gone: int, put: list[bytes]
) -> None:
    body = PLAIN[:at] + b"".join(put) + PLAIN[at + gone :]
    fast = read(body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requests, "_plain_fields", lambda *_: None)
        assert fast == read(body)
