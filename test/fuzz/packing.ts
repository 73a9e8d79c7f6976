/** Files packed, and packed and not whole: those are to be refused. */
import { gzipSync } from 'node:zlib';
import type { Random } from '../oracle/random.ts';
import type { Part } from './table-file.ts';

const packs: readonly ((bytes: Buffer) => Buffer)[] = [
  (bytes) => gzipSync(bytes),
  // Of two members, as files are that were packed one after the other.
  (bytes) =>
    Buffer.concat([
      gzipSync(bytes.subarray(0, bytes.length >> 1)),
      gzipSync(bytes.subarray(bytes.length >> 1)),
    ]),
];

export function pack(part: Part, random: Random, isBroken: boolean): Part {
  if (!isBroken && random.chance(0.75)) return part;
  const { reread: _, ...unread } = part;
  const bytes = random.pick(packs)(part.bytes);
  const ending = `${part.ending}.gz`;
  return isBroken
    ? { ...unread, ending, bytes: broken(bytes, random), isBroken }
    : { ...unread, ending, bytes };
}

function broken(bytes: Buffer, random: Random): Buffer {
  return random.weighted([
    // Never at the end of a part, behind which nothing need follow.
    [3, () => bytes.subarray(0, bytes.length - random.int(1, 8))],
    [3, () => bytes.subarray(0, random.int(1, 9))],
    [1, () => flipped(bytes, bytes.length - random.int(1, 8))],
    [1, () => Buffer.concat([bytes, Buffer.from('left over')])],
  ]);
}

function flipped(bytes: Buffer, place: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[place]! ^= 1;
  return copy;
}
