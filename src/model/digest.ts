const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/** A short name for a long text, as sixteen digits: FNV-1a of 64 bits, http://www.isthe.com/chongo/tech/comp/fnv/ */
export function digestOf(text: string): string {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  return hash.toString(16).padStart(16, '0');
}
