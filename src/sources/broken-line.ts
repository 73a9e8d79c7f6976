/** Where a file of JSON lines breaks, looked for once it could not be read: the engine counts lines in other ways. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

export interface BrokenLine {
  /** The object that cannot be read; the first is 1. */
  readonly row: number;
  /** Whether nothing follows it, as in a file that was cut. */
  readonly isLast: boolean;
}

/** The first line that is no object by itself; undefined where the file is no JSON lines from its first line on. */
export async function brokenLine(path: string): Promise<BrokenLine | undefined> {
  const input = createReadStream(path);
  let row = 0;
  let isBroken = false;
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() === '') continue;
      if (isBroken) return { row, isLast: false };
      row += 1;
      isBroken = !isObject(line.replace(/^\uFEFF/, ''));
      if (isBroken && row === 1 && /^\s*[[{]/.test(line)) return undefined;
    }
    return isBroken ? { row, isLast: true } : undefined;
  } finally {
    input.destroy();
  }
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}
