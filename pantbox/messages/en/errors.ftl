# A kind sentence for every error code.

error-not-possible = That cannot be done.
error-not-found = We cannot find what you are looking for.
error-malformed = We cannot read what was sent.
error-malformed-text = The text contains signs we cannot use.
error-invalid-input = Some of what was sent is not filled in right.
error-method-not-allowed = That cannot be done here.
error-too-slow = Sending took too long. Please try again.
error-too-large = Too much was sent at once.
error-wrong-content-type = That format we do not read. Please send JSON.
error-too-many-requests = That was a little fast. Please wait a moment and try again.
error-try-again = We are busy right now. Please try again in a moment.
error-our-mistake = Something went wrong on our side. We have been told.
error-token-unknown = We do not know who is asking. Pair the device again, or use a valid key.
