"""Refunds: a visit's money on its way to the guest, and what bearers (vouchers and slips) do with it.

The law of this room: a visit pays out no more than its credits (its row is locked while it pays, and a constraint says
so); a bearer gives no more than was put on it (likewise); every request has a key, and the same request twice gives the
same answer and books once; a code is a keyed function of an id, and only its hash is stored.
"""
