from zone.merger.models.task import MergerTask

__all__ = ["MergerTask"]
