"""Contains all the data models used in inputs/outputs"""

from .account import Account
from .account_profile import AccountProfile
from .agreeing import Agreeing
from .agreeing_by_code import AgreeingByCode
from .answer import Answer
from .ask_upload_tus_resumable import AskUploadTusResumable
from .asked import Asked
from .begin_upload_tus_resumable import BeginUploadTusResumable
from .begun import Begun
from .body import Body
from .circumstances import Circumstances
from .claim import Claim
from .code import Code
from .commanded import Commanded
from .condition import Condition
from .consent_question import ConsentQuestion
from .consents import Consents
from .continue_upload_tus_resumable import ContinueUploadTusResumable
from .course_line import CourseLine
from .data_proof import DataProof
from .data_request import DataRequest
from .device import Device
from .done import Done
from .drop_upload_tus_resumable import DropUploadTusResumable
from .emergency import Emergency
from .extract import Extract
from .field import Field
from .field_error import FieldError
from .flagged import Flagged
from .form import Form
from .found_personal_data import FoundPersonalData
from .get_cells_response import GetCellsResponse
from .get_photo_size import GetPhotoSize
from .get_report_receipt_response import GetReportReceiptResponse
from .get_result_receipt_response import GetResultReceiptResponse
from .identity import Identity
from .inspected import Inspected
from .inspected_file import InspectedFile
from .joined import Joined
from .joined_how import JoinedHow
from .kind import Kind
from .level import Level
from .looked import Looked
from .named import Named
from .new_data_request import NewDataRequest
from .new_data_request_corrected import NewDataRequestCorrected
from .new_question import NewQuestion
from .new_report import NewReport
from .occurrence import Occurrence
from .owed import Owed
from .own_report import OwnReport
from .own_reports import OwnReports
from .owned import Owned
from .part import Part
from .personal import Personal
from .personal_data import PersonalData
from .personal_field import PersonalField
from .phone import Phone
from .phone_number import PhoneNumber
from .photo import Photo
from .pictures import Pictures
from .point import Point
from .position import Position
from .position_source import PositionSource
from .problem_details import ProblemDetails
from .proposed import Proposed
from .provider_answer import ProviderAnswer
from .province import Province
from .public_question import PublicQuestion
from .push import Push
from .push_kind import PushKind
from .rating import Rating
from .refresh import Refresh
from .refusal import Refusal
from .report import Report
from .respelled import Respelled
from .result import Result
from .result_row import ResultRow
from .results import Results
from .right import Right
from .section import Section
from .sender_phone import SenderPhone
from .sender_proof import SenderProof
from .sent_report import SentReport
from .session import Session
from .sign_in import SignIn
from .sign_of_editing import SignOfEditing
from .suggested import Suggested
from .suggested_to_staff import SuggestedToStaff
from .supplement import Supplement
from .taking_back import TakingBack
from .term_row import TermRow
from .verdict import Verdict
from .who import Who
from .who_by_code import WhoByCode
from .wished import Wished
from .wished_language import WishedLanguage
from .wished_unwanted_item import WishedUnwantedItem
from .words import Words
from .words_of_report import WordsOfReport
from .work import Work

__all__ = (
    "Account",
    "AccountProfile",
    "Agreeing",
    "AgreeingByCode",
    "Answer",
    "Asked",
    "AskUploadTusResumable",
    "BeginUploadTusResumable",
    "Begun",
    "Body",
    "Circumstances",
    "Claim",
    "Code",
    "Commanded",
    "Condition",
    "ConsentQuestion",
    "Consents",
    "ContinueUploadTusResumable",
    "CourseLine",
    "DataProof",
    "DataRequest",
    "Device",
    "Done",
    "DropUploadTusResumable",
    "Emergency",
    "Extract",
    "Field",
    "FieldError",
    "Flagged",
    "Form",
    "FoundPersonalData",
    "GetCellsResponse",
    "GetPhotoSize",
    "GetReportReceiptResponse",
    "GetResultReceiptResponse",
    "Identity",
    "Inspected",
    "InspectedFile",
    "Joined",
    "JoinedHow",
    "Kind",
    "Level",
    "Looked",
    "Named",
    "NewDataRequest",
    "NewDataRequestCorrected",
    "NewQuestion",
    "NewReport",
    "Occurrence",
    "Owed",
    "Owned",
    "OwnReport",
    "OwnReports",
    "Part",
    "Personal",
    "PersonalData",
    "PersonalField",
    "Phone",
    "PhoneNumber",
    "Photo",
    "Pictures",
    "Point",
    "Position",
    "PositionSource",
    "ProblemDetails",
    "Proposed",
    "ProviderAnswer",
    "Province",
    "PublicQuestion",
    "Push",
    "PushKind",
    "Rating",
    "Refresh",
    "Refusal",
    "Report",
    "Respelled",
    "Result",
    "ResultRow",
    "Results",
    "Right",
    "Section",
    "SenderPhone",
    "SenderProof",
    "SentReport",
    "Session",
    "SignIn",
    "SignOfEditing",
    "Suggested",
    "SuggestedToStaff",
    "Supplement",
    "TakingBack",
    "TermRow",
    "Verdict",
    "Who",
    "WhoByCode",
    "Wished",
    "WishedLanguage",
    "WishedUnwantedItem",
    "Words",
    "WordsOfReport",
    "Work",
)
