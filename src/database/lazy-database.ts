/** A database whose engine is loaded when the first query needs it: commands that need none start faster. */
import { type Database, type DatabaseOptions, openDatabase } from './database.ts';
import { makePrivateFolder, removePrivateFolder } from './private-folder.ts';

/** As `openDatabase`, with `whenOpen` and `lockDown` put off until then. */
export function lazyDatabase(options: DatabaseOptions = {}): Database {
  const waiting: ((database: Database) => Promise<unknown>)[] = [];
  let folder: string | undefined;
  let opening: Promise<Database> | undefined;
  let opened: Database | undefined;
  const closing: (() => void)[] = [];

  const open = async (): Promise<Database> => {
    opened = await openDatabase(folder === undefined ? options : { ...options, folder });
    for (const work of waiting) await work(opened);
    return opened;
  };
  const engine = (): Promise<Database> => {
    opening ??= open();
    return opening;
  };
  const privateFolder = (): string => {
    folder ??= makePrivateFolder();
    return folder;
  };

  return {
    get folder() {
      return opened?.folder ?? privateFolder();
    },
    run: async (sql) => (await engine()).run(sql),
    attempt: async (sql) => (await engine()).attempt(sql),
    rows: async (sql) => (await engine()).rows(sql),
    objects: async (sql) => (await engine()).objects(sql),
    async *batches(sql) {
      yield* (await engine()).batches(sql);
    },
    numbers: async (sql) => (await engine()).numbers(sql),
    load: async (relation, columns) => (await engine()).load(relation, columns),
    columns: async (sql) => (await engine()).columns(sql),
    copy: async (query, path, copyOptions) => (await engine()).copy(query, path, copyOptions),
    progress: () => opened?.progress(),
    interrupt: () => opened?.interrupt(),
    async whenOpen(sql, failed) {
      if (opening) return (await engine()).whenOpen(sql, failed);
      waiting.push((database) => database.whenOpen(sql, failed));
      return;
    },
    async lockDown(allowed) {
      if (opening) return (await engine()).lockDown(allowed);
      waiting.push((database) => database.lockDown(allowed));
    },
    whenClosed: (action) => void closing.push(action),
    close() {
      if (opened) opened.close();
      else if (folder !== undefined) removePrivateFolder(folder);
      for (const action of closing) action();
    },
  };
}
