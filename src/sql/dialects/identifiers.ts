/** Names that an engine would cut off. */
import { digestOf } from '../../model/digest.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The name, or its beginning and a digest of it where it has more bytes than the engine keeps. */
export function shortened(name: string, bytes: number): string {
  if (bytesOf(name).length <= bytes) return name;
  const digest = digestOf(name);
  const letters = [...name];
  while (bytesOf(letters.join('')).length > bytes - digest.length - 1) letters.pop();
  return `${letters.join('')}_${digest}`;
}
