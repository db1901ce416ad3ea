"""What shapes have in common: an unknown field is an error where we read, and no field is left out where we write."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints


class Shape(Schema):
    """A shape of the API."""

    model_config = ConfigDict(extra="forbid")


Line = Annotated[str, StringConstraints(max_length=300)]
Text = Annotated[str, StringConstraints(max_length=5_000)]
Token = Annotated[str, StringConstraints(max_length=600)]


class Named(Shape):
    """A code with its name."""

    code: str = Field(examples=["road"])
    name: str = Field(examples=["Đường, cầu, biển báo"])


class Photo(Shape):
    """A picture: a small copy and a large one, both of this API. The same headers open them."""

    small: str = Field(examples=["/api/v1/photos/018f3a5e-0c2b-7c3d/018f3a5e-0c2b-7c3e/320.jpg"])
    large: str = Field(examples=["/api/v1/photos/018f3a5e-0c2b-7c3d/018f3a5e-0c2b-7c3e/1280.jpg"])
    caption: str = Field(examples=["Sau xử lý"])


class Page(Shape):
    """Where the next page begins; empty on the last."""

    next: str = Field(default="", examples=["2026-11-18T03:00:00+00:00_018f3a5e-0c2b-7c3d-8e4f-5a6b7c8d9e0f"])


class Done(Shape):
    """It took effect, or had before."""

    done: bool = Field(default=True, examples=[True])


Moment = Annotated[datetime, Field(examples=["2026-11-18T10:00:00+07:00"])]


def photos(shown: list[dict[str, Any]]) -> list[Photo]:
    """The pictures as the pages' photos macro takes them."""
    return [
        Photo(small=_here(each["src"]), large=_here(each["href"]), caption=each.get("caption", ""))
        for each in shown
    ]


def _here(href: str) -> str:
    return "/api/v1/photos/" + href.removeprefix("/anh/")
