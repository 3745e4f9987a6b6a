# Geräte: wo sie standen, Umziehen, was in Quarantäne wartet.

office-device-moves = Umzüge
office-device-left = Noch offen
office-device-left-means = Noch offen: was Besuche an einem gesperrten Gerät noch zu bekommen haben. Seine Belege werden nur an einer Pfandkasse ausgezahlt.
office-device-stays = Wo das Gerät stand
office-device-stays-none = Das ist nicht bekannt.
office-device-until = Bis
office-device-moved-by = Umgezogen durch
office-device-known = Gemeldet
office-moved-by-pairing = Koppeln
office-moved-by-sign = Schild, vom Gerät selbst gescannt
office-moved-by-office = Das Büro
office-moved-by-program = Ein Programm
office-moved-by-cli = Die Kommandozeile
office-device-move = Gerät umziehen
office-device-move-hint = Es gehört ab jetzt zum neuen Platz. Was es vorher gescannt hat, bleibt, wo es gescannt wurde.
office-device-was-moved = Das Gerät ist umgezogen.
office-device-tickets = Belege, die noch nicht ausgezahlt sind
office-device-tickets-lead = Das Gerät ist gesperrt. Seine Belege werden nur an einer Pfandkasse ausgezahlt, wo sie jemand sieht.
office-device-tickets-none = Kein Besuch an diesem Gerät hat noch Geld offen.
office-quarantine = In Quarantäne
office-quarantine-lead = Scans, die noch nicht zählen: von einem gesperrten Gerät, oder für einen Platz, an dem das Gerät nicht stand, soweit bekannt. Kommt sein Umzug später an, werden sie von selbst übernommen. Sonst übernehmt sie, wenn ihr ihnen glaubt.
office-quarantine-at = Stand nach eigener Angabe bei
office-quarantine-scans = Scans
office-quarantine-believe = Übernehmen
office-quarantine-device-revoked = Das Gerät ist gesperrt
office-quarantine-station-may-not = Das Gerät stand dort nicht, soweit bekannt
office-quarantine-let-in = { $count ->
    [one] Ein Scan ist übernommen.
   *[other] { $count } Scans sind übernommen.
}
office-only-office-moves = Nur das Büro zieht Geräte um
office-only-office-moves-hint = Sonst zieht das Telefon eines Standes selbst um, wenn jemand das Schild eines anderen Standes scannt. Jeder Umzug steht im Protokoll.
