/** A folder with files, in which the program that is shipped is run. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Answered, runBundle, type Surroundings } from './bundle.ts';

export interface Folder {
  readonly path: string;
  readonly segment: (words: readonly string[], more?: Partial<Surroundings>) => Promise<Answered>;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  readonly remove: () => void;
}

export function folderOf(files: Readonly<Record<string, string>>): Folder {
  const path = mkdtempSync(join(tmpdir(), 'segment-folder-'));
  const write = (added: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(added)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    }
  };
  write(files);
  return {
    path,
    write,
    segment: (words, more) => runBundle(words, { cwd: path, ...more }),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
