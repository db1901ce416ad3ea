"""In which language a text is written: Vietnamese (with diacritics or without), English, Khmer, Chinese.

By script where it tells, else by the shape of the words: a Vietnamese syllable is made of few onsets and rimes, and
most English words are none. A text too short to tell is Vietnamese.
"""

import re
import unicodedata
from dataclasses import dataclass

from paht.triage.wordlist import Text, bare

_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?"
    r"(?:a(?:[ioyu]|ch|c|ng|nh|[mnpt])?|e(?:[ou]|ch|c|ng|nh|[mnpt])?"
    r"|i(?:[au]|ch|nh|[mnpt]|e(?:[cmnptu]|ng))?|o(?:[i]|c|ng|[mnpt])?"
    r"|oa(?:[ioy]|ch|c|ng|nh|[mnpt])?|oe[nto]?|oong|u(?:[aiu]|c|ng|[mnpt])?|uo(?:[icmnptu]|ng)?"
    r"|ua(?:[yiu]|ng|nh|[nt])|ue(?:ch|nh|[nto])?|uy(?:[ate u]|en|et|nh|ch|[pt])?|uye[nt]|y(?:a|e[mntu]|eng|[mnt])?)"
)
_ENGLISH_WORDS = """
the is are was were be been being of to and in on at for from with without by this that these those there here it its
they them their we our us you your he she his her my mine me not no yes please help need near next front behind since
have has had do does did done can could will would should may might must very too much many some any all every
street road roads bridge water electricity power light lights garbage trash rubbish waste noise noisy loud smoke smell
traffic accident parking sidewalk pavement house home market school hospital doctor police fire flood flooded flooding
broken dirty dangerous night day days week weeks month months year years morning evening people neighbor neighbour
how what when where who why which because but or if then so about after before again still already only also just
report problem issue fix repair clean collect remove work working working blocked hole holes pothole potholes drain
tree trees branch fallen cable internet network signal tourist visitor foreigner hello sorry thanks thank wrong sent
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_BOTH = frozenset(
    {"to", "on", "in", "an", "can", "the", "hang", "do", "so", "me", "may", "no", "he", "it", "be", "at"}
)
"""English words that are Vietnamese syllables, too: they speak for English beside others only."""
_FEWEST_LETTERS = 6


@dataclass(frozen=True, slots=True)
class Language:
    """A language (``vi``, ``en``, ``km``, ``zh``), how sure that is (0 to 1), and the words or script that tell it."""

    code: str
    confidence: float
    words: tuple[str, ...]


def language(text: Text) -> Language:
    """The language that most of the text is written in."""
    scripts = {"km": 0, "zh": 0, "latin": 0}
    for letter in text.text:
        scripts[_script(letter)] = scripts.get(_script(letter), 0) + 1
    # A Khmer or Chinese letter says about as much as two of ours.
    for code, name in (("km", "chữ Khmer"), ("zh", "chữ Hán")):
        if scripts[code] * 2 > scripts["latin"]:
            share = scripts[code] * 2 / (scripts[code] * 2 + scripts["latin"])
            return Language(code, round(min(0.99, 0.5 + share / 2), 2), (name,))
    return _of_latin(text)


def is_syllable(word: str) -> bool:
    """Whether a word without marks could be a Vietnamese syllable."""
    return len(word) <= 7 and _SYLLABLE.fullmatch(word) is not None


def is_gibberish(word: str) -> bool:
    """Whether a word without marks is nobody's: no syllable, no English word, mostly a row of keys."""
    if is_syllable(word) or word in _ENGLISH or len(word) < 3 or not word.isascii():
        return False
    vowels = sum(1 for letter in word if letter in "aeiouy")
    is_row = any(
        row in word for row in ("asd", "sdf", "qwe", "wer", "zxc", "xcv", "jkl", "hjk", "fgh", "dfg", "bnm")
    )
    return is_row or vowels * 5 < len(word) or len(set(word)) * 3 <= len(word)


def _of_latin(text: Text) -> Language:
    words = [word for word in text.words if word.text.isalpha() and word.text == word.text]
    marked = [word.text for word in words if _is_vietnamese(word.text)]
    english = [word.text for word in words if word.bare in _ENGLISH and not _is_vietnamese(word.text)]
    sure_english = [word for word in english if bare(word) not in _BOTH]
    foreign = [
        w.text for w in words if not is_syllable(w.bare) and w.bare.isascii() and not is_gibberish(w.bare)
    ]
    letters = sum(len(word.text) for word in words)
    if letters < _FEWEST_LETTERS and not marked:
        return Language("vi", 0.55, ())
    for_english = len(sure_english) + 0.3 * (len(english) - len(sure_english)) + 0.6 * len(foreign)
    for_vietnamese = 1.2 * len(marked) + 0.5 * (
        len(words) - len(set(foreign) | set(sure_english)) - len(marked)
    )
    if sure_english and for_english > for_vietnamese:
        sure = for_english / (for_english + for_vietnamese)
        return Language("en", round(min(0.98, sure), 2), tuple(dict.fromkeys(sure_english))[:3])
    told = tuple(dict.fromkeys(marked))[:3] or (("không dấu",) if len(words) > 2 else ())
    sure = 0.99 if len(marked) > 2 else for_vietnamese / max(for_english + for_vietnamese, 1.0)
    return Language("vi", round(max(0.55, min(0.98, sure)), 2), told)


def _is_vietnamese(word: str) -> bool:
    return any(letter in "đăâêôơư" or "\u1ea0" <= letter <= "\u1ef9" for letter in word) or (
        any(letter in "àáãèéìíòóõùúýĩũ" for letter in word) and is_syllable(bare(word))
    )


def _script(letter: str) -> str:
    if letter.isascii():
        return "latin" if letter.isalpha() else ""
    if "\u1780" <= letter <= "\u17ff":
        return "km"
    if "\u4e00" <= letter <= "\u9fff" or "\u3400" <= letter <= "\u4dbf":
        return "zh"
    return "latin" if unicodedata.category(letter).startswith("L") else ""
