"""The event's money: balances, transfers, what stalls owe, vouchers and slips, donations, unclaimed."""
