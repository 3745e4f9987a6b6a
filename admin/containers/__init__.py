"""Containers: types, batches, and sheets of labels for them. They are the organisation's, whatever event they are at."""
