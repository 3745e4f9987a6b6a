"""Money that leaves one event of an organisation and arrives at another: by way of what the two owe each other. Pure."""

from dataclasses import replace

from pantbox.ledger.accounts import AccountKey, AccountKind
from pantbox.refunds.coins import Flow


def by_way_of_due(flow: Flow) -> list[Flow]:
    """The flow itself within one event; else one in each, between it and `DUE` of the pair. The causes are one pair too."""
    here, there = flow.debit.event_id, flow.credit.event_id
    if here == there:
        return [flow]
    pair = f"{min(here, there)}:{max(here, there)}"
    owed_here, owed_there = (AccountKey(event_id, AccountKind.DUE, pair) for event_id in (here, there))
    return [replace(flow, kind=f"{flow.kind}_due", credit=owed_here), replace(flow, debit=owed_there)]
