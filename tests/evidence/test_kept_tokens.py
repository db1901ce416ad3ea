"""The token that tells of a kept file, so that a form carries a photo and sending it reads no row."""

import uuid
from dataclasses import replace

from paht.evidence import tokens
from paht.evidence.tokens import Kept

FILE = Kept(
    id=uuid.UUID("0198c1de-0000-7000-8000-000000000001"),
    jurisdiction_id=7,
    sha256="ab" * 32,
    media_type="image/jpeg",
    size_bytes=3_400_000,
    latitude=10.2537,
    longitude=105.9722,
)


def test_a_token_gives_back_what_it_was_made_of() -> None:
    for file in (FILE, replace(FILE, latitude=None, longitude=None)):
        assert tokens.read_kept(tokens.sign_kept(file), jurisdiction_id=7) == file


def test_a_token_is_worth_nothing_when_changed_old_foreign_or_of_another_making() -> None:
    token = tokens.sign_kept(FILE)
    assert tokens.read_kept(token[:-1] + ("A" if token[-1] != "A" else "B"), jurisdiction_id=7) is None
    assert tokens.read_kept(token, jurisdiction_id=7, max_age_seconds=-1) is None
    assert tokens.read_kept(token, jurisdiction_id=8) is None
    assert tokens.read_kept(tokens.sign(FILE.id, 7), jurisdiction_id=7) is None
    assert tokens.read_kept("", jurisdiction_id=7) is None
