/** Text in encodings that Node reads and does not write. */

/** By the letters that each is chosen for; the others are for whatever they can write. */
export const lettersOf: Readonly<Record<string, readonly string[]>> = {
  'windows-1250': ['Łódź', 'Żółć', 'čert', 'ő', '€', 'a', '', '„tak”', 'x y'],
  'iso-8859-2': ['Łódź', 'Żółć', 'čert', 'ő', 'a', '', 'x y'],
  'windows-1252': ['café', 'Straße', 'Ünï', '€', 'a', '', '“so”', 'x y'],
  'windows-1251': ['Киев', 'Ёлка', 'a', '', 'x y'],
};

const tables = new Map<string, ReadonlyMap<string, number>>();

/** Undefined where the encoding has no such character. */
export function singleBytes(text: string, encoding: string): Buffer | undefined {
  const table = tables.get(encoding) ?? tableOf(encoding);
  tables.set(encoding, table);
  const bytes = [...text].map((character) => table.get(character));
  return bytes.includes(undefined) ? undefined : Buffer.from(bytes as number[]);
}

/** Decoded as a stream, since Node takes windows-1252 for Latin-1 otherwise. */
function tableOf(encoding: string): ReadonlyMap<string, number> {
  const decoder = new TextDecoder(encoding);
  return new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte), { stream: true }), byte]),
  );
}

export function wideBytes(text: string, isBig: boolean): Buffer {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
}
