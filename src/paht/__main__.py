"""``python -m paht``: the launcher ends here."""

import sys

from paht.doors.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
