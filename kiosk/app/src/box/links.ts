// What the codes on a box's screen carry.

/** Where a visit's money is: whoever has this has it. */
export function visitLink(visitId: string, claim: string): string {
  return `${location.origin}/r/${visitId}#${claim}`;
}

/** A voucher's link, in capitals: a smaller QR code. */
export function voucherLink(code: string): string {
  return `${location.origin}/v/${code}`.toUpperCase();
}
