# Devices: where they stood, moving them, what waits in quarantine.

office-device-moves = Moves
office-device-left = Money left
office-device-left-means = Money left: what visits at a revoked device still have to get. Its tickets are paid at a cash desk only.
office-device-stays = Where the device has stood
office-device-stays-none = That is not known.
office-device-until = Until
office-device-moved-by = Moved by
office-device-known = Reported
office-moved-by-pairing = Pairing
office-moved-by-sign = Sign, scanned by the device itself
office-moved-by-office = The office
office-moved-by-program = A program
office-moved-by-cli = The command line
office-device-move = Move the device
office-device-move-hint = It belongs to the new station from now on. What it scanned before stays where it was scanned.
office-device-was-moved = The device is moved.
office-device-tickets = Tickets not paid yet
office-device-tickets-lead = The device is shut out. Its tickets are paid at a cash desk only, where somebody sees them.
office-device-tickets-none = No visit at this device has money left.
office-quarantine = In quarantine
office-quarantine-lead = Scans that do not count yet: of a device that is shut out, or for a station where the device did not stand, as far as is known. If its move comes later they are let in by themselves. Otherwise let them in if you believe them.
office-quarantine-at = Says it stood at
office-quarantine-scans = Scans
office-quarantine-believe = Let in
office-quarantine-device-revoked = The device is shut out
office-quarantine-station-may-not = The device did not stand there, as far as is known
office-quarantine-let-in = { $count ->
    [one] One scan is let in.
   *[other] { $count } scans are let in.
}
office-only-office-moves = Only the office moves devices
office-only-office-moves-hint = Otherwise a stall’s phone moves itself when somebody scans the sign of another stall. Every move is in the log.
