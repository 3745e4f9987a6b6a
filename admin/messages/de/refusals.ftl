# What the office itself refuses.

error-role-may-not = Das darfst du nicht. Bitte jemanden, dem das Büro gehört, um Hilfe.
error-form-too-old = Die Seite stand zu lange offen. Geh zurück, lade sie neu und versuch es noch einmal.
error-too-many-places = Höchstens { $places_max } auf einmal.
error-name-does-not-match = Der Name stimmt nicht. Die Veranstaltung ist nicht geschlossen.
error-label-place-wrong = Der Bogen hat nur { $places_max } Etiketten.
error-password-wrong = Das jetzige Passwort ist falsch.
error-last-owner = Es muss mindestens einen Inhaber geben.
error-batch-unknown = Diese Charge gibt es nicht.
error-user-unknown = Diesen Benutzer gibt es nicht.
error-nothing-chosen = Wähle mindestens eine.
