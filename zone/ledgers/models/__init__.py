from zone.ledgers.models.batch import ImportBatch

__all__ = ["ImportBatch"]
