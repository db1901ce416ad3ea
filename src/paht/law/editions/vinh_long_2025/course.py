"""Điều 5 to 14: what may be done, with its clause, in Vĩnh Long 2025."""

from paht.law.casework import commands as c
from paht.law.editions.course import course

STEPS = course(
    {
        c.Send: "VL.5.1",
        c.Verify: "VL.9.1",
        c.RequestSupplement: "VL.9.2",
        c.Supplement: "VL.9.2",
        c.LapseSupplement: "VL.8.2.4",
        c.Refuse: "VL.9.2",
        c.Accept: "VL.10.1",
        c.Dispatch: "VL.11.3",
        c.DispatchToSeveral: "VL.11.7",
        c.CloseReturnedPart: "VL.11.7",
        c.Receive: "VL.12.1.a",
        c.ReturnAssignment: "VL.12.2.a",
        c.BeginHandling: "VL.12.1.b",
        c.RecordResult: "VL.12.4.a",
        c.SubmitResult: "VL.12.1.b",
        c.ApproveResult: "VL.12.1.b",
        c.RejectResult: "VL.12.1.b",
        c.ReturnResult: "VL.13.2.b",
        c.Publish: "VL.13.1.a",
        c.Rate: "VL.14.4",
        c.Withdraw: "VL.8.2.10",
        c.MoveTerms: "VL.6.2",
    }
)
