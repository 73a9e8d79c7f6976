/** Names that an engine would cut off. */

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The name, or its beginning and a digest of it where it has more bytes than the engine keeps. */
export function shortened(name: string, bytes: number): string {
  if (bytesOf(name).length <= bytes) return name;
  const digest = digestOf(name);
  const letters = [...name];
  while (bytesOf(letters.join('')).length > bytes - digest.length - 1) letters.pop();
  return `${letters.join('')}_${digest}`;
}

/** FNV-1a of 32 bits, as eight digits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function digestOf(name: string): string {
  let hash = 0x811c9dc5;
  for (const byte of bytesOf(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
