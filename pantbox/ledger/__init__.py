"""The ledger: deposits as transfers between accounts, in whole øre, never changed and never deleted.

A transfer debits one account and credits another by the same positive amount, so the books balance by construction.
The database itself refuses an update or a delete of a transfer (a trigger, on both databases).
"""
