/** As RFC 4648 section 4, with padding: what stands in facts and messages. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  // A call takes only so many arguments
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary);
}

/** Throws on what is not base64. */
export const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
