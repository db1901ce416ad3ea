"""A clause is cited in the words of official texts."""

import pytest

from paht.doors.pages.clauses import clause_words


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("VL.12.1.a", "điểm a khoản 1 Điều 12"),
        ("VL.8.2.1", "điểm a khoản 2 Điều 8"),
        ("VL.8.2.4", "khoản 2 Điều 8"),
        ("VL.16.0", "Điều 16"),
        ("VL.16.3", "bước 3 Điều 16"),
        ("VL.17.4", "bước 4 Điều 17"),
        ("VL.PL", "Phụ lục"),
        ("VL.QĐ.3", "Điều 3 Quyết định ban hành Quy chế"),
        ("ST.8.2.3", "khoản 2 Điều 8"),
        ("ST.9.3.b", "điểm b khoản 3 Điều 9"),
        ("ST.PL2.2", "mục 2 Phụ lục II"),
        ("", ""),
    ],
)
def test_a_clause_is_cited_as_the_regulation_numbers_it(clause: str, words: str) -> None:
    assert clause_words(clause) == words
