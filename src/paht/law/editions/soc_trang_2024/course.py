"""Điều 6 to 10: what may be done, with its clause, in Sóc Trăng 2024. The text has no withdrawal and no lapse."""

from paht.law.casework import commands as c
from paht.law.editions.course import course

STEPS = course(
    {
        c.Send: "ST.6.2",
        c.Verify: "ST.7.1",
        c.RequestSupplement: "ST.7.1",
        c.Supplement: "ST.7.1",
        c.Refuse: "ST.3.6",
        c.Accept: "ST.7.2.portal",
        c.DispatchUrgently: "ST.8.6.1",
        c.RaiseAlarm: "ST.8.6.0",
        c.LowerAlarm: "ST.8.6.0",
        c.PassAlarm: "ST.8.6.1",
        c.ConfirmUrgency: "ST.8.6.2",
        c.FinishUrgency: "ST.8.6.3",
        c.EnterOutcome: "ST.8.6.3",
        c.Dispatch: "ST.3.5",
        c.DispatchToLead: "ST.7.3.2",
        c.CloseReturnedPart: "ST.8.1.2",
        c.PassOn: "ST.8.2.1",
        c.GoOnWithout: "ST.8.2.3",
        c.SendAnswerBack: "ST.7.3.2",
        c.Receive: "ST.8.1.1",
        c.ReturnAssignment: "ST.8.1.2",
        c.BeginHandling: "ST.8.1.1",
        c.RecordResult: "ST.8.1.1",
        c.SubmitResult: "ST.PL2.2",
        c.ApproveResult: "ST.8.4",
        c.RejectResult: "ST.8.4",
        c.ReturnResult: "ST.9.4",
        c.Publish: "ST.9.1",
        c.Rate: "ST.10.3",
        c.DraftInvitation: "ST.7.3.3",
        c.SendInvitation: "ST.7.3.3",
        c.RecordJoining: "ST.7.3.3",
        c.GiveUpInvitation: "ST.7.3.3",
        c.Escalate: "ST.16.5",
        c.ReportDossier: "ST.3.7",
        c.RecordDirection: "ST.3.8",
        c.WithdrawEscalation: "ST.3.7",
        c.PassForMonitoring: "ST.7.4.1",
        c.Urge: "ST.11.3",
        c.MoveTerms: "ST.6.2",
    }
)
