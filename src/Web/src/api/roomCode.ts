/** Room codes: ten characters that cannot be mistaken for one another (no i, l, o, 0, 1), written three-four-three. */
const alphabet = /^[a-hjkmnp-z2-9]{10}$/;

export interface RoomAddress {
  /** In its written form: abc-defg-hjk. */
  code: string;
  /** The secret that opens a private room, when the link carries one. */
  pass?: string;
}

/** Understands a code with or without dashes, in any case, and a pasted link to a room. */
export function parseRoomAddress(text: string): RoomAddress | undefined {
  const input = text.trim();
  const inLink = /\/room\/([^/?#\s]+)/i.exec(input);
  const code = writeCode(inLink?.[1] ?? input);
  if (!code) return undefined;
  const pass = inLink ? /[?&]pass=([^&#\s]+)/.exec(input)?.[1] : undefined;
  return pass ? { code, pass: decode(pass) } : { code };
}

export function roomPath({ code, pass }: RoomAddress) {
  return `/room/${code}${pass ? `?pass=${encodeURIComponent(pass)}` : ''}`;
}

function writeCode(text: string) {
  const letters = text.replace(/[\s\-–—_]/g, '').toLowerCase();
  return alphabet.test(letters) ? `${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7)}` : undefined;
}

function decode(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
