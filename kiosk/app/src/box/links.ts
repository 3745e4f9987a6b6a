// What the codes on a box's screen carry.

/** Where a visit's money is: whoever has this has it. */
export function visitLink(visitId: string, claim: string): string {
  // A ticket's claim is of the small alphabet, and so is the rest in capitals: a smaller QR code.
  if (claim.startsWith("T")) return `${location.origin}/R/${visitId.replaceAll("-", "")}`.toUpperCase() + `#${claim}`;
  return `${location.origin}/r/${visitId}#${claim}`;
}

/** What the screen's QR code opens on a guest's phone: this box, with the code that proves the guest stands here. */
export function boxLink(sign: string, changingCode: string): string {
  // After `#`: no log of addresses holds it.
  return `${location.origin}/B/${sign}`.toUpperCase() + `#${changingCode}`;
}

/** What a device signs to promise the money of so many containers. */
export function ticketMessage(visitId: string, count: number): string {
  return `ticket:${visitId}:${count}`;
}

/** The claim a box gives by itself. */
export function ticketClaim(deviceId: number, count: number, signs: string): string {
  return `T${deviceId}.${count}.${signs}`;
}

/** A voucher's link, in capitals: a smaller QR code. */
export function voucherLink(code: string): string {
  return `${location.origin}/v/${code}`.toUpperCase();
}
