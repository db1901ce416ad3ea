"""What senders are told who chose English; the forms are those of :mod:`paht.messages.wording_vi`."""

from paht.messages.words import Words

_FOLLOW = "See Look up a report."
_OWN = "See My data."


def _letter(body: str, see: str = "Details: {link}") -> str:
    return f"Dear Sir or Madam,\n{body}\n{see}\nYours faithfully."


_OWN_PAGE = "My data: {link}"

ENGLISH: dict[str, Words] = {
    "receipt": Words(
        "Your report {code} has arrived. Keep this code to follow it. " + _FOLLOW,
        _letter(
            "The centre has received your report {code}. Please keep this code to follow what becomes of it.",
            "Follow your report: {link}",
        ),
        "Report {code} received",
    ),
    "supplement_requested": Words(
        "Report {code} needs more information within its term. " + _FOLLOW,
        _letter(
            "Report {code} lacks information and cannot be accepted yet. Please add it within the term shown on the "
            "report's page; otherwise the report will be closed.",
            "What is needed, and the form: {link}",
        ),
        "Report {code} needs more information",
    ),
    "verification_requested": Words(
        "The centre must verify report {code}, please answer. " + _FOLLOW,
        _letter(
            "The centre must verify something about report {code}. Please answer on the report's page.",
            "Answer here: {link}",
        ),
        "Please verify report {code}",
    ),
    "lapsed": Words(
        "Report {code} was closed: nothing was added within the term. " + _FOLLOW,
        _letter(
            "Report {code} was closed because nothing was added within the term. If the matter persists you may send a "
            "new report."
        ),
        "Report {code} was closed",
    ),
    "refused": Words(
        "Report {code} was not accepted; its page says why. " + _FOLLOW,
        _letter(
            "Report {code} could not be accepted. Its page gives the reason, the legal basis and what you may do next.",
            "The reason: {link}",
        ),
        "Report {code} was not accepted",
    ),
    "accepted": Words(
        "Report {code} was accepted. " + _FOLLOW,
        _letter("Report {code} was accepted and will be passed to the competent agency."),
        "Report {code} was accepted",
    ),
    "dispatched": Words(
        "Report {code} was passed to the handling agency. " + _FOLLOW,
        _letter("Report {code} was passed to the handling agency. Its page shows which one, and the term."),
        "Report {code} was passed to an agency",
    ),
    "extended": Words(
        "The term of report {code} was extended; its page has the new day. " + _FOLLOW,
        _letter(
            "The term for handling report {code} was extended. Its page has the new term and the reason."
        ),
        "The term of report {code} was extended",
    ),
    "sanction_procedure": Words(
        "Report {code} is handled by the procedure for administrative violations. " + _FOLLOW,
        _letter(
            "The matter of report {code} is handled by the procedure for administrative violations. Its page has the "
            "term of that procedure."
        ),
        "Report {code}: administrative violation",
    ),
    "progress": Words(
        "The agency told how far report {code} is. " + _FOLLOW,
        _letter("The handling agency has told how far report {code} is."),
        "How far report {code} is",
    ),
    "answered": Words(
        "Report {code} has a result, please see and rate it. " + _FOLLOW,
        _letter(
            "Report {code} has a result. Please read it and tell us your opinion.", "Read and rate: {link}"
        ),
        "The result of report {code}",
    ),
    "monitored": Words(
        "Report {code} was passed on for monitoring. " + _FOLLOW,
        _letter("Report {code} was passed to the responsible agency for monitoring."),
        "Report {code} is monitored",
    ),
    "updated": Words(
        "The result of report {code} was updated. " + _FOLLOW,
        _letter("The result of report {code} was updated."),
        "The result of report {code} was updated",
    ),
    "interaction_answered": Words(
        "Your question about report {code} was answered. " + _FOLLOW,
        _letter("Your question about report {code} was answered."),
        "Your question about report {code}",
    ),
    "interaction_declined": Words(
        "Your question about report {code} was not passed on; its page says why. " + _FOLLOW,
        _letter(
            "Your question about report {code} was not passed on to the agency. The page gives the reason.",
            "The reason: {link}",
        ),
        "Your question about report {code} was not passed on",
    ),
    "consent_asked": Words(
        "The agency of report {code} asks to see your personal data, please answer. " + _FOLLOW,
        _letter(
            "The agency that handles report {code} asks to see your personal data. You may agree or decline; without "
            "your consent it sees nothing.",
            "Answer here: {link}",
        ),
        "An agency asks to see your data (report {code})",
    ),
    "consent_recalled": Words(
        "An agency no longer asks for or sees your data of report {code}. " + _FOLLOW,
        _letter("An agency no longer asks for, or no longer sees, your personal data of report {code}."),
        "Your data of report {code}",
    ),
    "data_demanded": Words(
        "Your data of report {code} must be given by law. " + _FOLLOW,
        _letter(
            "Your personal data of report {code} must be given as the law demands. The page has the basis."
        ),
        "Your data of report {code} must be given by law",
    ),
    "data_request_received": Words(
        "Your request about your personal data has arrived. " + _OWN,
        _letter("The centre has received your request about your personal data.", _OWN_PAGE),
        "Your request about your data has arrived",
    ),
    "data_request_acknowledged": Words(
        "Your request about your personal data is being carried out. " + _OWN,
        _letter("Your request about your personal data is being carried out.", _OWN_PAGE),
        "Your request about your data is under way",
    ),
    "data_request_extended": Words(
        "Your request about your personal data takes longer; the page says why. " + _OWN,
        _letter(
            "The term of your request about your personal data was extended. The page gives the reason.",
            _OWN_PAGE,
        ),
        "Your request about your data takes longer",
    ),
    "data_request_refused": Words(
        "Your request about your personal data was declined; the page says why. " + _OWN,
        _letter(
            "Your request about your personal data was not granted. The page has the basis and what you may do next.",
            _OWN_PAGE,
        ),
        "Your request about your data",
    ),
    "data_request_fulfilled": Words(
        "Your request about your personal data was carried out. " + _OWN,
        _letter("Your request about your personal data was carried out.", _OWN_PAGE),
        "Your request about your data was carried out",
    ),
    "due_soon": Words(
        "A term of yours in report {code} ends soon. " + _FOLLOW,
        _letter("A term of yours in report {code} ends soon. Please see what is to be done."),
        "A term in report {code} ends soon",
    ),
    "overdue": Words(
        "A term of yours in report {code} has passed. " + _FOLLOW,
        _letter("A term of yours in report {code} has passed."),
        "A term in report {code} has passed",
    ),
}
