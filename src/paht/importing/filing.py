"""The files of a row, read in the cage and sealed like a stranger's upload; or what is wrong with one, told by its
place in the column, never by its name, which may be a person's."""

from collections.abc import Iterable
from datetime import datetime

from paht.evidence import storage
from paht.evidence.records import Arrived, original_path
from paht.evidence.storage import Unreadable
from paht.examining.signatures import ATTACHMENTS
from paht.importing.attachments import Attachments, NotThere
from paht.importing.mapping import Plan
from paht.importing.translating import Problem
from paht.law.casework.case import FileRef
from paht.law.casework.importing import MOST_FILES

NAME = "files"


class Filing:
    """Takes the files of rows, or only looks at them where the run is ``dry``."""

    def __init__(
        self, attachments: Attachments | None, *, plan: Plan, jurisdiction_id: int, dry: bool
    ) -> None:
        self._attachments, self._jurisdiction_id, self._dry = attachments, jurisdiction_id, dry
        self._title = plan.columns.get(NAME, NAME)

    def taken(self, names: tuple[str, ...]) -> list[Arrived] | tuple[Problem, ...]:
        """The files, sealed on disk and known to no row yet; everything that is wrong where anything is, and then none
        of them is kept. A dry run gives none."""
        if len(names) > MOST_FILES:
            return (self._problem(f"Nhiều hơn {MOST_FILES} tệp", "Bớt tệp, hoặc sửa [files] separator"),)
        if names and self._attachments is None:
            return (self._problem("Chưa biết tệp ở đâu", "Nhập kèm --files THƯ_MỤC_HOẶC_ZIP"),)
        arrived: list[Arrived] = []
        problems: list[Problem] = []
        for place, name in enumerate(names, start=1):
            found = self._read(name)
            if isinstance(found, Arrived):
                arrived.append(found)
            elif found is not None:
                wrong, remedy = found
                problems.append(self._problem(f"Tệp thứ {place}: {wrong}", remedy))
        if problems:
            self.forget(arrived)
            return tuple(problems)
        return arrived

    def _read(self, name: str) -> Arrived | tuple[str, str] | None:
        assert self._attachments is not None, "the caller has asked"
        try:
            with self._attachments.opened(name) as content:
                found = (
                    storage.judged(content, jurisdiction_id=self._jurisdiction_id, takes=ATTACHMENTS)
                    if self._dry
                    else storage.put(content, jurisdiction_id=self._jurisdiction_id, takes=ATTACHMENTS)
                )
        except NotThere as error:
            return str(error), "Đặt tệp vào thư mục hoặc ZIP, hoặc sửa tên trong ô"
        if isinstance(found, Unreadable):
            return found.reason, "Thay tệp, hoặc bỏ tên tệp khỏi ô"
        return found

    def _problem(self, wrong: str, remedy: str) -> Problem:
        return Problem(NAME, self._title, wrong, remedy)

    def kept(self, arrived: Iterable[Arrived], *, now: datetime) -> tuple[FileRef, ...]:
        """Their rows, in the caller's transaction."""
        stored = (
            storage.insert(each, jurisdiction_id=self._jurisdiction_id, received_at=now) for each in arrived
        )
        return tuple(FileRef(str(each.id), each.sha256, each.media_type) for each in stored)

    def forget(self, arrived: Iterable[Arrived]) -> None:
        """Remove what no row will name. What a killed process leaves has no key any more: nobody can read it."""
        for each in arrived:
            path = original_path(jurisdiction_id=self._jurisdiction_id, sha256=each.sha256, file_id=each.id)
            path.unlink(missing_ok=True)
