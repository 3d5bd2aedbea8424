"""What a check found, as a page to print, as text for a terminal, as JSON."""

from culture_d.standard.report.page import html_report, json_report, text_report

__all__ = ["html_report", "json_report", "text_report"]
