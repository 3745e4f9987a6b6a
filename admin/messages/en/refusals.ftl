# What the office itself refuses.

error-role-may-not = You may not do that. Ask an owner of the office for help.
error-form-too-old = The page stood open for too long. Go back, load it again, and try once more.
error-too-many-places = At most { $places_max } at once.
error-name-does-not-match = The name does not match. The event is not closed.
error-label-place-wrong = The sheet has only { $places_max } labels.
error-password-wrong = The current password is wrong.
error-last-owner = There must be at least one owner.
error-batch-unknown = There is no such batch.
error-user-unknown = There is no such person.
error-nothing-chosen = Choose at least one.
