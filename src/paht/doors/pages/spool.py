"""Uploaded files on their way to the program: what is too large for memory is written to the disk encrypted, under a
key that lives as long as the request does and is written nowhere.

Django's own handler would leave the file in the clear in the folder for temporary files, where a deleted file can be
read for long.
"""

import io
import os
import tempfile
from typing import Any, override

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

_BLOCK_BYTES = 16


class Spool(io.RawIOBase):
    """A file without a name whose bytes on the disk are AES-256 in counter mode: written once from the beginning, read
    from anywhere. That nobody changed it is not proven: nobody but this process can reach it."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed with this)
        self._key, self._nonce = os.urandom(32), os.urandom(_BLOCK_BYTES)
        self._at = self._size = 0
        self._writing = self._cipher(0).encryptor()

    def _cipher(self, block: int) -> Any:
        counter = (int.from_bytes(self._nonce) + block) % (1 << 128)
        return Cipher(AES(self._key), CTR(counter.to_bytes(_BLOCK_BYTES)))

    @override
    def readable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    def append(self, piece: bytes) -> None:
        """Write at the end."""
        self._file.seek(self._size)
        self._file.write(self._writing.update(piece))
        self._size += len(piece)

    @override
    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    @override
    def tell(self) -> int:
        return self._at

    @override
    def readinto(self, buffer: Any) -> int:
        block, skipped = divmod(self._at, _BLOCK_BYTES)
        self._file.seek(block * _BLOCK_BYTES)
        sealed = self._file.read(len(buffer) + skipped)
        content = self._cipher(block).decryptor().update(sealed)[skipped:]
        buffer[: len(content)] = content
        self._at += len(content)
        return len(content)

    @override
    def close(self) -> None:
        self._file.close()
        super().close()


class SpoolingUploadHandler(FileUploadHandler):
    """Takes every file that no handler before it took."""

    @override
    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.spool = Spool()

    @override
    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.spool.append(raw_data)

    @override
    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        return UploadedFile(
            file=io.BufferedReader(self.spool, 64 * 1024),
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    @override
    def upload_interrupted(self) -> None:
        if hasattr(self, "spool"):
            self.spool.close()
