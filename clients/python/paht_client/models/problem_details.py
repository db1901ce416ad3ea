from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.field_error import FieldError
    from ..models.work import Work


T = TypeVar("T", bound="ProblemDetails")


@_attrs_define
class ProblemDetails:
    """RFC 9457.

    Attributes:
        type_ (str):
        title (str):
        status (int):
        detail (str):
        clause (str | Unset):  Default: ''.
        clause_words (str | Unset):  Default: ''.
        errors (list[FieldError] | Unset):
        work (None | Unset | Work): Only with 429 where work lifts the brake
    """

    type_: str
    title: str
    status: int
    detail: str
    clause: str | Unset = ""
    clause_words: str | Unset = ""
    errors: list[FieldError] | Unset = UNSET
    work: None | Unset | Work = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.work import Work  # noqa: PLC0415

        type_ = self.type_

        title = self.title

        status = self.status

        detail = self.detail

        clause = self.clause

        clause_words = self.clause_words

        errors: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.errors, Unset):
            errors = []
            for errors_item_data in self.errors:
                errors_item = errors_item_data.to_dict()
                errors.append(errors_item)

        work: dict[str, Any] | None | Unset
        if isinstance(self.work, Unset):
            work = UNSET
        elif isinstance(self.work, Work):
            work = self.work.to_dict()
        else:
            work = self.work

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "title": title,
                "status": status,
                "detail": detail,
            }
        )
        if clause is not UNSET:
            field_dict["clause"] = clause
        if clause_words is not UNSET:
            field_dict["clause_words"] = clause_words
        if errors is not UNSET:
            field_dict["errors"] = errors
        if work is not UNSET:
            field_dict["work"] = work

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.field_error import FieldError  # noqa: PLC0415
        from ..models.work import Work  # noqa: PLC0415

        d = dict(src_dict)
        type_ = d.pop("type")

        title = d.pop("title")

        status = d.pop("status")

        detail = d.pop("detail")

        clause = d.pop("clause", UNSET)

        clause_words = d.pop("clause_words", UNSET)

        _errors = d.pop("errors", UNSET)
        errors: list[FieldError] | Unset = UNSET
        if _errors is not UNSET:
            errors = []
            for errors_item_data in _errors:
                errors_item = FieldError.from_dict(errors_item_data)

                errors.append(errors_item)

        def _parse_work(data: object) -> None | Unset | Work:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                work_type_0 = Work.from_dict(data)

                return work_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | Work, data)

        work = _parse_work(d.pop("work", UNSET))

        problem_details = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            clause=clause,
            clause_words=clause_words,
            errors=errors,
            work=work,
        )

        return problem_details
