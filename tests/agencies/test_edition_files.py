"""Editions on file are read before the program serves, and a broken one keeps it from starting."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from paht.agencies import edition_files
from paht.doors.cli import main
from paht.installation.errors import InstallationError
from paht.law.editions import EDITIONS

AMENDMENT = Path(__file__).resolve().parents[2] / "docs" / "editions" / "vinh-long-sua-doi.toml"
ID = "vinh-long-2025-sd1"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that ``PAHT_EDITIONS`` names; what is registered from it is forgotten again."""
    monkeypatch.setenv("PAHT_EDITIONS", str(tmp_path))
    before = dict(EDITIONS)
    yield tmp_path
    EDITIONS.clear()
    EDITIONS.update(before)


def test_every_file_of_the_folder_is_an_edition_whatever_their_order(folder: Path) -> None:
    shutil.copy(AMENDMENT, folder / "b.toml")
    again = AMENDMENT.read_text(encoding="utf-8").replace("sd1", "sd2").replace('"vinh-long-2025"', f'"{ID}"')
    (folder / "a.toml").write_text(
        again.replace('removed = ["terms.redispatch", "refusal_grounds.trial"]', ""), encoding="utf-8"
    )
    assert [edition.id for edition in edition_files.load()] == [ID, "vinh-long-2025-sd2"]
    assert edition_files.load(), "reading them twice is harmless"
    assert EDITIONS["vinh-long-2025-sd2"].amends == ID


def test_a_command_knows_the_editions_on_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(AMENDMENT, folder)
    question = ["deadline", "--edition", ID, "--clause", "VL.12.2.b", "--from", "2027-03-08T09:00+07:00"]
    assert main(question) == 0
    assert "5 ngày làm việc" in capsys.readouterr().out


def test_the_program_does_not_start_with_a_broken_file_and_says_all_that_is_wrong(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = AMENDMENT.read_text(encoding="utf-8")
    (folder / "broken.toml").write_text(text.replace("5 working_day", "5 days off"), encoding="utf-8")
    (folder / "second.toml").write_text('amends = "ben-tre-2022"\n', encoding="utf-8")
    assert main(["states", "--edition", ID]) == 1
    said = capsys.readouterr().err
    assert "broken.toml, hàng `terms.handling.length` (VL.12.2.b): độ dài “5 days off”" in said
    assert "second.toml, hàng `amends`: không có quy chế “ben-tre-2022”" in said
    assert ID not in EDITIONS


def test_a_file_may_not_take_the_name_of_another_edition(folder: Path) -> None:
    text = AMENDMENT.read_text(encoding="utf-8").replace(f'id = "{ID}"', 'id = "soc-trang-2024"')
    (folder / "x.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InstallationError, match="đã có"):
        edition_files.load()


def test_a_folder_that_is_named_must_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAHT_EDITIONS", str(tmp_path / "nowhere"))
    with pytest.raises(InstallationError, match="PAHT_EDITIONS"):
        edition_files.load()


def test_the_edition_in_python_is_printed_as_a_file(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert main(["editions", "--write", "soc-trang-2024"]) == 0
    (folder / "st.toml").write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["editions", "--check", str(folder / "st.toml"), str(AMENDMENT)]) == 0
    assert main(["editions", "--write", "ben-tre-2022"]) == 2
