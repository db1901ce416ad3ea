"""The table of a check: what was asked, whether it held, and what was seen."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its group, its rule, whether it held (``None``: not asked), what was seen."""

    group: str
    rule: str
    held: bool | None
    seen: str = ""


@dataclass(slots=True)
class Table:
    """The lines so far."""

    rows: list[Row] = field(default_factory=list)

    def add(self, group: str, rule: str, held: bool | None, seen: str = "") -> bool:
        """Add a line; whether it held."""
        self.rows.append(Row(group, rule, held, seen))
        return bool(held)

    @property
    def is_good(self) -> bool:
        """Whether nothing that was asked failed."""
        return bool(self.rows) and all(row.held is not False for row in self.rows)

    def written(self) -> str:
        """The table as text."""
        words = {True: "ok", False: "FAIL", None: "–"}
        lines, group = [], ""
        for row in self.rows:
            if row.group != group:
                group = row.group
                lines.append(f"\n{group}")
            seen = f"  ({row.seen})" if row.seen and row.held is not True else ""
            lines.append(f"  {words[row.held]:<5}{row.rule}{seen}")
        failed = sum(row.held is False for row in self.rows)
        asked = sum(row.held is not None for row in self.rows)
        return "\n".join([*lines, "", f"{asked - failed} of {asked} rules held"])
