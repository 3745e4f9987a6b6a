# Was alle Seiten gemeinsam haben.

web-skip = Zum Inhalt springen
web-language = Sprache
web-not-here = Hier ist nichts
web-not-possible = Das geht gerade nicht
web-error-code = Code { $code } ({ $status })
web-to-the-start = Zur Startseite
