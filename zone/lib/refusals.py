"""Why a file is not read at all: one code per remedy, with the sentence that a page or a command shows."""

from collections.abc import Mapping


def _(text: str) -> str:
    """Mark a sentence for the translation catalogue; whoever shows it translates it."""
    return text


MESSAGES: dict[str, str] = {
    "empty": _("The file is empty."),
    "too_large": _("The file is %(size_mb)s MB; at most %(limit_mb)s MB can be uploaded."),
    "encrypted": _("The file is protected by a password. Remove the password in Excel or WPS and upload it again."),
    "macros": _("The file holds macros. Save it as an ordinary workbook (.xlsx) and upload it again."),
    "html": _("The file is a web page with a table, not a workbook. Open it in Excel or WPS and save it as .xlsx."),
    "other_format": _("The file is really %(format)s, which cannot be read here. Save it as .xlsx and upload it again."),
    "picture": _("The file is a picture (%(format)s), from which no table can be read. Upload the original sheet (.xlsx, .xls or .csv)."),
    "no_table": _("The file is really %(format)s, not a sheet. Upload the original sheet (.xlsx, .xls or .csv)."),
    "packed": _("The file is a packed one (%(format)s). Unpack it and upload the sheet that it holds (.xlsx, .xls or .csv)."),
    "damaged": _("The file is damaged or incomplete. Open it in Excel or WPS, save it again and upload it."),
    "unsafe": _(
        "The file is packed in an unsafe way (%(detail)s) and was not opened. Open it in Excel or WPS, save it as a new .xlsx and upload "
        "that one."
    ),
    "unsafe_xml": _("The file holds unsafe definitions (%(member)s) and was not opened."),
    "too_big_unpacked": _("The file unpacks to more than %(limit_mb)s MB and was not opened."),
    "too_many_rows": _("The sheet has more than %(limit)s rows. Split it into several files."),
    "too_many_columns": _("The sheet has more than %(limit)s columns. Delete the columns that are not needed."),
    "no_header": _("No header was found in the first 20 rows of sheet %(sheet)s; looked for: %(words)s."),
    "other_header": _(
        "The header in row %(row)s differs from the one in row %(first)s in its columns, their order, times or units, so the rows below it "
        "cannot be read by the first. Move row %(row)s and all rows below it into a new worksheet, with the title and the unit, and import "
        "each worksheet; or make the two headers alike."
    ),
    "other_unit": _(
        "Row %(row)s says %(unit)s for the rows below it, which is not the unit of the rows above. Move row %(row)s and all rows below it "
        "into a new worksheet, with the title and the header, and import each worksheet; or bring all rows to one unit."
    ),
    "no_sheet": _("There is no worksheet with anything in it."),
    "unknown_sheet": _("There is no worksheet named %(sheet)s. The file has: %(sheets)s."),
    "encoding": _("The text is neither UTF-8 nor GB18030 (row %(row)s). Save it as .xlsx, or as CSV UTF-8."),
    "mixed_encoding": _("The text mixes two encodings (row %(row)s). Save it again as .xlsx, or as CSV UTF-8."),
    "nul_bytes": _("The text holds characters that no table can hold (row %(row)s). Save it again as .xlsx."),
    "unclosed_quote": _("A quotation mark that opens in row %(row)s is never closed."),
    "cell_too_long": _("A cell in row %(row)s has more than %(limit)s characters."),
    "too_slow": _("The file took longer than %(seconds)s seconds to read and was given up."),
    "too_big": _("The file needs more memory to read than is allowed. Split it into several files."),
    "unreadable": _("The file cannot be read. Open it in Excel or WPS, save it as .xlsx and upload it again."),
}

# What may be unsafe about the packing, as the `detail` of that refusal names it.
UNSAFE: dict[str, str] = {
    "members": _("more parts than a workbook has"),
    "path": _("a part that would be unpacked elsewhere"),
    "twins": _("two parts of one name"),
    "compression": _("a compression that no workbook uses"),
    "size": _("a part larger than it says"),
    "large_part": _("a part too large for what it is"),
}


class Refused(Exception):
    """A file that is not read. `code` is a key of MESSAGES, `params` fill its sentence `message`."""

    def __init__(self, code: str, params: Mapping[str, object] | None = None):
        self.code = code
        self.params = dict(params or {})
        self.message = MESSAGES[code]
        super().__init__(code, self.params)

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message
