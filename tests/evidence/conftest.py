"""A home of the test's own for files."""

from pathlib import Path

import pytest


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the files of an empty home."""
    monkeypatch.setenv("PAHT_HOME", str(tmp_path))
    monkeypatch.delenv("PAHT_MAX_UPLOAD_MB", raising=False)
    folder = tmp_path / "files"
    folder.mkdir()
    return folder
