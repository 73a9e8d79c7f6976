/** Where a file of JSON lines breaks, looked for once it could not be read: the engine counts lines in other ways. */
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

export interface BrokenLine {
  /** The object that cannot be read; the first is 1. */
  readonly row: number;
  /** Whether nothing follows it, as in a file that was cut. */
  readonly isLast: boolean;
  /** Its bytes are no text in UTF-8. */
  readonly isOtherText?: true;
}

/** The first line that is no object by itself; undefined where the file is no JSON lines from its first line on. */
export async function brokenLine(path: string): Promise<BrokenLine | undefined> {
  const input = createReadStream(path, 'latin1');
  let row = 0;
  let broken: Pick<BrokenLine, 'isOtherText'> | undefined;
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() === '') continue;
      if (broken) return { row, isLast: false, ...broken };
      row += 1;
      broken = breachOf(Buffer.from(line, 'latin1'));
      if (broken && row === 1 && /^\s*[[{]/.test(line)) return undefined;
    }
    return broken && { row, isLast: true, ...broken };
  } finally {
    input.destroy();
  }
}

function breachOf(line: Buffer): Pick<BrokenLine, 'isOtherText'> | undefined {
  if (!isUtf8(line)) return { isOtherText: true };
  return isObject(line.toString('utf8').replace(/^\uFEFF/, '')) ? undefined : {};
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}
