"""Pictures as they are sent: untouched ones of twelve megapixels, their age, their clarity, whether there is one."""

import resource
import time
from collections import Counter, defaultdict
from datetime import timedelta

import numpy as np
from PIL import Image

from paht.law.evidence.findings import Findings
from paht.law.evidence.verdicts import Shown
from tests.examining.phones import PHONES, saved, shot
from tests.measuring import tables
from tests.measuring.changes import by_chat, resaved, spoilt
from tests.measuring.scenes import SENT, TWELVE, Corpus, as_taken, judged, shown
from tests.measuring.tables import BROKEN, FULFILLED, UNKNOWABLE, VERDICTS, Judged, Told


def untouched(corpus: Corpus) -> Told:
    """What five phones make of large scenes: no verdict may be *fail*."""
    keys = ("photo", "photo_age", "gps", "clear_picture", "unedited")
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    seconds = []
    for number, scene in enumerate(corpus.large.values()):
        image = as_taken(scene, TWELVE, number)
        for phone in PHONES:
            content = shot(phone, image)
            began = time.process_time()
            found = judged(shown(content))
            seconds.append(time.process_time() - began)
            for key in keys:
                outcomes[phone.maker][f"{key} {found[key].verdict}"] += 1
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    table = tables.rows(
        ("encoder", *keys),
        (
            (maker, *(", ".join(str(counted[f"{key} {each}"]) for each in VERDICTS) for key in keys))
            for maker, counted in outcomes.items()
        ),
    )
    return Told(
        f"{len(corpus.large)} scenes by five encoders; in each cell: pass, warn, fail, unknown. CPU per picture: "
        f"median {np.median(seconds):.2f} s, most {max(seconds):.2f} s; memory of the whole process, corpus included, "
        f"{most:.0f} MB.\n\n"
        f"{table}"
    )


def age(corpus: Corpus) -> Told:
    """VL.8.1.b: taken within 24 hours before sending, by EXIF, by the satellites' clock, by neither."""
    condition = Judged("taken within 24 h", "VL.8.1.b")
    local = SENT + timedelta(hours=7)
    image = next(iter(corpus.every.values())).resize((800, 600))
    for hours in (0.1, 5, 23.9, 24.1, 48, 700):
        taken = (local - timedelta(hours=hours)).strftime("%Y:%m:%d %H:%M:%S")
        is_late = hours > 24
        name, truth = ("late", BROKEN) if is_late else ("fresh", FULFILLED)
        for phone in PHONES:
            for place in ((10.25, 105.97), None):
                content = shot(phone, image, taken=taken, place=place)
                condition.add(name, truth, judged(shown(content))["photo_age"].verdict)
                stripped = resaved(content, None, np.random.default_rng(1), keep=False)
                lost = judged(shown(stripped))["photo_age"].verdict
                condition.add(f"{name}, metadata lost", UNKNOWABLE, lost)
    return Told(condition.table("picture"), (condition,))


def clarity(corpus: Corpus) -> Told:
    """VL.8.2.2: blur, darkness, too much light, resolution, one colour, copied screens."""
    condition = Judged("clear picture", "VL.8.2.2")
    for number, scene in enumerate(corpus.tried.values()):
        image = as_taken(scene, (1600, 1200), number)
        for name, truth, picture in spoilt(image):
            made = PHONES[number % len(PHONES)]
            content = saved(picture, format="PNG") if name.endswith("PNG") else shot(made, picture)
            condition.add(name, truth, judged(shown(content))["clear_picture"].verdict)
    return Told(condition.table("picture"), (condition,))


def presence(corpus: Corpus) -> Told:
    """VL.8.2.1: a photo or film is there and can be read."""
    condition = Judged("photo or film present", "VL.8.2.1")
    for number, scene in enumerate(corpus.every.values()):
        image = as_taken(scene, (1280, 960), number)
        content = shot(PHONES[number % len(PHONES)], image)
        condition.add("a phone's photo", FULFILLED, judged(shown(content))["photo"].verdict)
        condition.add("a photo from a chat", FULFILLED, judged(shown(by_chat(content)))["photo"].verdict)
        condition.add("no file", BROKEN, judged()["photo"].verdict)
        for kind in ("application/pdf", "audio/mp4"):
            other = Shown(name="Tệp", findings=Findings(media_type=kind, size_bytes=20_000), came_at=SENT)
            condition.add(f"only {kind}", BROKEN, judged(other)["photo"].verdict)
            condition.add(f"a photo beside {kind}", FULFILLED, judged(other, shown(content))["photo"].verdict)
        waiting = Shown(name="Ảnh", findings=None, came_at=SENT)
        condition.add("not examined yet", UNKNOWABLE, judged(waiting)["photo"].verdict)
    return Told(condition.table("what is sent"), (condition,))


def small(image: Image.Image) -> Image.Image:
    """As a copy of 1,280 pixels."""
    picture = image.copy()
    picture.thumbnail((1280, 1280), Image.Resampling.LANCZOS)
    return picture
