"""A page of a PDF as a picture: what it shows, and none of what it says about itself or could do."""

from typing import BinaryIO

from paht.examining import refusals
from paht.examining.derived import picture
from paht.examining.errors import RefusedError
from paht.examining.readers import pdf
from paht.examining.wanted import Wanted


def write(file: BinaryIO, asked: Wanted, out: BinaryIO) -> str:
    """Write the page, its longest edge ``size`` pixels; its media type. Raises RefusedError."""
    content = file.read()
    pdf.refuse_active(content)
    document = pdf.opened(content)
    try:
        if not 1 <= asked.page <= len(document):
            raise RefusedError(refusals.NO_SUCH_FORM)
        page = document[asked.page - 1]
        width, height = page.get_size()
        longest = max(width, height)
        if longest <= 0:
            raise RefusedError(refusals.CORRUPT_DOCUMENT)
        # A strip a thousand times as long as wide is a picture of at least one pixel across.
        shown = page.render(scale=asked.size / longest, may_draw_forms=False).to_pil().convert("RGB")
        return picture.save(picture.on_white(shown), asked, out)
    except RefusedError:
        raise
    except MemoryError:
        raise
    except Exception as error:
        # A page that cannot be drawn.
        raise RefusedError(refusals.CORRUPT_DOCUMENT) from error
    finally:
        document.close()
