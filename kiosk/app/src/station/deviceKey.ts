// The device's own key: it signs what must be believed before the server has heard of it. No script can read it again.

import type { Kept } from "../outbox/database";

const NAME = "device_key";
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SIGNS = 16;
const BITS_PER_SIGN = 5;

/** Keep the key a device was told when it was paired. Without a secure connection there is no keeping it: then no tickets. */
export async function keepDeviceKey(kept: Kept, told: string): Promise<void> {
  if (!("subtle" in crypto)) return;
  const key = await crypto.subtle.importKey("raw", bytesOf(told), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  await kept.put(NAME, key);
}

/** Hand the key on to where the device stands now. */
export async function moveDeviceKey(from: Kept, to: Kept): Promise<void> {
  const key = await from.get<CryptoKey>(NAME);
  if (key) await to.put(NAME, key);
}

/** Whether this device can sign at all. */
export async function hasDeviceKey(kept: Kept): Promise<boolean> {
  return (await kept.get<CryptoKey>(NAME)) !== undefined;
}

/** What this device writes under a message: 16 signs of its HMAC. Null when it has no key. */
export async function signWith(kept: Kept, message: string): Promise<string | null> {
  const key = await kept.get<CryptoKey>(NAME);
  return key ? signsOf(new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(message)))) : null;
}

/** The first 80 bits as Crockford signs, as `pantbox/places/device_keys.py` writes them. */
export function signsOf(mac: Uint8Array): string {
  let number = mac.slice(0, (SIGNS * BITS_PER_SIGN) / 8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let signs = "";
  for (let place = 0; place < SIGNS; place++) {
    signs = CROCKFORD.charAt(Number(number % 32n)) + signs;
    number /= 32n;
  }
  return signs;
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}
