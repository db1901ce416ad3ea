"""The clauses of Vĩnh Long 2025: identifier, kind, the rule. Organisational ones (O) bind people, not the system."""

from paht.law.register.clause import Row

ROWS: tuple[Row, ...] = (
    (
        "VL.QĐ.3",
        "R",
        "In force from the day of signing (blank in the text: configured); replaces the three "
        "earlier provinces' regulations, whose data can be imported",
    ),
    ("VL.1.1.a", "R", "A place outside the province is out of scope: refused with that reason"),
    (
        "VL.1.1.b",
        "R",
        "Complaints and denunciations (khiếu nại, tố cáo) are outside the system: refused with that "
        "reason and told where to take them",
    ),
    (
        "VL.1.2.a",
        "F",
        "Agencies of five kinds: provincial department; commune People's Committee; central agency "
        "in the province; enterprise; public-service or utility provider",
    ),
    ("VL.1.2.b", "F", "The IOC (Trung tâm Giám sát, Điều hành thông minh) has its own desk and roles"),
    (
        "VL.1.2.c",
        "F",
        "Senders are individuals, organisations or enterprises; people other than the sender may "
        "interact with public results",
    ),
    (
        "VL.2.1",
        "F",
        "Four kinds of content: report (phản ánh), petition (kiến nghị), question (câu hỏi) are "
        "handled; suggestion (góp ý) is passed for monitoring (VL.18.2); channels and "
        "line-of-business applications connect to one system",
    ),
    ("VL.2.3", "F", "One access address (địa chỉ truy cập duy nhất) to everything"),
    ("VL.2.3.a", "F", "Citizen interface"),
    ("VL.2.3.b", "F", "Professional interface for agencies"),
    ("VL.2.3.c", "F", "Supervision interface for the leaders of one agency"),
    ("VL.2.3.d", "F", "Province-wide supervision and statistics at the IOC for provincial leaders"),
    ("VL.2.4", "R", "Only the IOC verifies, accepts and dispatches"),
    ("VL.2.6", "F", "Named staff are assigned to intake and to handling"),
    ("VL.3.1", "F", "Questions are asked and answered in the same system"),
    ("VL.3.2", "F", "Public lookup of past questions, reports and answers by topic"),
    ("VL.3.3", "R", "Every published answer says that it is guidance, not a legal basis for civil relations"),
    (
        "VL.4.2",
        "F",
        "Public directory: each agency's address, dedicated phone, e-mail, portal; its competence; "
        "the system's own address",
    ),
    ("VL.4.3", "F", "The procedure and its terms are shown publicly"),
    (
        "VL.4.4",
        "R",
        "Every hand-over (dispatch, return, submission, approval, rejection) carries a written "
        "content; an empty one is refused",
    ),
    ("VL.4.5", "R", "Received and handled by competence and in term"),
    ("VL.4.6", "R", "Data are protected when sent, transferred and stored"),
    (
        "VL.4.8",
        "F",
        "Agencies concerned that cannot agree: the supervising department compiles the dossier and "
        "reports to the People's Committee, whose direction is recorded and binds",
    ),
    (
        "VL.5.1",
        "F",
        "Anything with a bad effect on people, community, production or business can be reported; "
        "what threatens to happen (có nguy cơ xảy ra) as well as what happened",
    ),
    ("VL.5.3", "R", "Improper wording is recorded (counts for VL.15.1)"),
    ("VL.5.4", "R", "The sender chooses whether personal information is public; the default is not"),
    ("VL.5.5", "F", "The sender rates the result"),
    (
        "VL.5.6",
        "F",
        "The sender can interact further; if unsatisfied, opens a new report linked to the old one",
    ),
    ("VL.6.1.a", "F", "Channel: the province's mobile app and the citizen web address"),
    ("VL.6.1.b", "F", "Channel: Zalo official account"),
    ("VL.6.1.c", "F", "Channel: Facebook page"),
    ("VL.6.2", "R", "Received 24 hours a day, 7 days a week; clocks run in working time all the same"),
    (
        "VL.7.1",
        "R",
        "A report counts only when it came through a registered channel; the channel is recorded",
    ),
    (
        "VL.7.2",
        "R",
        "Content is in Vietnamese (without diacritics is still Vietnamese); otherwise returned for "
        "correction",
    ),
    (
        "VL.7.3",
        "R",
        "Attachments: photo, video, sound recording, other documents; place; time of the event; "
        "content true, clear, exact",
    ),
    (
        "VL.7.4",
        "R",
        "Full name and phone number are required, e-mail is optional; the sender accepts legal "
        "responsibility for truthfulness",
    ),
    (
        "VL.7.5",
        "R",
        "The sender's personal data are \"Mật\": handlers do not see them; use needs the sender's "
        "consent; every look is recorded",
    ),
    ("VL.8.1.a", "R", "Admission condition: the demands of Điều 7 hold"),
    ("VL.8.1.b", "R", "Admission condition: photo taken within 24 hours before sending"),
    ("VL.8.1.c", "R", "Admission condition: location by GPS"),
    ("VL.8.2.1", "R", "Inadmissible: no photo and no video"),
    (
        "VL.8.2.2",
        "R",
        "Inadmissible: no clear photo or clear video related to the content; one clear, related "
        "file is enough",
    ),
    ("VL.8.2.3", "R", "Inadmissible: photo or video shows signs of editing"),
    (
        "VL.8.2.4",
        "R",
        "Asked to correct or supplement and not done after 2 wd: inadmissible, closed by the system",
    ),
    (
        "VL.8.2.5",
        "R",
        "First-time sender's identity, or content, to be verified by call, SMS or e-mail and not "
        "verified after 2 wd: inadmissible, closed by the system",
    ),
    ("VL.8.2.6", "R", "Inadmissible: verified personal information is wrong"),
    ("VL.8.2.7", "R", "Inadmissible: same content and same picture from the same sender"),
    (
        "VL.8.2.8",
        "R",
        "Inadmissible: the same sender's earlier report of the same matter is still within its handling term",
    ),
    ("VL.8.2.9", "R", "Inadmissible: unclear, sent by mistake, or a test of the system"),
    (
        "VL.8.2.10",
        "R",
        "The sender may withdraw as long as the agency has not begun handling; later the withdrawal "
        "is refused",
    ),
    ("VL.8.2.11", "R", "Inadmissible reports that touch personal information are never public"),
    (
        "VL.8.3",
        "F",
        "The IOC finds matters by its own technology (cameras, sensors, press and social scanning) "
        "and creates a report when the source is verified",
    ),
    (
        "VL.9.1",
        "R",
        "The IOC verifies accuracy and conditions before acceptance; no acceptance without a "
        "recorded verification",
    ),
    (
        "VL.9.2",
        "R",
        "Not admissible: the exact reason and step-by-step guidance to supplement go back to the "
        "sender; the supplement is made in the app; other channels get a link into it",
    ),
    (
        "VL.10.1",
        "R",
        "Accepted within 1 wh of successful verification; the IOC may correct spelling and form "
        "without changing content, and the original always travels with it, differences visible",
    ),
    (
        "VL.10.2",
        "R",
        "Sensitive reports are accepted as non-public; an open list: about personal information, or "
        "naming a specific person or organisation while the result is awaited, and the like",
    ),
    (
        "VL.10.3",
        "R",
        "A leak of personal data is a violation: recorded as an incident, reported, never silent",
    ),
    (
        "VL.11.1",
        "R",
        "Dispatched within 1 wh of acceptance; digital dispatch has legal force: who, what, when, "
        "unalterable",
    ),
    ("VL.11.2", "R", "A dispatch counts as a directive of the competent level and says so"),
    ("VL.11.3", "R", "Dispatched to the body that is competent under the rules"),
    (
        "VL.11.4",
        "R",
        "The superior body of the handling agency receives the same information at the same time, "
        "follows, urges and directs",
    ),
    ("VL.11.5", "F", "Competent body not yet in the system: an invitation letter is issued and tracked"),
    ("VL.11.6", "F", "Once it has joined, the waiting report is dispatched to it"),
    ("VL.11.7", "R", "Several agencies concerned: all of them receive it"),
    ("VL.12.1.a", "R", "The agency receives within 1 wh of dispatch"),
    (
        "VL.12.1.b",
        "F",
        "Its head or members choose direct handling, or handling through staff advice and approval",
    ),
    ("VL.12.1.c", "R", "Within 1 wd it may return to the previous step asking for more information"),
    (
        "VL.12.2.a",
        "R",
        "Not competent: returned within 1 wh, naming the responsible body; later, and where the "
        "handling term suffers, the delay is the agency's own",
    ),
    (
        "VL.12.2.b",
        "R",
        "At most 6 wd to handle; an agency's own shorter term binds; cases under an "
        "administrative-sanction procedure follow that law's term instead, with progress reported",
    ),
    ("VL.12.3", "R", "Only members registered through the IOC handle"),
    (
        "VL.12.4.a",
        "R",
        "A result follows the appendix template, answers the content reported, and has an "
        "after-photo where the matter needs one",
    ),
    (
        "VL.12.4.b",
        "F",
        "A returned result can be corrected: the agency asks the IOC to step back, or gives the IOC "
        "the update to post",
    ),
    ("VL.12.4.c", "R", "The result is returned within 1 wd of being ready"),
    (
        "VL.13.1.a",
        "R",
        "A result is checked before publication (no sanctioned person named without a recorded "
        "ground, Law on Handling Administrative Violations) and sent to the sender by the channels",
    ),
    (
        "VL.13.1.b",
        "R",
        "Results with state secrets, or other content that the People's Committee names "
        "(configurable), are never published by the system",
    ),
    ("VL.13.2.a", "R", "Not in template form: the agency corrects within 1 wh"),
    (
        "VL.13.2.b",
        "R",
        "Not adequate, not exact or missing photo: returned, corrected within 1 wh, lateness "
        "charged to the agency",
    ),
    (
        "VL.13.2.c",
        "R",
        "Still inadequate: returned again or phoned from the shared number; 3 unanswered calls "
        "within 3 days are a violation; calls are recorded and kept",
    ),
    ("VL.14.1", "R", "Published results can be rated"),
    ("VL.14.2", "R", '"Not satisfied" opens a duty of the agency to clarify'),
    (
        "VL.14.3",
        "R",
        "A justified interaction is answered within 1 wd; repeated silence is counted and reported "
        "to the People's Committee",
    ),
    ("VL.14.4", "R", "Three levels: hài lòng, chấp nhận được, không hài lòng"),
    ("VL.15.1.a", "R", "More than 3 content violations: the account is locked"),
    (
        "VL.15.1.b",
        "R",
        "More than 3 interaction violations in 1 month: interaction is locked for 1 month, then "
        "opens by itself",
    ),
    ("VL.15.2", "R", "The IOC reports agencies' violations to the People's Committee periodically"),
    (
        "VL.15.2.a",
        "R",
        "Violations of agencies listed: over 7 wd; extended and still not updated by the extended date",
    ),
    ("VL.15.2.b", "R", "Violations listed: satisfaction under 70 %"),
    ("VL.15.2.c", "R", "Violations listed: poor cooperation (results, phone)"),
    (
        "VL.16.0",
        "R",
        "Urgent kinds, an open list: natural disaster, fire, accident, theft and robbery, danger to "
        "safety, security or order",
    ),
    ("VL.16.1", "R", "Urgent: handled at once by the IOC, at most 1 wh"),
    (
        "VL.16.2",
        "R",
        "Urgent: dispatched instantly, with an automatic phone call to the agency and a message by "
        "the channels",
    ),
    ("VL.16.3", "R", "Urgent: the agency confirms within 1 wh and sends its force"),
    (
        "VL.16.4",
        "R",
        "Urgent: result updated and approved within 1 wh of being known, at most 7 wd in all, "
        "sanction cases excepted",
    ),
    ("VL.16.5", "R", "Urgent: published under Điều 13"),
    ("VL.17.1", "R", "A report without known handler is first accepted by the IOC as any other"),
    (
        "VL.17.2",
        "R",
        "No known handler: sent to the coordinating agency designated by the People's Committee, "
        "which answers within 1 wd",
    ),
    ("VL.17.3", "R", "Dispatch and supervision follow that answer"),
    (
        "VL.17.4",
        "R",
        "The result goes to the coordinating agency, 1 wd to agree: agreed → publish; not agreed → "
        "back to VL.17.3",
    ),
    ("VL.17.5", "R", "Edited and published under Điều 13"),
    (
        "VL.18.1",
        "F",
        "Not enough grounds to handle, or a past crime without urgency: accepted and passed to the "
        "competent body for monitoring",
    ),
    ("VL.18.2", "F", "Constructive suggestions: accepted and passed for monitoring"),
    ("VL.19.1", "R", "All reports are kept; given to a state body on a recorded request"),
    ("VL.19.2", "F", "Agencies' own software connects and exchanges data both ways"),
    (
        "VL.20.1.b",
        "F",
        "Registration of an account, tracking of status and answer, requests to supplement: offered "
        "and explained",
    ),
    ("VL.20.1.c", "F", "Classification for handling, updating and publishing in term"),
    (
        "VL.20.1.d",
        "F",
        "Escalation to the chair of the People's Committee: disagreement among agencies or "
        "incomplete handling; no handler found; handler did not act",
    ),
    ("VL.20.1.đ", "F", "The supervising department follows, urges and reminds"),
    ("VL.20.3", "F", "Data exchange with other information systems of the province"),
    (
        "VL.20.4",
        "R",
        "The sender's information is given to a competent body only on a recorded request and with "
        "the sender's consent (VL.7.5), unless another law compels, which is then named",
    ),
    ("VL.20.6", "F", "Accounts of agencies are created and managed centrally"),
    ("VL.20.7", "F", "Reports: monthly, quarterly, yearly, ad hoc; overdue cases, backlog, obstacles"),
    ("VL.21.2", "R", "Each agency's list of leaders and staff; changes are notified within 7 wd and dated"),
    ("VL.21.3", "F", "Each agency configures its internal handling procedure"),
    ("VL.21.4", "F", "An agency follows and urges its subordinate units"),
    ("VL.21.7", "R", "A body designated by the People's Committee must handle"),
    ("VL.21.8", "F", "Staff report a technical or security incident to the operator from any page"),
    ("VL.22.1", "R", "The sender's declaration of responsibility is kept with the report"),
    ("VL.24.1", "F", "Valuable reports are proposed for commendation"),
    ("VL.24.2", "F", "False reports are marked and counted"),
    ("VL.24.3", "F", "Agencies and staff are ranked for commendation or discipline"),
    (
        "VL.PL",
        "R",
        "The result is shown in the appendix's form: agency, greeting with the sender's form of "
        "address, opening, summary with attachments, thanks and closing, in the appendix's words",
    ),
    ("VL.1.2.d", "O", "Organisational: the system owes nothing."),
    ("VL.2.2", "O", "Organisational: the system owes nothing."),
    ("VL.2.5", "O", "Organisational: the system owes nothing."),
    ("VL.4.1", "O", "Organisational: the system owes nothing."),
    ("VL.4.7", "O", "Organisational: the system owes nothing."),
    ("VL.5.2", "O", "Organisational: the system owes nothing."),
    ("VL.20.1.a", "O", "Organisational: the system owes nothing."),
    ("VL.20.2", "O", "Organisational: the system owes nothing."),
    ("VL.20.5", "O", "Organisational: the system owes nothing."),
    ("VL.21.1", "O", "Organisational: the system owes nothing."),
    ("VL.21.5", "O", "Organisational: the system owes nothing."),
    ("VL.21.6", "O", "Organisational: the system owes nothing."),
    ("VL.22.2", "O", "Organisational: the system owes nothing."),
    ("VL.23", "O", "Organisational: the system owes nothing."),
)
