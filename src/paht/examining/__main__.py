"""``python -m paht.examining``: the child of a :class:`paht.examining.workshop.Workshop`, at the other end of its
standard input.
"""

from paht.examining.child import main

if __name__ == "__main__":
    main()
