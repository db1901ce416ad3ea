"""What an event says and the case must say after it, and what nothing changes."""

from paht.law.casework import events as e
from paht.law.casework.states import (
    RequestKind,
)

EVIDENCE = frozenset({RequestKind.SUPPLEMENT, RequestKind.VERIFICATION})
"""What an alarm waits for no longer."""


CARRIED: dict[type[e.Body], tuple[tuple[str, str], ...]] = {
    e.Sent: tuple(
        (name, name)
        for name in (
            "edition",
            "kind",
            "field",
            "channel",
            "sender",
            "place",
            "original",
            "files",
            "personal_public",
            "source",
            "linked_to",
            "confidential",
            "first_time",
        )
    ),
    e.SupplementLapsed: (("clause", "end_clause"),),
    e.CaseRefused: (("ground", "end_clause"), ("reason", "answer")),
    e.VerificationFailed: (("clause", "end_clause"), ("note", "answer")),
    e.VerificationLapsed: (("clause", "end_clause"),),
    e.SecretMarked: (("reference", "secret_reference"),),
    e.AnsweredElsewhere: (("reference", "secret_reference"),),
    e.TextReleased: (("text", "text"),),
    e.Accepted: (
        ("text", "text"),
        ("held", "held"),
        ("field", "field"),
        ("non_public_ground", "non_public_ground"),
    ),
    e.Published: (("answer", "answer"),),
    e.AnsweredPrivately: (("answer", "answer"),),
    e.Rated: (("level", "rating"),),
    e.PassedForMonitoring: (("clause", "end_clause"),),
}
"""What an event says and the case must say after it: field of the event, field of the case."""


REQUEST_CARRIED: dict[type[e.Body], tuple[tuple[str, str], ...]] = {
    e.InvitationDrafted: (("agency", "agency"), ("letter", "text")),
    e.Escalated: (("note", "text"),),
    e.HandlerDesignated: (("agency", "agency"),),
    e.InteractionSent: (("original", "text"), ("by", "by"), ("assignment", "assignment")),
    e.ClarificationOwed: (("text", "text"), ("assignment", "assignment")),
    e.InteractionJudged: (("judgement", "judgement"), ("by", "by")),
    e.InteractionAnswered: (("answer", "answer"),),
    e.InteractionReleased: (("question", "question"), ("answer", "answer")),
    e.UpdateOffered: (("text", "text"), ("assignment", "assignment"), ("files", "files")),
    e.UpdatePosted: (("text", "answer"),),
    e.WordsReleased: (("text", "question"),),
}
"""What an event says and its request must say after it."""


ASSIGNMENT_CARRIED: dict[type[e.Body], tuple[tuple[str, str], ...]] = {
    e.Dispatched: (
        ("agency", "agency"),
        ("role", "role"),
        ("superior", "superior"),
        ("directed", "directed"),
    ),
    e.CooperationAsked: (("agency", "agency"), ("superior", "superior")),
    e.AssignmentReturned: (("ground", "returned_on"),),
    e.CoordinationAsked: (("agency", "agency"),),
    e.HandlerNamed: (("agency", "named"),),
    e.Disagreed: (("agency", "named"),),
    e.PassedForMonitoring: (("agency", "agency"),),
    e.ResultRecorded: (("result", "result"), ("files", "result_files")),
    e.ExtensionGranted: (("until", "extended_on"),),
    e.SanctionProcedureDeclared: (("ground", "sanction"),),
    e.OutcomeEntered: (("result", "result"), ("files", "result_files")),
    e.UrgencyFinished: (("finished_at", "finished_at"),),
}


MOMENTS: dict[type[e.Body], str] = {
    e.Sent: "sent_at",
    e.Verified: "verified_at",
    e.Accepted: "accepted_at",
    e.CommendationProposed: "commended_at",
    e.FoundFalse: "found_false_at",
}
"""The field of the case that keeps the event's moment; every end keeps it in ``ended_at``."""


ASSIGNMENT_MOMENTS: dict[type[e.Body], str] = {
    e.Dispatched: "dispatched_at",
    e.CooperationAsked: "dispatched_at",
    e.Received: "received_at",
    e.HandlingBegun: "begun_at",
    e.ResultApproved: "approved_at",
    e.Agreed: "approved_at",
    e.PassedForMonitoring: "dispatched_at",
    e.OutcomeEntered: "approved_at",
    e.UrgencyOrdered: "called_at",
}


REQUEST_MOMENTS: dict[type[e.Body], str] = {
    e.InvitationDrafted: "asked_at",
    e.InvitationSent: "forwarded_at",
    e.Escalated: "asked_at",
    e.DossierReported: "forwarded_at",
}


LASTING = (
    *("id", "edition", "kind", "channel", "sender", "place", "personal_public", "sent_at"),
    *("source", "linked_to", "first_time"),
)
"""Fields of the case that nothing changes once it is sent."""
