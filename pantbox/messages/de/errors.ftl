# Ein freundlicher Satz für jeden Fehlercode.

error-not-possible = Das geht leider nicht.
error-not-found = Wir können das Gesuchte nicht finden.
error-malformed = Wir können das Gesendete nicht lesen.
error-malformed-text = Der Text enthält Zeichen, die wir nicht verwenden können.
error-invalid-input = Etwas vom Gesendeten ist nicht richtig ausgefüllt.
error-method-not-allowed = Das geht an dieser Stelle nicht.
error-too-slow = Das Senden hat zu lange gedauert. Bitte noch einmal versuchen.
error-too-large = Es wurde zu viel auf einmal gesendet.
error-wrong-content-type = Dieses Format lesen wir nicht. Bitte JSON senden.
error-too-many-requests = Das ging etwas schnell. Bitte einen Moment warten und noch einmal versuchen.
error-try-again = Gerade ist viel los. Bitte gleich noch einmal versuchen.
error-our-mistake = Bei uns ist etwas schiefgegangen. Wir wissen Bescheid.
error-token-unknown = Wir wissen nicht, wer fragt. Bitte das Gerät neu koppeln oder einen gültigen Schlüssel verwenden.
