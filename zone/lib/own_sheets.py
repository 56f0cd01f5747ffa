"""Worksheets that we put into workbooks ourselves, and that are nobody's data when such a workbook comes in again."""

PROBLEMS = "导入问题清单"
GUIDE = "填表说明"
CHOICES = "填表选项"
OWN_SHEETS = frozenset((PROBLEMS, GUIDE, CHOICES))
