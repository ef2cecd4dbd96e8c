"""Why a file or a run is refused, in sentences for the screen."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class FileTooLarge(DomainError):
    """Nobody's list of staff is that long."""

    code = "file_too_large"
    message = _(
        "The file is larger than %(most)s MB. A list of 5,000 people has less than 1 MB: "
        "please remove pictures and further sheets, or save it as CSV."
    )
    status = 413


class FileEmpty(DomainError):
    """There is nothing in it."""

    code = "file_empty"
    message = _("The file is empty. Please choose the file with your list of staff.")
    status = 400


class RowsMissing(DomainError):
    """Headings and nothing below them, or a line of text that only calls itself a list."""

    code = "rows_missing"
    message = _(
        "There is only one line in the file. "
        "Please choose a list with headings and rows below them."
    )
    status = 400


class NotASpreadsheet(DomainError):
    """A document, a picture, a program."""

    code = "not_a_spreadsheet"
    message = _(
        "This is neither an Excel workbook (XLSX) nor a CSV file. "
        "Open your list in the spreadsheet program and save it as XLSX or CSV."
    )
    status = 400


class OldWorkbook(DomainError):
    """Excel 97, or a workbook with a password: both look the same from outside."""

    code = "old_workbook"
    message = _(
        "This workbook is in the old Excel format (XLS) or protected by a password. "
        "Open it in Excel and save it as XLSX without a password."
    )
    status = 400


class OpenDocument(DomainError):
    """LibreOffice's own format."""

    code = "open_document"
    message = _("This is an OpenDocument spreadsheet. Please save it as XLSX or CSV.")
    status = 400


class FileBroken(DomainError):
    """The archive cannot be read to its end."""

    code = "file_broken"
    message = _(
        "The workbook is damaged or cannot be unpacked. "
        "Open it in Excel, save it once more as XLSX and upload it again."
    )
    status = 400


class TooManyRows(DomainError):
    """More than a run takes."""

    code = "too_many_rows"
    message = _("The sheet has more than %(most)s rows. Please divide it into several files.")
    status = 400


class ColumnsMissing(DomainError):
    """Nobody could be recognised by the chosen columns."""

    code = "columns_missing"
    message = _(
        "Choose at least the column with the personnel number, or the columns with first name and "
        "last name. If no column fits, this may be the wrong sheet."
    )
    status = 400


class ColumnTwice(DomainError):
    """Two columns for the same."""

    code = "column_twice"
    message = _("“%(field)s” is chosen for more than one column. Choose it once.")
    status = 400


class PlanOutdated(DomainError):
    """What was confirmed is not what stands there now."""

    code = "plan_outdated"
    message = _(
        "The preview has changed since you opened it. Please look at it once more, then confirm."
    )


class NothingToDo(DomainError):
    """No row changes anything."""

    code = "nothing_to_do"
    message = _("Nothing is left to be written: the list of staff already says the same.")


class AnotherRuns(DomainError):
    """One at a time, or two runs would write across each other."""

    code = "another_runs"
    message = _("Another import is running. Please wait until it is done, then confirm this one.")


class TooLateToUndo(DomainError):
    """Ten minutes are over."""

    code = "too_late_to_undo"
    message = _(
        "This import can no longer be undone: the ten minutes are over. "
        "You can still change every person in the list of staff."
    )


class NeedsSecondPerson(DomainError):
    """Who has prepared it does not release it."""

    code = "needs_second_person"
    message = _(
        "Your municipality has agreed that a second person releases such an import. "
        "Please ask a colleague of human resources."
    )
    status = 403
