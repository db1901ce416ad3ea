"""Open data: every published case as its public page shows it, in three formats, made anew once a day.

There is no personal data to leave out: only what :mod:`paht.cases.queries.published` gives is written, and that is what
everybody may read already. The sender's name is not among it, also where the sender chose to have it shown.
"""

import csv
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from itertools import batched
from pathlib import Path
from typing import Any, TextIO

from paht.agencies import jurisdictions
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.queries.published import Published, every_published, horizon, is_narrowed
from paht.installation.home import Home
from paht.law.worktime import HO_CHI_MINH
from paht.walls import within

CSV, GEOJSON, PARQUET = "phan-anh.csv", "phan-anh.geojson", "phan-anh.parquet"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    GEOJSON: "application/geo+json",
    PARQUET: "application/vnd.apache.parquet",
}
MANIFEST = "manifest.json"
_BATCH = 2000
LOOKS_EVERY = timedelta(minutes=5)
"""So long at most what is no longer public, or in other words, stays in the files: a day would be too long."""
_looked: dict[int, datetime] = {}
"""When this process has looked at a province's edition last."""


@dataclass(frozen=True, slots=True)
class Line:
    """One published case, column by column."""

    id: str
    kind: str
    field: str
    commune_code: str
    commune: str
    latitude: float | None
    longitude: float | None
    sent_at: datetime
    published_at: datetime
    agency: str
    rating: str
    text: str
    answer: str


DICTIONARY: dict[str, tuple[str, str]] = {
    "id": (
        "chuỗi (UUID)",
        "Mã của phản ánh trong dữ liệu mở; trang kết quả công khai là /ket-qua/ và mã này",
    ),
    "kind": ("chuỗi", "Loại: report phản ánh, petition kiến nghị, question câu hỏi, suggestion góp ý"),
    "field": ("chuỗi", "Mã lĩnh vực, giống mã dịch vụ của Open311"),
    "commune_code": ("chuỗi", "Mã đơn vị hành chính cấp xã"),
    "commune": ("chuỗi", "Tên xã, phường"),
    "latitude": ("số thực, độ", "Vĩ độ (WGS 84) như trên bản đồ công khai; trống khi không có vị trí"),
    "longitude": ("số thực, độ", "Kinh độ (WGS 84) như trên bản đồ công khai; trống khi không có vị trí"),
    "sent_at": ("thời điểm (ISO 8601, UTC)", "Lúc gửi"),
    "published_at": ("thời điểm (ISO 8601, UTC)", "Lúc công khai kết quả"),
    "agency": ("chuỗi", "Cơ quan xử lý"),
    "rating": ("chuỗi", "Mức đánh giá của người gửi (mã), trống khi chưa đánh giá"),
    "text": ("chuỗi", "Nội dung phản ánh đã được Trung tâm duyệt công khai; trống khi không công khai"),
    "answer": ("chuỗi", "Kết quả đã công khai"),
}
"""Each column: its type and what it means."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the newest edition of the data."""

    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Edition:
    """What was made last: when, from which transaction on nothing is surely in it, how many cases, which files."""

    folder: Path
    made_at: datetime
    horizon: int
    cases: int
    files: tuple[File, ...]

    def file(self, name: str) -> File | None:
        """The file of that name, if it is one of them."""
        return next((file for file in self.files if file.name == name), None)


def folder_of(jurisdiction_id: int) -> Path:
    """Where a province's open data lie in the home."""
    return Home.from_environment().path / "open-data" / str(jurisdiction_id)


def newest(jurisdiction_id: int) -> Edition | None:
    """The last edition that was finished; ``None`` before the first."""
    home = folder_of(jurisdiction_id)
    days = sorted(home.glob("[0-9]*-[0-9]*-[0-9]*"), reverse=True) if home.is_dir() else []
    for folder in days:
        try:
            said = json.loads((folder / MANIFEST).read_text())
        except (OSError, ValueError):
            continue
        files = tuple(File(**each) for each in said["files"])
        made_at = datetime.fromisoformat(said["made_at"])
        return Edition(folder, made_at, said.get("horizon", 0), said["cases"], files)
    return None


def make_daily(*, now: datetime) -> int:
    """Today's edition of every province that has none yet, and a new one where something in it is no longer public; how
    many were made. Older ones are removed: what is no longer public must not stay. A province whose edition cannot be
    made keeps no other from theirs; the first such error is raised at the end."""
    made, failed = 0, None
    for jurisdiction in jurisdictions.every():
        try:
            if _is_owed(jurisdiction, now=now):
                _make(jurisdiction, now=now)
                made += 1
        except Exception as error:
            failed = failed or error
    if failed is not None:
        raise failed
    return made


def _is_owed(jurisdiction: Jurisdiction, *, now: datetime) -> bool:
    known = newest(jurisdiction.id)
    if known is None or known.made_at.astimezone(HO_CHI_MINH).date() != now.astimezone(HO_CHI_MINH).date():
        return True
    before = _looked.get(jurisdiction.id)
    if before is not None and timedelta() <= now - before < LOOKS_EVERY:
        return False
    _looked[jurisdiction.id] = now
    with within(jurisdiction.id):
        return is_narrowed(jurisdiction_id=jurisdiction.id, since=known.horizon, until=known.made_at)


