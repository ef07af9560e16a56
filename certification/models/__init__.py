from .attested import Attestation, By, Statement
from .award import Award, AwardKind, AwardState, Extension
from .document import Document, DocumentState, Elsewhere, Provider
from .path import How, Path
from .scheme import Scheme, SchemeVersion
from .share import Printed, Share
from .standing import Standing

__all__ = [
    "Attestation",
    "Award",
    "AwardKind",
    "AwardState",
    "By",
    "Document",
    "DocumentState",
    "Elsewhere",
    "Extension",
    "How",
    "Path",
    "Printed",
    "Provider",
    "Scheme",
    "SchemeVersion",
    "Share",
    "Standing",
    "Statement",
]
