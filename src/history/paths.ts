/** Every file that the engine may touch for a history: what a locked database must be allowed. */
export function historyFiles(path: string): readonly string[] {
  const databases = [path, draftOf(path), compactOf(path)];
  return databases.flatMap((file) => [file, ...LOGS.map((ending) => `${file}${ending}`)]);
}

const LOGS = ['.wal', '.wal.checkpoint', '.wal.recovery'];

/** Where this process makes a history that is not there yet. */
export function draftOf(path: string): string {
  return `${path}.new-${process.pid}`;
}

/** Where a history is written anew. */
export function compactOf(path: string): string {
  return `${path}.compact`;
}
