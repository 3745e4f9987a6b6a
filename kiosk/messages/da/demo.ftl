# Demoens første side.

demo-title = Pantbox · prøv det
demo-badge = { $event }, sidste dag
demo-headline = Gå en tur gennem en festival med pant
demo-lead = Fem dage i Kildeparken er spillet af simulerede gæster, stader og bokse. Nu er det dig: udlever en skål, aflever den igen, få panten tilbage, og se tallene hos arrangøren.
demo-begin = Begynd turen
demo-see-codes = Vis koderne
demo-issued = udleveret
demo-returned = tilbage igen
demo-out = ude hos gæster nu

demo-walk-title = Seks steder at stå
demo-walk-text = Hver knap åbner en plads i en ny fane. Hold en kode herunder foran kameraet, eller kopiér den korte kode og skriv den på pladsen.
demo-open = Åbn { $station }
demo-stall-title = Ved et stade
demo-stall-text = Scan en skål og en kop fra „Klar til udlevering“. Summen er panten, der skal slås ind i kassen. Scan den samme igen, og se hvad der sker.
demo-box-title = Ved en pantboks
demo-box-text = Scan det, du lige har udleveret, eller noget „Ude hos gæster“. Tag et værdibevis, læg pengene på en pantbillet, eller giv dem væk.
demo-phone-title = Med din egen telefon
demo-phone-text = Denne boks har kun et skilt. Gæsten scanner selv og får op til fire stykker betalt med det samme.
demo-phone-open = Åbn gæstens side
demo-desk-title = Ved pantkassen
demo-desk-text = Scan eller skriv værdibeviset, og udbetal det. Kassen ser også det, der venter.
demo-vendor-title = Stadeholderen
demo-vendor-text = Et privat link uden adgangskode: udleveret, taget tilbage og skyldigt, linje for linje.
demo-office-title = Arrangøren
demo-office-text = Live, cirkulation, opsætning og rapporten med den ærlige returprocent. Log ind med:
demo-office-open = Åbn kontoret
demo-email = E-mail
demo-password = Adgangskode

demo-codes-title = Koder at holde op
demo-codes-text = Vis dem på én skærm, og scan med en anden enhed, eller tryk på den korte kode for at kopiere den.
demo-in-stock = Klar til udlevering
demo-with-guests = Ude hos gæster
demo-none-out = Alt er hjemme lige nu. Udlever noget først.
demo-curious = For de nysgerrige
demo-codes-used = Genindlæs siden, når koderne er brugt: så står her nye.
demo-code-of = QR-kode: { $what }
demo-copy = Kopiér koden
demo-copied = Kopieret
demo-word-slip = Pantbillet
demo-word-returned = Afleveret
demo-word-forged = Forfalsket
demo-word-crew = Personalekort
demo-hint-slip = Tom. Læg en udbetaling på den ved boksen.
demo-hint-returned = Afleveret i dag. Prøv at aflevere den igen.
demo-hint-forged = Forfalsket kode. Afvises uden et opslag.
demo-hint-crew = Åbner personalets menu på en boks.

demo-more-title = Mere at se på
demo-status = Boksene for alle
demo-api = API’et
demo-container = En kops egen side
demo-simulated = Festivalen er simuleret. Slet demoens mappe for at spille den forfra.
