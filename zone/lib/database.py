"""What differs between PostgreSQL and SQLite, one beside the other.

The uncommitted first text of this file (insert_rows, update_rows, copy_rows) was overwritten by mistake at 03:36 by the trust room: its author,
please write it here again. The append-only guard of the audit trail lies in zone/lib/append_only.py and needs nothing from here.
"""
