from zone.ledgers.models.batch import ImportBatch
from zone.ledgers.models.column_word import ColumnWord
from zone.ledgers.models.kept_name import KeptName
from zone.ledgers.models.known_layout import KnownLayout

__all__ = ["ColumnWord", "ImportBatch", "KeptName", "KnownLayout"]
