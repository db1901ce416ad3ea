"""The rows of a CSV or XLSX file, one at a time: whatever the file's size, one row is in memory."""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from paht.importing.mapping import MappingError, Plan, plain
from paht.importing.titles import Cells, header_of

HELD = "(như tệp gốc)"
"""What stands in a file of errors where the original table has a sender's data or words."""
NUMBER = "Dòng"
"""The title of the column of a file of errors that says which row of the original it is."""
LONGEST_CELL = 64 * 1024
MOST_INFLATED, MOST_RATIO = 4 * 1024**3, 200
"""What an XLSX may hold unpacked, in all and against its packed size: more is a bomb, no report."""


class Line(NamedTuple):
    """A row: its number in the file (the first is 1, the titles), its cells by compared title, as they were written."""

    number: int
    cells: Mapping[str, str]
    written: tuple[str, ...]


class Source(NamedTuple):
    """A file's titles as written, its rows, and the plan with the titles that this file has."""

    titles: tuple[str, ...]
    lines: Iterator[Line]
    plan: Plan


def digest_of(path: Path) -> bytes:
    """SHA-256 of the file."""
    found = sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            found.update(piece)
    return found.digest()


def opened(path: Path, plan: Plan) -> Source:
    """The file's rows; raises :class:`MappingError` where a named column is not there or there twice, and for no
    table, or OSError."""
    if path.suffix.lower() == ".xlsx":
        rows = _xlsx(path, plan.sheet)
    elif path.suffix.lower() == ".csv":
        rows = _csv(path, plan)
    else:
        raise MappingError(f"{path.name}: the file must end with .csv or .xlsx")
    header = header_of(rows, plan, file=path.name)
    places = {plain(title): place for place, title in enumerate(header.titles)}
    return Source(header.titles, _lines(header.rows, places, start=header.below), header.plan)


def _lines(rows: Iterator[Cells], places: Mapping[str, int], *, start: int) -> Iterator[Line]:
    for number, written in enumerate(rows, start=start):
        if any(cell.strip() for cell in written):
            cells = {name: written[place] if place < len(written) else "" for name, place in places.items()}
            yield Line(number, cells, written)


def completed(repaired: Iterator[Line], original: Iterator[Line]) -> Iterator[Line]:
    """The rows of a repaired file of errors, with what was held back read from the original table: both are walked
    along once, by the numbers of the original's rows."""
    current: Line | None = None
    for line in repaired:
        number = original_number(line)
        if HELD in line.cells.values():
            while current is None or current.number < number:
                if (current := next(original, None)) is None:
                    break
            if current is not None and current.number == number:
                found = current.cells
                cells = {
                    name: found.get(name, cell) if cell.strip() == HELD else cell
                    for name, cell in line.cells.items()
                }
                yield Line(line.number, cells, line.written)
                continue
        yield line


def original_number(line: Line) -> int:
    """The number of the row in the original table, where this is a file of errors; else its own."""
    written = line.cells.get(plain(NUMBER), "").strip()
    return int(written) if written.isdecimal() else line.number


def _csv(path: Path, plan: Plan) -> Iterator[Cells]:
    csv.field_size_limit(LONGEST_CELL)
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding=plan.encoding, newline="") as text:
        try:
            for row in csv.reader(text, delimiter=plan.delimiter):
                yield tuple(row)
        except (csv.Error, UnicodeDecodeError) as error:
            raise MappingError(f"{path.name}: cannot be read as CSV in {plan.encoding}: {error}") from error


def _xlsx(path: Path, sheet: str | None) -> Iterator[Cells]:
    from openpyxl import load_workbook

    with zipfile.ZipFile(path) as packed:
        inflated = sum(each.file_size for each in packed.infolist())
        if inflated > MOST_INFLATED or inflated > MOST_RATIO * max(path.stat().st_size, 1):
            raise MappingError(f"{path.name}: it would unpack to {inflated} bytes")
    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        if sheet is not None and sheet not in book.sheetnames:
            raise MappingError(f"{path.name}: no sheet {sheet!r}; there are {', '.join(book.sheetnames)}")
        table = book[sheet] if sheet is not None else book.worksheets[0]
        for row in table.iter_rows(values_only=True):
            yield tuple(_text(cell) for cell in row)
    finally:
        book.close()


def _text(cell: object) -> str:
    """A cell as text: moments in ISO 8601, whole numbers without a fraction."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)[:LONGEST_CELL]
