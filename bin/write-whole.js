import { renameSync, writeFileSync } from 'node:fs';

/** A program that starts meanwhile finds the file as it was, or as it will be. */
export function writeWhole(path, contents) {
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, contents);
  renameSync(part, path);
}
