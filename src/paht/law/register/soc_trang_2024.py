"""The clauses of Sóc Trăng 2024: identifier, kind, the rule. Organisational ones (O) bind people, not the system."""

from paht.law.register.clause import Row

ROWS: tuple[Row, ...] = (
    ("ST.QĐ.2", "R", "In force from the day of signing (blank in the text: configured)"),
    (
        "ST.1.1.a",
        "F",
        "Agencies: departments; district and commune People's Committees; central agencies; "
        "enterprises; provincial public-service units; other public-service providers; producers "
        "and suppliers of utilities",
    ),
    ("ST.1.1.c", "R", "Complaints and denunciations are outside the system"),
    ("ST.2.1", "F", "Channels: hotline 1022, portal, e-mail, mobile app"),
    ("ST.2.2", "F", "The IOC brings all sources together for leaders' supervision"),
    (
        "ST.2.3",
        "F",
        "Fields: administrative regulations, administrative conduct, administrative procedures, "
        "security and order, technical infrastructure, social infrastructure, socio-economic "
        "matters",
    ),
    ("ST.2.4", "F", "Intake staff receive and distribute"),
    ("ST.2.6", "F", "Handling staff"),
    ("ST.3.3", "F", "The procedure, its terms and its publication are shown publicly; sending is simple"),
    ("ST.3.4", "R", "Data are protected in intake, handling and storage"),
    ("ST.3.5", "R", "Sent to the agency by its function and competence"),
    ("ST.3.6", "R", "Content that does not fit the regulation or the law is refused"),
    ("ST.3.7", "F", "Disagreement or incomplete handling: compiled and reported to the People's Committee"),
    ("ST.3.8", "F", "No known handler: the People's Committee is asked and designates the lead"),
    ("ST.3.9", "R", "Content in the nature of a complaint or denunciation is refused"),
    ("ST.4.1", "R", "Content in Vietnamese; an English version is the next language"),
    ("ST.4.2", "R", "Full name, contact address, citizen identity number, phone; e-mail where there is one"),
    (
        "ST.4.3",
        "R",
        "Place clear and exact, content true; photo, video, sound and time are optional (có thể "
        "gồm): this edition has no photo, 24-hour or GPS condition",
    ),
    ("ST.4.4", "R", "The sender accepts responsibility"),
    (
        "ST.4.5",
        "R",
        "Personal information is not public unless the sender agrees; use for handling needs consent",
    ),
    ("ST.5.1", "R", "All reports are archived and given to state bodies on a recorded request"),
    ("ST.5.2", "F", "The public can follow intake, handling and publication of a report step by step"),
    ("ST.6.1.a", "F", "Channel: 1022 call centre"),
    ("ST.6.1.b", "F", "Channel: portal"),
    ("ST.6.1.c", "F", "Channel: e-mail"),
    ("ST.6.1.d", "F", "Channel: mobile app"),
    ("ST.6.2", "R", "24/7 reception, terms in office hours; urgent reports 24/7 through 1022"),
    (
        "ST.7.1",
        "R",
        "Verified against Điều 4; if not fit, the sender is contacted and guided through app, "
        "portal, hotline or e-mail",
    ),
    ("ST.7.2.portal", "F", "Portal and app: intake staff sign in and accept"),
    ("ST.7.2.email", "F", "E-mail: intake staff turn the message into a report, attachments and all"),
    ("ST.7.2.calls", "R", "All calls in and out are recorded"),
    (
        "ST.7.2.office",
        "F",
        "In office hours: the operator points the caller to portal or app, or enters the report for "
        "the caller",
    ),
    (
        "ST.7.2.voicemail",
        "R",
        "Out of hours: the call is recorded; it is verified and passed on in office hours",
    ),
    ("ST.7.2.urgent", "R", "Urgent calls, out of hours too, bypass the recording and follow ST.8.6"),
    ("ST.7.2.edit", "R", "Spelling and form may be corrected, content not"),
    ("ST.7.3.1", "R", "Passed to the agency within 4 hours of acceptance"),
    ("ST.7.3.2", "R", "Several agencies: one lead, which compiles the others' opinions and answers"),
    (
        "ST.7.3.3",
        "F",
        "An agency not yet taking part is invited by letter; drafted by the IOC, sent by the "
        "supervising department",
    ),
    (
        "ST.7.3.4",
        "F",
        "Superior bodies may receive the same information at the same time: a choice per agency and "
        "per dispatch",
    ),
    (
        "ST.7.4.1",
        "F",
        "Not enough grounds, or past theft, robbery, traffic accident: accepted and passed for "
        "investigation or monitoring",
    ),
    ("ST.7.4.2", "F", "Suggestions: accepted and passed for review"),
    (
        "ST.8.1.1",
        "R",
        "One agency: at most 6 wd from acceptance until the result reaches the IOC, in the template",
    ),
    ("ST.8.1.2", "R", "Not competent: returned to the IOC within 1 wd"),
    (
        "ST.8.2.1",
        "R",
        "Lead agency, within 1 wd: competent and cooperation needed → pass on to the cooperating "
        "agency; not competent, or no cooperation needed → back to the IOC",
    ),
    (
        "ST.8.2.2",
        "R",
        "Cooperating agency: at most 4 wd to answer the lead; not competent: back to the lead within 1 wd",
    ),
    (
        "ST.8.2.3",
        "R",
        "Lead: at most 2 wd after the cooperating agency's answer to send the result to the IOC",
    ),
    (
        "ST.8.3",
        "R",
        "Extension: complex matters that need verification only; by written notice with a committed "
        "date, also entered in the system, before the term ends, once; the IOC sets the date and "
        "the sender is told",
    ),
    ("ST.8.4", "R", "The leader approves within 1 wd"),
    ("ST.8.5", "R", "Past the term without an approved result: the system itself marks it overdue"),
    (
        "ST.8.6.0",
        "R",
        "Urgent kinds, an open list: natural disaster, fire, accident, theft, robbery, danger to "
        "safety, security or order",
    ),
    ("ST.8.6.1", "R", "Urgent: the call is transferred to the body in charge"),
    ("ST.8.6.2", "R", "The body in charge acts under its own rules; the system sets no handling term"),
    (
        "ST.8.6.3",
        "R",
        "Urgent: within 4 hours of finishing, the outcome is entered, by the body itself or by "
        "letter or e-mail through the IOC",
    ),
    ("ST.9.1", "R", "Only the IOC publishes"),
    ("ST.9.2", "R", "Published within 4 wh of approval"),
    ("ST.9.3.a", "R", "Sent to the sender by the channel of intake and posted on the portal"),
    ("ST.9.3.b", "R", "The sender asked for confidentiality: answered individually, not posted"),
    (
        "ST.9.3.c",
        "R",
        "State secrets in the content or arising in handling: the answer itself follows that law; "
        "never posted",
    ),
    ("ST.9.4", "R", "An approved result without an answer is returned to the leader within 4 wh"),
    ("ST.10.1", "F", "The sender can ask back"),
    ("ST.10.2", "R", "Clarified within 2 wd"),
    ("ST.10.3", "R", "Three levels: rất hài lòng, hài lòng, không hài lòng"),
    ("ST.11.3", "F", "Following, checking, urging, reminding"),
    ("ST.11.4", "F", "Technical connection and data exchange"),
    ("ST.11.6", "F", "Monthly, quarterly, yearly and on-demand reports, with overdue cases and obstacles"),
    ("ST.11.7", "F", "Yearly result per agency for the ranking of administrative reform"),
    ("ST.11.8", "R", "Extraction periods follow Điều 12 of Nghị định 09/2019/NĐ-CP"),
    ("ST.12", "F", "Figures for ranking, commendation and the responsibility of heads"),
    ("ST.13.1", "F", "The Office of the People's Committee oversees cases about administrative regulations"),
    ("ST.13.2", "F", "Report to the Government Office on reports about administrative regulations"),
    ("ST.15.1", "R", "Each agency names one leader and one focal person; changes within 7 wd"),
    ("ST.15.3", "F", "An agency follows its subordinate units"),
    ("ST.15.5", "F", "Agencies' own systems connect"),
    (
        "ST.15.6",
        "R",
        "Nothing leaks of those who asked for confidentiality, nor of state secrets (điểm b, c "
        "khoản 3 Điều 9)",
    ),
    ("ST.16.2", "F", "Intake and reply staffed and in time"),
    ("ST.16.4", "F", "Reminders of terms"),
    ("ST.16.5", "F", "Asking the People's Committee to designate a lead"),
    ("ST.17.1", "F", "Commendation: urgent reports that saved people or property, proposals that worked"),
    ("ST.17.2", "F", "Commendation of staff"),
    (
        "ST.PL1",
        "R",
        "The result letter: state header, agency, number, place and date, salutation, content, "
        "thanks, recipients, signature of the head",
    ),
    ("ST.PL2.1", "R", "Intake at the IOC: 4 wh"),
    ("ST.PL2.2", "R", "One handling agency: staff 5 wd; wrong agency 1 wd back"),
    (
        "ST.PL2.3",
        "R",
        "Cooperation: lead passes on 1 wd; cooperating staff 3 wd; its leader 1 wd; lead compiles 1 "
        "wd; not competent 1 wd back, naming the right body",
    ),
    ("ST.PL2.4", "R", "Leader's approval 1 wd"),
    ("ST.PL2.5", "R", "Returned for want of an answer 4 wh; published 4 wh"),
    ("ST.1.1.b", "O", "Organisational: the system owes nothing."),
    ("ST.1.2", "O", "Organisational: the system owes nothing."),
    ("ST.2.5", "O", "Organisational: the system owes nothing."),
    ("ST.3.1", "O", "Organisational: the system owes nothing."),
    ("ST.3.2", "O", "Organisational: the system owes nothing."),
    ("ST.8.1.3", "O", "Organisational: the system owes nothing."),
    ("ST.11.1", "O", "Organisational: the system owes nothing."),
    ("ST.11.2", "O", "Organisational: the system owes nothing."),
    ("ST.11.5", "O", "Organisational: the system owes nothing."),
    ("ST.14", "O", "Organisational: the system owes nothing."),
    ("ST.15.2", "O", "Organisational: the system owes nothing."),
    ("ST.15.4", "O", "Organisational: the system owes nothing."),
    ("ST.16.1", "O", "Organisational: the system owes nothing."),
    ("ST.16.3", "O", "Organisational: the system owes nothing."),
    ("ST.17.3", "O", "Organisational: the system owes nothing."),
)
