# What all pages share.

web-skip = Skip to the content
web-language = Language
web-not-here = There is nothing here
web-not-possible = We cannot do that right now
web-error-code = Code { $code } ({ $status })
web-to-the-start = To the front page
