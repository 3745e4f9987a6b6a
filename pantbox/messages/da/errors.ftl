# En venlig sætning for hver fejlkode.

error-not-possible = Det kan ikke lade sig gøre.
error-not-found = Vi kan ikke finde det, du leder efter.
error-malformed = Vi kan ikke læse det, der blev sendt.
error-malformed-text = Teksten indeholder tegn, vi ikke kan bruge.
error-invalid-input = Noget af det, der blev sendt, er ikke rigtigt udfyldt.
error-method-not-allowed = Det kan man ikke gøre her.
error-too-slow = Det tog for lang tid at sende. Prøv igen.
error-too-large = Der blev sendt for meget på én gang.
error-wrong-content-type = Der blev sendt et format, vi ikke læser. Send JSON.
error-too-many-requests = Det gik lidt hurtigt. Vent et øjeblik, og prøv igen.
error-try-again = Vi har travlt lige nu. Prøv igen om et øjeblik.
error-our-mistake = Noget gik galt hos os. Vi ved besked.
error-token-unknown = Vi ved ikke, hvem der spørger. Par enheden igen, eller brug en gyldig nøgle.
