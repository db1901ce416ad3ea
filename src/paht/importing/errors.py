"""The file of errors of an import: which row, what is wrong with it, what to do."""

import csv
import io
import os
from pathlib import Path
from typing import Any

from paht.importing.mapping import BESIDE, PERSONAL, Plan, plain
from paht.importing.reading import HELD, NUMBER, Line, original_number
from paht.importing.translating import Problem

ERROR_TITLES = (NUMBER, "Cột", "Lỗi", "Cách sửa")
_HELD_BACK = frozenset({*PERSONAL, *BESIDE, "subject", "description", "files"})


class Errors:
    """The file of errors: the rows with what is wrong behind them; readable by its owner alone. What a sender is
    called, where they can be reached, what they wrote and how their files are called stays in the original table, as
    does what no column is named for."""

    def __init__(self, path: Path | None, titles: tuple[str, ...], plan: Plan) -> None:
        self._path, self._titles, self._plan = path, titles, plan
        self._shown = {title for name, title in plan.columns.items() if name not in _HELD_BACK}
        self._file: io.TextIOWrapper | None = None
        self._writer: Any = None

    def __enter__(self) -> "Errors":
        return self

    def write(self, line: Line, problems: tuple[Problem, ...]) -> None:
        """One row with all its problems."""
        if self._path is None:
            return
        if self._file is None:
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            self._file = io.TextIOWrapper(
                os.fdopen(descriptor, "wb"), encoding=self._plan.encoding, newline=""
            )
            self._writer = csv.writer(self._file, delimiter=self._plan.delimiter)
            self._writer.writerow([*(t for t in self._titles if t not in ERROR_TITLES), *ERROR_TITLES])
        kept = [
            self._cell(title, cell)
            for title, cell in zip(self._titles, (*line.written, *[""] * len(self._titles)), strict=False)
            if title not in ERROR_TITLES
        ]
        # A row of a repaired file is told by its number in the original.
        told = ("; ".join(getattr(each, part) for each in problems) for part in ("title", "wrong", "remedy"))
        self._writer.writerow([*kept, original_number(line), *told])

    def _cell(self, title: str, cell: str) -> str:
        return cell if not cell.strip() or plain(title) in self._shown else HELD

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
