"""Knock out one rule of the law after another, in a copy, and see whether a test notices.

    python tools/knock_out.py [WORD…]     only knock-outs whose name holds one of the words

Prints each rule that nobody missed; exit status 1 when there is one, or when a knock-out no longer fits the code.
"""

# ruff: noqa: E501 (a table: one rule a line)

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LAW = Path("src/paht/law")
DUTIES, AUTHORITY = (LAW / "casework" / f"{name}.py" for name in ("duties", "authority"))
ADMISSION, PUBLICITY, HOLDING = (
    LAW / "casework" / f"{name}.py" for name in ("admission", "publicity", "holding")
)
FORM, ROWS = (LAW / "editions" / f"{name}.py" for name in ("form", "conditions"))
VL, ST = LAW / "editions/vinh_long_2025", LAW / "editions/soc_trang_2024"

_LARGE = ["test_table.py", "test_authority.py"]

KNOCK_OUTS: tuple[tuple[str, Path, str, str], ...] = (
    ("authority", LAW / "casework/authority.py", "if not actor.roles & step.by:", "if False:"),
    ("own agency only", LAW / "casework/authority.py", "assignment is None or assignment.agency == actor.body", "True"),
    ("own report only", AUTHORITY, "issubclass(step.command, c.Send) or (bool(case.sender) and case.sender == actor.id)", "True"),
    ("state", LAW / "casework/authority.py", "if state not in step.at:", "if False:"),
    ("written content", LAW / "casework/deciding/inquiry.py", "if text.is_blank:", "if False:"),
    ("one supplement", LAW / "casework/deciding/intake.py", "    if waits is None:", "    if True:"),
    ("grounds known", LAW / "casework/deciding/intake.py", "if not command.grounds or not known.issuperset(", "if not command.grounds or not ("),
    ("empty supplement", LAW / "casework/deciding/intake.py", "command.original.is_blank and not command.files", "False"),
    ("long supplement", LAW / "casework/deciding/intake.py", "command.original.characters > LONGEST_DESCRIPTION", "False"),
    ("no lapse before", LAW / "casework/deciding/intake.py", "not owed or inquiry.now <= owed[0].due_at", "not owed"),
    ("no lapse at the moment", LAW / "casework/deciding/intake.py", "inquiry.now <= owed[0].due_at", "inquiry.now < owed[0].due_at"),
    ("joined", LAW / "casework/deciding/dispatching.py", "if not agency.joined:", "if False:"),
    ("window closes", LAW / "casework/deciding/dispatching.py", "if late and ground.only_in_window:", "if False:"),
    ("window's last moment", LAW / "casework/deciding/dispatching.py", "inquiry.now > moment.due_at", "inquiry.now >= moment.due_at"),
    ("responsible body", LAW / "casework/deciding/dispatching.py", "ground.names_responsible and not", "False and not"),
    ("late return", LAW / "casework/deciding/dispatching.py", "            late=late,", "            late=False,"),
    ("empty result", LAW / "casework/deciding/handling.py", "if command.result.is_blank:", "if False:"),
    ("after-photo", LAW / "casework/deciding/handling.py", "if needs_photo and not any", "if False and not any"),
    ("after-photo of reports", LAW / "casework/deciding/handling.py", "case.kind is Kind.REPORT and", "True and"),
    ("private answer", LAW / "casework/deciding/answering.py", "if is_private(inquiry.case):", "if False:"),
    ("rated once", LAW / "casework/deciding/answering.py", "if inquiry.case.rating is not None:", "if False:"),
    ("level", LAW / "casework/deciding/answering.py", "if command.level not in levels:", "if False:"),
    ("no withdrawal", LAW / "casework/deciding/intake.py", "a.state.is_open and a.begun_at is not None", "False"),
    ("earlier agency", LAW / "casework/deciding/intake.py", "a.state.is_open and a.begun_at", "a.begun_at"),
    ("superior told", LAW / "casework/deciding/dispatching.py", "superior=agency.superior", "superior=None"),
    ("late", DUTIES, "is_late = at > duty.due_at", "is_late = False"),
    ("last moment", DUTIES, "is_late = at > duty.due_at", "is_late = at >= duty.due_at"),
    ("stays late", DUTIES, 'if is_late else "void"', 'if False else "void"'),
    ("superseded", DUTIES, "type(body) in term.superseded_by and same_subject", "False"),
    ("void at the end", DUTIES, "    if after.stage.is_end:\n        return True\n", ""),
    ("windows owe nothing", DUTIES, "if not term.owed or type(body)", "if type(body)"),
    ("when", DUTIES, "(term.when and not term.when(after, body))", "False"),
    ("begins", DUTIES, "if term.begins else at", "if False else at"),
    ("verify cancels", LAW / "casework/evolving/intake.py", "return cancel_requests(replace(case, stage=Stage.VERIFIED", "return (replace(case, stage=Stage.VERIFIED"),
    ("begun by result", LAW / "casework/evolving/handling.py", "begun_at=before.begun_at or at", "begun_at=before.begun_at"),
    ("to leader", LAW / "casework/evolving/answering.py", "AssignmentState.SUBMITTED if body.to_leader else", "AssignmentState.CORRECTING if body.to_leader else"),
    ("end closes assignments", LAW / "casework/evolve.py", "replace(a, state=AssignmentState.ENDED) if a.state.is_open else a", "a"),
    ("verify again", LAW / "casework/evolving/intake.py", "return replace(case, stage=Stage.SENT, requests=", "return replace(case, requests="),
    ("published only", PUBLICITY, "case.stage is not Stage.PUBLISHED or", "False or"),
    ("name by choice", PUBLICITY, "sender_name=case.personal_public", "sender_name=True"),
    ("sender holds", HOLDING, "if case.open_request(RequestKind.SUPPLEMENT) or", "if"),
    ("leader holds", HOLDING, "Party.AGENCY_LEADER if a.state is AssignmentState.SUBMITTED else", ""),
    ("photo", ADMISSION, "    if any(file.is_picture for file in command.files):", "    if True:"),
    ("photo of reports", ADMISSION, " or command.kind is not Kind.REPORT:", ":"),
    ("description", ADMISSION, "if original.is_blank:", "if False:"),
    ("5000 characters", ADMISSION, "original.characters > LONGEST", "original.characters >= LONGEST"),
    ("place", ADMISSION, "if kind not in edition.place_kinds:", "if True:"),
    ("20 km", ADMISSION, "place.km_outside > BORDER", "place.km_outside >= BORDER"),
    ("declaration", ADMISSION, "if not command.declared:", "if False:"),
    ("channel", ADMISSION, "if command.channel in edition.channels:", "if True:"),
    ("missing field", ADMISSION, 'found == "missing" and field.required', "False"),
    ("optional e-mail", ADMISSION, 'found == "missing" and field.required', 'found == "missing"'),
    ("malformed field", ADMISSION, 'if found == "malformed":', "if False:"),
    ("ASCII digits", ADMISSION, ", value, re.ASCII)", ", value)"),
    ("tidy", ADMISSION, '" ".join(unicodedata.normalize("NFC", value).split())', "value"),
    ("conditions by kind", ADMISSION, "if case.kind in condition.kinds\n", "if True\n"),
    ("verdict", ADMISSION, 'finding is None or finding.verdict not in ("pass", "override")', "finding is None"),
    ("reason of override", ADMISSION, 'finding.verdict == "override" and', "False and"),
    ("dispatcher dispatches", LAW / "editions/course/dispatching.py", "frozenset({Role.DISPATCHER}),", "_INTAKE,"),
    ("leader approves", LAW / "editions/course/handling.py", "frozenset({Role.AGENCY_LEADER}),", "_AGENCY,"),
    ("withdraw while handled", LAW / "editions/course/intake.py", "frozenset({*BEFORE_DISPATCH, Stage.HANDLING})", "frozenset({*BEFORE_DISPATCH, Stage.HANDLING, Stage.CHECKING})"),
    ("identity number", FORM, r'r"\d{12}"', r'r"\d{9,12}"'),
    ("phone", FORM, r"(?:[\s.]?\d){7}|", r"(?:[\s.]?\d){5,7}|"),
    ("first result", ROWS, "return assignment.times_returned == 0 and not still_owed", "return True"),
    ("unless owed", ROWS, "return all(duty.term != term for duty in case.duties)", "return True"),
    ("VL verification", LAW / "editions/vinh_long_2025/terms/intake.py", "starts=(e.Sent, e.Supplemented, e.Ver", "starts=(e.Sent, e.Ver"),
    ("VL dispatch stops", LAW / "editions/vinh_long_2025/terms/dispatching.py", "ends=(e.Dispatched, e.SupplementRequested),", "ends=(e.Dispatched,),"),
    ("VL 2 wd", LAW / "editions/vinh_long_2025/terms/intake.py", "length=2 * WORKING_DAY", "length=3 * WORKING_DAY"),
    ("VL 6 wd", LAW / "editions/vinh_long_2025/terms/handling.py", "length=6 * WORKING_DAY", "length=7 * WORKING_DAY"),
    ("VL receipt at latest", LAW / "editions/vinh_long_2025/terms/handling.py", "return min(at, _latest", "return max(at, _latest"),
    ("VL correction grounds", LAW / "editions/vinh_long_2025/terms/answering.py", 'on_ground("inadequate", "still_inadequate")', 'on_ground("inadequate")'),
    ("VL internal", LAW / "editions/vinh_long_2025/terms/answering.py", "        internal=True,\n", ""),
    ("VL conditions", VL / "admission.py", 'clause="VL.8.1.b", name', 'clause="VL.8.1.a", name'),
    ("VL duplicate", VL / "admission.py", '        key="duplicate",', '        key="never",'),
    ("VL asks in window", VL / "admission.py", "        only_in_window=True,\n", ""),
    ("VL result to staff", VL / "__init__.py", "result_goes_to_leader=False", "result_goes_to_leader=True"),
    ("ST result to leader", ST / "__init__.py", "result_goes_to_leader=True", "result_goes_to_leader=False"),
    ("ST address", ST / "__init__.py", '        form.address(clause="ST.4.2"),\n', ""),
    ("ST no photo", ST / "__init__.py", "photo_clause=None", 'photo_clause="ST.4.3"'),
    ("ST intake anew", LAW / "editions/soc_trang_2024/terms/intake.py", "e.VerificationSucceeded, e.Verified)", "e.VerificationSucceeded)"),
    ("ST no withdrawal", ST / "course.py", '        c.Rate: "ST.10.3",\n', '        c.Rate: "ST.10.3",\n        c.Withdraw: "ST.3.3",\n'),
    ("ST leader again", LAW / "editions/soc_trang_2024/terms/handling.py", "starts=(e.ResultSubmitted, e.ResultReturned)", "starts=(e.ResultSubmitted,)"),
    ("ST publication", LAW / "editions/soc_trang_2024/terms/answering.py", "ends=(e.Published, e.AnsweredPrivately, e.AnsweredElsewhere, e.ResultReturned)", "ends=(e.Published,)"),
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
