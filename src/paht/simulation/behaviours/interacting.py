"""After the answer: for each command what an actor does. Silence of an agency is one of the things that happen."""

from paht.law.casework import commands as c
from paht.law.casework.case import Actor
from paht.law.casework.states import Party, RequestState, Role
from paht.simulation.behaviours.parts import BLANK, but
from paht.simulation.situation import Behaviour, Occasion, Situation, after

_ASKED_OF = (("name", "ok"), ("phone", "ok"))


def _interactor(s: Situation) -> Actor:
    return Actor(id=f"interactor-{s.chance.randint(1, 9)}", roles=frozenset({Role.INTERACTOR}))


def _judge(s: Situation) -> c.JudgeInteraction:
    keys = [ground.key for ground in s.edition.judgements] or ["justified"]
    judgement = s.chance.choices(keys, (70, 20, 10)[: len(keys)])[0]
    return c.JudgeInteraction(request=s.asked, judgement=judgement, reason=s.words("reason"))


def _may_be_judged(s: Situation, command: c.JudgeInteraction) -> bool:
    """A clarification owed for a rating is not, and what went to the agency is not sent there again."""
    if s.request is None or "rated" in s.request.grounds:
        return False
    return s.request.state is not RequestState.OPEN or command.judgement != "justified"


def _was_asked_of_an_agency(s: Situation, command: c.ReturnAnswer) -> bool:
    return s.request is not None and s.request.assignment is not None


def _call(s: Situation) -> c.RecordCall:
    last = s.case.assignments[-1].number if s.case.assignments else 0
    return c.RecordCall(assignment=last, answered=s.chance.random() < 0.5, note=s.words("note"))


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.Interact,
        party=Party.SENDER,
        occasion=Occasion.ENDED,
        likelihood=0.3,
        waits=after(5, 900, 9000),
        make=lambda s: c.Interact(original=s.words("interaction")),
        fits=lambda s, _: s.case.secret_reference is None,
        spoils=(but(original=BLANK),),
    ),
    Behaviour(
        command=c.InteractWithPublic,
        party=None,
        occasion=Occasion.ENDED,
        likelihood=0.25,
        waits=after(5, 900, 9000),
        make=lambda s: c.InteractWithPublic(original=s.words("interaction"), form=_ASKED_OF),
        actor=_interactor,
        spoils=(
            but(original=BLANK),
            but(form=_ASKED_OF[:1]),
            but(form=(("name", "ok"), ("phone", "malformed"))),
        ),
    ),
    Behaviour(
        command=c.JudgeInteraction,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=_judge,
        minutes=(2, 4, 12),
        fits=_may_be_judged,
        spoils=(but(judgement="unheard_of"), but(reason=BLANK)),
    ),
    Behaviour(
        command=c.AnswerInteraction,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        likelihood=0.85,
        waits=after(10, 200, 1500),
        make=lambda s: c.AnswerInteraction(request=s.asked, answer=s.words("clarification")),
        minutes=(5, 15, 60),
        spoils=(but(answer=BLANK),),
    ),
    Behaviour(
        command=c.ReturnAnswer,
        party=Party.IOC,
        occasion=Occasion.HELD,
        weight=lambda s: 0.3 if s.request is not None and s.request.assignment is not None else 0.0,
        make=lambda s: c.ReturnAnswer(request=s.asked, note=s.words("note")),
        minutes=(2, 4, 12),
        fits=_was_asked_of_an_agency,
        spoils=(but(note=BLANK),),
    ),
    Behaviour(
        command=c.ReleaseInteraction,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.ReleaseInteraction(
            request=s.asked, question=s.words("question"), answer=s.words("clarification")
        ),
        minutes=(2, 5, 15),
        spoils=(but(answer=BLANK),),
    ),
    Behaviour(
        command=c.RecordCall,
        party=Party.IOC,
        occasion=Occasion.AFTERTHOUGHT,
        likelihood=0.2,
        waits=after(600, 3000, 12_000),
        make=_call,
        actor=lambda s: s.chance.choice(s.province.officers),
        spoils=(but(note=BLANK), but(answered=None)),
    ),
)
