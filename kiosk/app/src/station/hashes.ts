// Secrets that a device shall only recognise, as the server tells them: containers taken out of use, slips of the crew.

const LENGTH = 16;

/** The first signs of a text's SHA-256; none without a secure connection, where a browser has no such thing. */
export async function hashOf(text: string): Promise<string> {
  return (await wholeHashOf(text)).slice(0, LENGTH);
}

/** All 64 hexadecimal signs of it; none without a secure connection. */
export async function wholeHashOf(text: string): Promise<string> {
  if (!("subtle" in crypto)) return "";
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
