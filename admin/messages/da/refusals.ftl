# What the office itself refuses.

error-role-may-not = Det må du ikke. Bed en, der ejer kontoret, om hjælp.
error-form-too-old = Siden har stået åben for længe. Gå tilbage, genindlæs den, og prøv igen.
error-too-many-places = Højst { $places_max } på én gang.
error-name-does-not-match = Navnet passer ikke. Arrangementet er ikke lukket.
error-label-place-wrong = Arket har kun { $places_max } mærkater.
error-password-wrong = Den nuværende adgangskode er forkert.
error-last-owner = Der skal være mindst én ejer.
error-batch-unknown = Det parti findes ikke.
error-user-unknown = Den bruger findes ikke.
error-nothing-chosen = Vælg mindst én.
