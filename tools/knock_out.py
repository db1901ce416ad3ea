"""Knock out one rule of the law after another, in a copy, and see whether a test notices.

    python tools/knock_out.py [WORD…]     only knock-outs whose name holds one of the words

Prints each rule that nobody missed; exit status 1 when there is one, or when a knock-out no longer fits the code.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LAW = Path("src/paht/law")
DECIDE, DUTIES, EVOLVE, AUTHORITY = (
    LAW / "casework" / f"{name}.py" for name in ("decide", "duties", "evolve", "authority")
)
ADMISSION, PUBLICITY, HOLDING = (
    LAW / "casework" / f"{name}.py" for name in ("admission", "publicity", "holding")
)
COURSE, FORM, ROWS = (LAW / "editions" / f"{name}.py" for name in ("course", "form", "conditions"))
VL, ST = LAW / "editions/vinh_long_2025", LAW / "editions/soc_trang_2024"

_LARGE = ["test_table.py", "test_authority.py"]

KNOCK_OUTS: tuple[tuple[str, Path, str, str], ...] = (
    ("authority", AUTHORITY, "if not actor.roles & step.by:", "if False:"),
    ("own agency only", AUTHORITY, "assignment is None or assignment.agency == actor.body", "True"),
    ("own report only", AUTHORITY, "issubclass(command, c.Send) or case.sender == actor.id", "True"),
    ("state", AUTHORITY, "if state not in step.at:", "if False:"),
    ("written content", DECIDE, "if text.is_blank:", "if False:"),
    ("one supplement", AUTHORITY, "if case.open_request(RequestKind.SUPPLEMENT) is None:", "if True:"),
    ("grounds known", DECIDE, "if not command.grounds or not known.issuperset(", "if not command.grounds or not ("),
    ("empty supplement", DECIDE, "command.original.is_blank and not command.files", "False"),
    ("long supplement", DECIDE, "command.original.characters > LONGEST_DESCRIPTION", "False"),
    ("no lapse before", DECIDE, "not owed or inquiry.now <= owed[0].due_at", "not owed"),
    ("no lapse at the moment", DECIDE, "inquiry.now <= owed[0].due_at", "inquiry.now < owed[0].due_at"),
    ("joined", DECIDE, "if not agency.joined:", "if False:"),
    ("window closes", DECIDE, "if late and ground.only_in_window:", "if False:"),
    ("window's last moment", DECIDE, "inquiry.now > moment.due_at", "inquiry.now >= moment.due_at"),
    ("responsible body", DECIDE, "ground.names_responsible and not", "False and not"),
    ("late return", DECIDE, "            late=late,", "            late=False,"),
    ("empty result", DECIDE, "if command.result.is_blank:", "if False:"),
    ("after-photo", DECIDE, "if needs_photo and not any", "if False and not any"),
    ("after-photo of reports", DECIDE, "case.kind is Kind.REPORT and", "True and"),
    ("private answer", DECIDE, "if inquiry.case.non_public_ground is not None:", "if False:"),
    ("rated once", DECIDE, "if inquiry.case.rating is not None:", "if False:"),
    ("level", DECIDE, "if command.level not in levels:", "if False:"),
    ("no withdrawal", AUTHORITY, "a.state.is_open and a.begun_at is not None", "False"),
    ("earlier agency", AUTHORITY, "a.state.is_open and a.begun_at", "a.begun_at"),
    ("superior told", DECIDE, "superior=agency.superior", "superior=None"),
    ("late", DUTIES, "is_late = at > duty.due_at", "is_late = False"),
    ("last moment", DUTIES, "is_late = at > duty.due_at", "is_late = at >= duty.due_at"),
    ("stays late", DUTIES, 'if is_late else "void"', 'if False else "void"'),
    ("superseded", DUTIES, "type(body) in term.superseded_by and same_subject", "False"),
    ("void at the end", DUTIES, "    if after.stage.is_end:\n        return True\n", ""),
    ("windows owe nothing", DUTIES, "if not term.owed or type(body)", "if type(body)"),
    ("when", DUTIES, "(term.when and not term.when(after, body))", "False"),
    ("begins", DUTIES, "if term.begins else at", "if False else at"),
    ("verify cancels", EVOLVE, "return _cancel_requests(replace(case, stage=Stage.VERIFIED", "return (replace(case, stage=Stage.VERIFIED"),  # noqa: E501
    ("begun by result", EVOLVE, "begun_at=before.begun_at or at", "begun_at=before.begun_at"),
    ("to leader", EVOLVE, "AssignmentState.SUBMITTED if body.to_leader else", "AssignmentState.CORRECTING if body.to_leader else"),  # noqa: E501
    ("end closes assignments", EVOLVE, "replace(a, state=AssignmentState.ENDED) if a.state.is_open else a", "a"),
    ("verify again", EVOLVE, "return replace(case, stage=Stage.SENT, requests=", "return replace(case, requests="),
    ("published only", PUBLICITY, "case.stage is not Stage.PUBLISHED or", "False or"),
    ("name by choice", PUBLICITY, "sender_name=case.personal_public", "sender_name=True"),
    ("sender holds", HOLDING, "if case.open_request(RequestKind.SUPPLEMENT):", "if False:"),
    ("leader holds", HOLDING, "Party.AGENCY_LEADER if a.state is AssignmentState.SUBMITTED else", ""),
    ("photo", ADMISSION, "edition.photo_clause and is_report and not any", "False and not any"),
    ("photo of reports", ADMISSION, "edition.photo_clause and is_report and", "edition.photo_clause and"),
    ("description", ADMISSION, "if command.original.is_blank:", "if False:"),
    ("5000 characters", ADMISSION, "command.original.characters > LONGEST", "command.original.characters >= LONGEST"),
    ("place", ADMISSION, "    if command.place is None:", "    if command.place is None and False:"),
    ("20 km", ADMISSION, "command.place.km_outside > BORDER", "command.place.km_outside >= BORDER"),
    ("declaration", ADMISSION, "if not command.declared:", "if False:"),
    ("channel", ADMISSION, "if command.channel in edition.channels:", "if True:"),
    ("missing field", ADMISSION, 'found == "missing" and field.required', "False"),
    ("optional e-mail", ADMISSION, 'found == "missing" and field.required', 'found == "missing"'),
    ("malformed field", ADMISSION, 'if found == "malformed":', "if False:"),
    ("ASCII digits", ADMISSION, ", value, re.ASCII)", ", value)"),
    ("tidy", ADMISSION, '" ".join(unicodedata.normalize("NFC", value).split())', "value"),
    ("conditions by kind", ADMISSION, "if kind not in condition.kinds:", "if False:"),
    ("verdict", ADMISSION, 'finding is None or finding.verdict not in ("pass", "override")', "finding is None"),
    ("reason of override", ADMISSION, 'finding.verdict == "override" and', "False and"),
    ("dispatcher dispatches", COURSE, "frozenset({Role.DISPATCHER}),", "_INTAKE,"),
    ("leader approves", COURSE, "frozenset({Role.AGENCY_LEADER}),", "_AGENCY,"),
    ("withdraw while handled", COURSE, "frozenset({*_OPEN, Stage.HANDLING})", "frozenset({*_OPEN, Stage.HANDLING, Stage.CHECKING})"),  # noqa: E501
    ("identity number", FORM, r'r"\d{12}"', r'r"\d{9,12}"'),
    ("phone", FORM, r"(?:[\s.]?\d){7}|", r"(?:[\s.]?\d){5,7}|"),
    ("first result", ROWS, "return assignment.times_returned == 0 and not still_owed", "return True"),
    ("unless owed", ROWS, "return all(duty.term != term for duty in case.duties)", "return True"),
    ("VL verification", VL / "terms.py", "starts=(e.Sent, e.Supplemented)", "starts=(e.Sent,)"),
    ("VL dispatch stops", VL / "terms.py", "ends=(e.Dispatched, e.SupplementRequested),", "ends=(e.Dispatched,),"),
    ("VL 2 wd", VL / "terms.py", "length=2 * WORKING_DAY", "length=3 * WORKING_DAY"),
    ("VL 6 wd", VL / "terms.py", "length=6 * WORKING_DAY", "length=7 * WORKING_DAY"),
    ("VL receipt at latest", VL / "terms.py", "return min(at, _latest", "return max(at, _latest"),
    ("VL correction grounds", VL / "terms.py", 'on_ground("inadequate", "still_inadequate")', 'on_ground("inadequate")'),  # noqa: E501
    ("VL internal", VL / "terms.py", "        internal=True,\n", ""),
    ("VL conditions", VL / "admission.py", 'clause="VL.8.1.b", name', 'clause="VL.8.1.a", name'),
    ("VL duplicate", VL / "admission.py", 'Ground(key="duplicate", clause="VL.8.2.7", name="Trùng nội dung và hình ảnh của cùng người gửi"),', ""),  # noqa: E501
    ("VL asks in window", VL / "admission.py", "        only_in_window=True,\n", ""),
    ("VL result to staff", VL / "__init__.py", "result_goes_to_leader=False", "result_goes_to_leader=True"),
    ("ST result to leader", ST / "__init__.py", "result_goes_to_leader=True", "result_goes_to_leader=False"),
    ("ST address", ST / "__init__.py", '        form.address(clause="ST.4.2"),\n', ""),
    ("ST no photo", ST / "__init__.py", "photo_clause=None", 'photo_clause="ST.4.3"'),
    ("ST intake anew", ST / "terms.py", "starts=(e.Sent, e.Supplemented, e.Verified)", "starts=(e.Sent, e.Supplemented)"),  # noqa: E501
    ("ST no withdrawal", ST / "course.py", '        c.Rate: "ST.10.3",\n', '        c.Rate: "ST.10.3",\n        c.Withdraw: "ST.3.3",\n'),  # noqa: E501
    ("ST leader again", ST / "terms.py", "starts=(e.ResultSubmitted, e.ResultReturned)", "starts=(e.ResultSubmitted,)"),
    ("ST publication", ST / "terms.py", "ends=(e.Published, e.AnsweredPrivately, e.ResultReturned)", "ends=(e.Published,)"),  # noqa: E501
    ("ST confidential", ST / "admission.py", 'clause="ST.9.3.b"', 'clause="ST.9.1"'),
)  # fmt: skip


def main(words: list[str]) -> int:
    """Try every knock-out; returns the exit status."""
    chosen = [row for row in KNOCK_OUTS if not words or any(word in row[0] for word in words)]
    failed = []
    with tempfile.TemporaryDirectory(prefix="paht-knock-out-") as folder:
        copy = Path(folder)
        for name in ("src", "tests"):
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "static"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        if not _passes(copy):
            print("The tests fail before anything is knocked out.")
            return 1
        for name, path, old, new in chosen:
            target = copy / path
            text = target.read_text(encoding="utf-8")
            if old not in text:
                failed.append(_said(f"{name}: no longer fits {path}"))
                continue
            target.write_text(text.replace(old, new, 1), encoding="utf-8")
            if _passes(copy):
                failed.append(_said(f"{name}: nobody missed it"))
            target.write_text(text, encoding="utf-8")
    print(f"{len(chosen)} rules were knocked out, {len(failed)} without notice.")
    return 1 if failed else 0


def _said(sentence: str) -> str:
    print(sentence, flush=True)
    return sentence


def _passes(copy: Path) -> bool:
    """Whether every test of the courses passes; the small modules first, for most rules are missed there."""
    tests = sorted(path.name for path in (copy / "tests/law/casework").glob("test_*.py"))
    first = [name for name in tests if name not in _LARGE]
    return all(_run(copy, names) for names in (first, _LARGE))


def _run(copy: Path, names: list[str]) -> bool:
    options = ("-q", "-x", "-p", "no:cacheprovider", "--noconftest")
    paths = [f"tests/law/casework/{name}" for name in names]
    environment = {**os.environ, "PYTHONPATH": "src", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", *options, *paths]
    return (
        subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False).returncode == 0
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
