"""Looking for marks in pictures, in a process of its own: ``python -m paht.examining.pictures FILE…``.

One line of JSON a file on standard output, in their order: a list of marks, or ``null`` where the picture cannot be
read. One picture is held at a time, one model after another; the process may be killed at any moment without harm.
"""

import json
import resource
import sys
from dataclasses import asdict

LIMIT_SECONDS = 60
"""CPU for one picture; what takes longer is given up."""


def main(paths: list[str]) -> int:
    """Look at the files one after another."""
    import cv2
    import numpy as np

    from paht.examining.pictures.faces import find_faces
    from paht.examining.pictures.plates import find_plates

    cv2.setNumThreads(1)
    for path in paths:
        used = int(resource.getrusage(resource.RUSAGE_SELF).ru_utime)
        resource.setrlimit(resource.RLIMIT_CPU, (used + LIMIT_SECONDS, resource.RLIM_INFINITY))
        picture = cv2.imread(path, cv2.IMREAD_COLOR)
        marks = None
        if picture is not None:
            pixels = np.ascontiguousarray(picture[:, :, ::-1]).astype(np.uint8, copy=False)
            marks = [asdict(mark) for mark in (*find_faces(pixels), *find_plates(pixels))]
        print(json.dumps(marks), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
