# Enheder: hvor de stod, flytning, hvad der venter i karantæne.

office-device-moves = Flytninger
office-device-left = Penge tilbage
office-device-left-means = Penge tilbage: hvad besøg ved en lukket enhed endnu har til gode. Kvitteringer fra den betales kun i en pantkasse.
office-device-stays = Hvor enheden har stået
office-device-stays-none = Det vides ikke.
office-device-until = Til
office-device-moved-by = Flyttet af
office-device-known = Meldt
office-moved-by-pairing = Parring
office-moved-by-sign = Skilt, scannet af enheden selv
office-moved-by-office = Kontoret
office-moved-by-program = Et program
office-moved-by-cli = Kommandolinjen
office-device-move = Flyt enheden
office-device-move-hint = Den hører til den nye plads fra nu af. Det, den har scannet før, bliver, hvor det blev scannet.
office-device-was-moved = Enheden er flyttet.
office-device-tickets = Kvitteringer, der ikke er betalt
office-device-tickets-lead = Enheden er lukket ude. Dens kvitteringer betales kun i en pantkasse, hvor nogen ser dem.
office-device-tickets-none = Ingen besøg ved enheden har penge tilbage.
office-quarantine = I karantæne
office-quarantine-lead = Scanninger, der ikke tæller endnu: fra en enhed, der er lukket ude, eller fra en plads, hvor enheden ikke stod, så vidt det vides. Kommer flytningen senere, bliver de taget ind af sig selv. Tag dem ellers ind, hvis I tror på dem.
office-quarantine-at = Siger, den stod ved
office-quarantine-scans = Scanninger
office-quarantine-believe = Tag ind
office-quarantine-device-revoked = Enheden er lukket ude
office-quarantine-station-may-not = Enheden stod der ikke, så vidt det vides
office-quarantine-let-in = { $count ->
    [one] En scanning er taget ind.
   *[other] { $count } scanninger er taget ind.
}
office-only-office-moves = Kun kontoret flytter enheder
office-only-office-moves-hint = Ellers flytter en bods telefon sig selv, når nogen scanner skiltet ved en anden bod. Hver flytning står i loggen.
