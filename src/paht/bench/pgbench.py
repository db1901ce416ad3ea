"""PostgreSQL's own load program: the raw cost of rows and queries, without any program in front of them."""

import os
import re
import secrets
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from paht.bench import cpu
from paht.bench.results import Sample
from paht.installation.errors import InstallationError
from paht.installation.passwords import role_name, stored_passwords
from paht.installation.postgres import Server


def script(*statements: str) -> str:
    """Statements and commands as pgbench reads them, which takes ``:word`` for a variable even in a text."""

    def harmless(found: re.Match[str]) -> str:
        text = found[2] if found[1] else found[2].replace("\\", "\\\\")
        return "E'" + text.replace(":", "\\x3A") + "'" if ":" in text else found[0]

    lines = [re.sub(r"(\bE)?'((?:[^']|'')*)'", harmless, statement).strip() for statement in statements]
    return "".join(f"{line}\n" if line.startswith("\\") else f"{line};\n" for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A transaction to be run over and over by so many clients, as prepared statements, as the application's role.

    ``values`` are pgbench's variables, sent as parameters with every call; ``run`` is one besides, of each run its own.
    """

    server: Server
    script: str
    clients: int
    seconds: int
    values: Mapping[str, str] = field(default_factory=dict)

    def run(self) -> Sample:
        """Run it once for the given seconds; longer where the machine was too busy to end one transaction in them."""
        before = cpu.seconds(self.server.postmaster_pid)
        with tempfile.TemporaryDirectory(prefix="paht-bench-") as folder:
            script = Path(folder) / "transaction.sql"
            script.write_text(self.script)
            values = {**self.values, "run": secrets.token_hex(4)}
            spent_by_pgbench = cpu.of_children()
            done = subprocess.run(
                [
                    *(self.server.bin_dir / "pgbench", "--no-vacuum", "--protocol", "prepared"),
                    *("--client", str(self.clients), "--time", str(self.seconds), "--file", script),
                    *(word for name, value in values.items() for word in ("--define", f"{name}={value}")),
                ],
                env={**os.environ, **self._address()},
                capture_output=True,
                text=True,
                check=False,
            )
        found = re.search(r"number of transactions actually processed: (\d+)", done.stdout)
        if done.returncode == 0 and found and found[1] == "0":
            return replace(self, seconds=2 * self.seconds).run()
        rate = re.search(r"tps = ([\d.]+)", done.stdout)
        if done.returncode != 0 or not found or not rate or "aborted" in done.stderr:
            raise InstallationError(f"pgbench failed: {done.stderr.strip() or done.stdout.strip()}")
        calls = int(found[1])
        spent = cpu.seconds(self.server.postmaster_pid) - before
        # The rate that pgbench tells leaves the time to connect out, as our own connections are kept.
        return Sample(
            calls=calls,
            wall=calls / float(rate[1]),
            database=spent,
            load=cpu.of_children() - spent_by_pgbench,
        )

    def _address(self) -> dict[str, str]:
        return {
            "PGHOST": str(self.server.cluster.socket),
            "PGDATABASE": "paht",
            # The owner passes the walls between provinces: the baseline is the tables alone, as it always was.
            "PGUSER": role_name("owner"),
            "PGPASSWORD": stored_passwords(self.server.home)["owner"],
        }
