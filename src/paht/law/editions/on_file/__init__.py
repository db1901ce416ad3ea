"""An edition on file: the same rows as plain TOML values, written and read, with every error named by its row."""

from paht.law.editions.on_file.reading import EditionError, amended_id, read, read_amendment
from paht.law.editions.on_file.toml import toml
from paht.law.editions.on_file.writing import plain

__all__ = ["EditionError", "amended_id", "plain", "read", "read_amendment", "toml"]