def _make(jurisdiction: Jurisdiction, *, now: datetime) -> None:
    home = folder_of(jurisdiction.id)
    home.mkdir(parents=True, exist_ok=True)
    arriving = Path(tempfile.mkdtemp(dir=home, prefix="arriving-"))
    finished = home / f"{now.astimezone(HO_CHI_MINH):%Y-%m-%d-%H%M%S}"
    try:
        write(jurisdiction, folder=arriving, now=now)
        shutil.rmtree(finished, ignore_errors=True)
        arriving.rename(finished)
    finally:
        shutil.rmtree(arriving, ignore_errors=True)
    _sync(home)
    for old in home.iterdir():
        if old != finished:
            shutil.rmtree(old, ignore_errors=True)


def write(jurisdiction: Jurisdiction, *, folder: Path, now: datetime) -> Edition:
    """The data in three formats with checksums, read once; all of it on disk when this returns."""
    with within(jurisdiction.id):
        seen = horizon()
        cases = _write_all(
            (_line(each, jurisdiction) for each in every_published(jurisdiction_id=jurisdiction.id)), folder
        )
    files = tuple(_file(folder / name) for name in TYPES)
    sums = "".join(f"{file.sha256}  {file.name}\n" for file in files)
    (folder / "SHA256SUMS").write_text(sums)
    said = {
        "made_at": now.isoformat(),
        "horizon": seen,
        "cases": cases,
        "files": [asdict(file) for file in files],
    }
    (folder / MANIFEST).write_text(json.dumps(said))
    for name in (*TYPES, "SHA256SUMS", MANIFEST):
        _sync(folder / name)
    _sync(folder)
    return Edition(folder, now, seen, cases, files)


def _write_all(lines: Iterable[Line], folder: Path) -> int:
    # It is needed once a day and takes a while to load: no other process pays for it.
    import pyarrow
    import pyarrow.parquet

    schema = pyarrow.schema([(field.name, _arrow(pyarrow, field.type)) for field in fields(Line)])
    count = 0
    with (
        (folder / CSV).open("w", encoding="utf-8-sig", newline="") as plain,
        (folder / GEOJSON).open("w", encoding="utf-8") as geo,
        pyarrow.parquet.ParquetWriter(folder / PARQUET, schema, compression="zstd") as packed,
    ):
        table = csv.writer(plain)
        table.writerow([field.name for field in fields(Line)])
        geo.write('{"type":"FeatureCollection","features":[')
        for rows in batched(lines, _BATCH):
            table.writerows([_cell(value) for value in asdict(row).values()] for row in rows)
            _write_features(geo, rows, is_first=count == 0)
            values = [
                {name: None if value == "" else value for name, value in asdict(row).items()} for row in rows
            ]
            packed.write_table(pyarrow.Table.from_pylist(values, schema=schema))
            count += len(rows)
        geo.write("]}\n")
    return count


def _arrow(pyarrow: Any, kind: Any) -> Any:
    if kind is datetime:
        return pyarrow.timestamp("ms", tz="UTC")
    return pyarrow.string() if kind is str else pyarrow.float64()


def _write_features(geo: TextIO, rows: Iterable[Line], *, is_first: bool) -> None:
    for row in rows:
        properties = {name: _plain(value) for name, value in asdict(row).items()}
        lat, lon = properties.pop("latitude"), properties.pop("longitude")
        point = {"type": "Point", "coordinates": [lon, lat]} if lat is not None and lon is not None else None
        feature = {"type": "Feature", "id": row.id, "geometry": point, "properties": properties}
        geo.write("\n" if is_first else ",\n")
        geo.write(json.dumps(feature, ensure_ascii=False))
        is_first = False


def _line(each: Published, jurisdiction: Jurisdiction) -> Line:
    return Line(
        id=str(each.id),
        kind=str(each.case.kind),
        field=str(each.case.field),
        commune_code=each.commune,
        commune=_name(each.commune, jurisdiction),
        latitude=each.latitude,
        longitude=each.longitude,
        sent_at=_second(each.sent_at),
        published_at=_second(each.published_at),
        agency=each.agency,
        rating=each.case.rating or "",
        text=each.text,
        answer=each.answer,
    )


def _name(commune: str, jurisdiction: Jurisdiction) -> str:
    try:
        return jurisdiction.province.full_name(jurisdiction.province.commune(code=commune))
    except KeyError:
        return ""


def _second(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(value: str | float | datetime | None) -> str | float | None:
    """As JSON has it: a moment in words, nothing where nothing is known."""
    return _moment(value) if isinstance(value, datetime) else value if value != "" else None


def _cell(value: str | float | datetime | None) -> str | float:
    """What begins like a formula would be worked out by a spreadsheet."""
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return "" if value is None else value


def _file(path: Path) -> File:
    with path.open("rb") as file:
        return File(path.name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def pieces(edition: Edition, file: File) -> Iterator[bytes]:
    """The content of a file, piece by piece."""
    with (edition.folder / file.name).open("rb") as content:
        while piece := content.read(64 * 1024):
            yield piece
