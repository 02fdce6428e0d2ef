"""Checks, charts and page parts for a book that reads news reports as sources."""

from sourcebook.evidence import word_counts
from sourcebook.faults import Fault
from sourcebook.quotations import check_quotation
from sourcebook.sources import Report, report
from sourcebook.tables import load

__all__ = [
    "Fault",
    "Report",
    "check_quotation",
    "load",
    "report",
    "word_counts",
]
