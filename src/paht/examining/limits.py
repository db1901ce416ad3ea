"""How much of a file is read at all. Beyond these it is refused, whatever it claims of itself."""

import os

PICTURE_MEGAPIXELS = 100
VIDEO_MB, SOUND_MB, DOCUMENT_MB = 60, 20, 20
VIDEO_MINUTES, SOUND_MINUTES = 3, 30
DURATION_SLACK_SECONDS = 5
"""A telephone told to stop after three minutes stops a little later."""
VIDEO_MEGAPIXELS = 9
"""4096 × 2160: what telephones film at most."""
STREAMS = 8
PACKETS = 400_000
"""Thirty minutes of sound have 90,000, three minutes of film 12,000."""
PAGES = 200

ENTRIES = 2_000
"""Parts of a DOCX or XLSX: each picture and each sheet is one."""
UNPACKED_MB = 100
XML_MB = 30
"""Of one part: expat holds none of it, the text that is taken out is cut besides."""
RATIO, RATIO_FROM_BYTES = 150, 1 << 20
"""A part may not grow more than so many times; a small one may, for blank sheets pack well."""

PDF_INFLATED_MB = 32

EXAMINE_WALL_SECONDS, EXAMINE_CPU_SECONDS = 20.0, 12
DERIVE_WALL_SECONDS, DERIVE_CPU_SECONDS = 600.0, 400
"""A second of 1080p takes 0.8 s of a core to become 720p: three minutes 150 s, and a busy machine is slower."""
MEMORY_MB = 3_072
"""Addresses, not memory: libraries reserve far more than they touch."""
OUTPUT_MB = 100
OPEN_FILES = 64
FILES_PER_CHILD = 200
CPU_SECONDS_PER_CHILD = 1_200


def megabytes(family: str) -> int:
    """The most megabytes of a file of that family: PAHT_MAX_UPLOAD_MB (25) for a picture."""
    if family == "picture":
        return int(os.environ.get("PAHT_MAX_UPLOAD_MB", "25"))
    return {"video": VIDEO_MB, "sound": SOUND_MB, "document": DOCUMENT_MB}[family]
