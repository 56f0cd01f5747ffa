"""What a cell parser has to say besides its value: an error that keeps the row out, or a note that lets it in."""

from dataclasses import dataclass, field


class CellProblem(ValueError):
    """A cell that cannot be taken. `code` is an error code of the ledger contract, `params` fill a translated sentence.

    `params["reason"]`, where given, says which sentence of that code fits best (`no_year`, `too_large` …).
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value!r}" for key, value in self.params.items())
        return f"{self.code}({details})"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on an accepted cell. `code` is a warning code of the contract or one of the codes of its parser."""

    code: str
    params: dict[str, object] = field(default_factory=dict, hash=False)


def quoted(raw: object) -> str:
    """A cell's value for a message: at most 40 characters, nothing for an integer too long to be printed."""
    try:
        return str(raw)[:40]
    except ValueError:
        return ""
