#!/usr/bin/env python3
"""Fetch the front-end files that pages use, and lay them into the package.

Run by a developer with Node.js's `npm` on PATH; nothing here runs in production. The files are committed, so
that an installation needs neither Node.js nor the network. Versions are pinned below, the icons are named in
icons.txt: change one, run, commit both.

Source-map comments are cut off, because the maps are several times larger than the code and because Django's
manifest storage refuses a file that names a map which is not there.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "src/paht/doors/static/vendor"
SOURCE_MAP = re.compile(rb"\n?(//# sourceMappingURL=\S+|/\*# sourceMappingURL=.*?\*/)\s*$")


@dataclass(frozen=True, kw_only=True)
class Package:
    """One npm package: `files` maps a path inside it to a path under the vendor folder."""

    name: str
    version: str
    licence: str
    files: dict[str, str]


WEIGHTS = ("400-normal", "400-italic", "500-normal", "600-normal", "700-normal")
SUBSETS = ("vietnamese", "latin-ext", "latin")

ICONS = (Path(__file__).resolve().parent / "icons.txt").read_text(encoding="utf-8").split()

PACKAGES = (
    Package(
        name="htmx.org",
        version="2.0.11",
        licence="0BSD",
        files={"dist/htmx.min.js": "htmx/htmx.min.js", "LICENSE": "htmx/LICENSE"},
    ),
    Package(
        name="maplibre-gl",
        version="6.17.0",
        licence="BSD-3-Clause",
        files={
            "dist/maplibre-gl.mjs": "maplibre-gl/maplibre-gl.mjs",
            "dist/maplibre-gl-worker.mjs": "maplibre-gl/maplibre-gl-worker.mjs",
            "dist/maplibre-gl.css": "maplibre-gl/maplibre-gl.css",
            "LICENSE.txt": "maplibre-gl/LICENSE.txt",
        },
    ),
    Package(
        name="pmtiles",
        version="4.5.0",
        licence="BSD-3-Clause",
        files={"dist/pmtiles.js": "pmtiles/pmtiles.js"},
    ),
    Package(
        name="@fontsource/be-vietnam-pro",
        version="5.3.0",
        licence="OFL-1.1",
        files={
            "LICENSE": "be-vietnam-pro/LICENSE",
            **{
                f"files/be-vietnam-pro-{subset}-{weight}.woff2": f"be-vietnam-pro/{subset}-{weight}.woff2"
                for subset in SUBSETS
                for weight in WEIGHTS
            },
        },
    ),
    Package(
        name="@tabler/icons",
        version="3.51.0",
        licence="MIT",
        files={"LICENSE": "icons/LICENSE"},
    ),
)


def main() -> None:
    """Rebuild the vendor folder from the pinned packages and write VENDORED.md."""
    if shutil.which("npm") is None:
        raise SystemExit(
            "npm is missing: install Node.js (for example `apt-get install npm`), then run this again."
        )
    shutil.rmtree(VENDOR, ignore_errors=True)
    rows: list[tuple[Package, Path]] = []
    for package in PACKAGES:
        members = download(package)
        for source, target in package.files.items():
            rows.append((package, write(target, SOURCE_MAP.sub(b"\n", members[source]))))
        if package.name == "@fontsource/be-vietnam-pro":
            rows.append((package, write("be-vietnam-pro/fonts.css", font_faces(members))))
        if package.name == "@tabler/icons":
            rows.append((package, write("icons/icons.svg", sprite(members))))
    (VENDOR / "VENDORED.md").write_text(record(rows), encoding="utf-8")
    print(f"{len(rows)} files in {VENDOR.name}/")


def download(package: Package) -> dict[str, bytes]:
    """Return the package's files by their path, from the registry that npm is configured for."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(fileobj=io.BytesIO(archive.read_bytes())) as tar:
            return {
                member.name.partition("/")[2]: content.read()
                for member in tar
                if member.isfile() and (content := tar.extractfile(member))
            }


def write(target: str, content: bytes) -> Path:
    """Write one file under the vendor folder; return its path."""
    path = VENDOR / target
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def font_faces(members: dict[str, bytes]) -> bytes:
    """Return @font-face rules for the kept subsets and weights, with fontsource's own unicode ranges."""
    rules = []
    for weight in WEIGHTS:
        number, style = weight.split("-")
        for subset in SUBSETS:
            suffix = "-italic" if style == "italic" else ""
            css = members[f"{subset}-{number}{suffix}.css"].decode()
            found = re.search(r"unicode-range:\s*([^;}]+)", css) or re.search(
                rf"be-vietnam-pro-{subset}-{weight} \*/.*?unicode-range:\s*([^;}}]+)",
                members[f"{number}{suffix}.css"].decode(),
                re.DOTALL,
            )
            if found is None:
                raise SystemExit(f"no unicode-range for {subset} {weight}")
            rules.append(
                f'@font-face {{\n  font-family: "Be Vietnam Pro";\n  font-style: {style};\n'
                f"  font-weight: {number};\n  font-display: swap;\n"
                f'  src: url("{subset}-{weight}.woff2") format("woff2");\n'
                f"  unicode-range: {found.group(1).strip()};\n}}\n"
            )
    return "\n".join(rules).encode()


def sprite(members: dict[str, bytes]) -> bytes:
    """Return one SVG whose symbols are the icons that pages use, stroke only, in the text's colour."""
    symbols = []
    for name in sorted(set(ICONS)):
        svg = members[f"icons/outline/{name}.svg"].decode()
        paths = re.findall(r"<(?:path|circle|rect|line|polyline|ellipse)\b[^>]*/>", svg)
        drawn = "".join(path for path in paths if 'd="M0 0h24v24H0z"' not in path)
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{drawn}</symbol>')
    head = '<svg xmlns="http://www.w3.org/2000/svg" fill="none" stroke="currentColor" stroke-width="2"'
    return (
        f'{head} stroke-linecap="round" stroke-linejoin="round">\n' + "\n".join(symbols) + "\n</svg>\n"
    ).encode()


def record(rows: list[tuple[Package, Path]]) -> str:
    """Return VENDORED.md: what lies here, from where, under which licence, with which bytes."""
    lines = [
        "# Vendored front-end files",
        "",
        "Made by `tools/vendor_front_end.py`; do not edit by hand. Source-map comments are cut off,",
        "`fonts.css` and `icons.svg` are put together from the package's own files;",
        "all other bytes are the package's.",
        "",
        "MapLibre starts its worker as a module from the same folder, so the content security policy",
        "needs `worker-src 'self'` (no `blob:`), `img-src 'self' data: blob:` and `connect-src 'self'`;",
        "no `unsafe-eval`, no `unsafe-inline`.",
        "",
        "| file | package | version | licence | sha256 |",
        "|---|---|---|---|---|",
    ]
    for package, path in rows:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        name = path.relative_to(VENDOR).as_posix()
        lines.append(f"| {name} | {package.name} | {package.version} | {package.licence} | {digest} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
