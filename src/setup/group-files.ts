/** Which files of a folder are one table, and the pattern that finds them and next month's. */

export interface NamedFile {
  /** Relative to the folder, with forward slashes. */
  readonly name: string;
  readonly header: readonly string[];
}

export interface FileGroup<File extends NamedFile> {
  /** In the order of their names. */
  readonly files: readonly File[];
  /** A pattern, or their names, that find these files and no other of the folder. */
  readonly patterns: readonly string[];
}

/**
 * Files whose names differ in digits, dates or a counter only and whose headers are alike, and files with one header
 * that have a folder to themselves. `orders-2026-01.csv` alone is found by `orders-*.csv`, since another will come.
 */
export function groupFiles<File extends NamedFile>(files: readonly File[]): readonly FileGroup<File>[] {
  const groups: File[][] = [];
  for (const file of files.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const group = groups.find(([first]) => areOneTable(first!, file));
    if (group) group.push(file);
    else groups.push([file]);
  }
  const names = files.map(({ name }) => name);
  return groups.map((group) => ({ files: group, patterns: patternsOf(group, names) }));
}

/** The part of a name that is the same every month: without digits, counters and the word for a copy. */
export function stemOf(name: string): string {
  const [, folder = '', file = '', ending = ''] = /^(.*\/)?([^/]*?)((?:\.[A-Za-z]+)*)$/.exec(name) ?? [];
  const stem = file
    .toLowerCase()
    .replaceAll(/\s*\(\d+\)$|[ _-]*(copy|kopia|kopie|copie|part)[ _-]*\d*$/g, '')
    .replaceAll(/[0-9a-f]{8,}(?=$|[^0-9a-z])/g, '')
    .replaceAll(/\d+/g, '')
    .replaceAll(/[\s_.-]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return `${folder.replaceAll(/\d+/g, '')}${stem}${ending.toLowerCase()}`;
}

function areOneTable(one: NamedFile, other: NamedFile): boolean {
  const shared = sharedColumns(one.header, other.header);
  const fewer = Math.min(one.header.length, other.header.length);
  if (stemOf(one.name) === stemOf(other.name)) return shared >= Math.ceil(fewer * 0.6);
  const folder = folderOf(one.name);
  const isSame = shared === one.header.length && shared === other.header.length;
  return isSame && folder !== '' && folder === folderOf(other.name);
}

function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/') + 1);
}

function sharedColumns(one: readonly string[], other: readonly string[]): number {
  const names = new Set(other.map(foldName));
  return new Set(one.map(foldName).filter((name) => names.has(name))).size;
}

/** Columns are one whatever their letter case and the blanks around them. */
function foldName(name: string): string {
  return name.trim().toLowerCase();
}

function patternsOf(group: readonly NamedFile[], all: readonly string[]): readonly string[] {
  const names = group.map(({ name }) => name);
  if (names.some((name) => /[[\]{}*?!]/.test(name))) return names;
  const found = candidates(names).find((pattern) => findsOnly(pattern, names, all));
  return found === undefined ? names : [found];
}

function candidates(names: readonly string[]): readonly string[] {
  const [first = ''] = names;
  const ending = /(\.[A-Za-z]+)*$/.exec(first)?.[0] ?? '';
  const dated = first.replace(/(?<![\d])(19|20)\d\d(?:[\d._-]|T(?=\d))*\d(?=[^/]*$)/, '*');
  const numbered = dated.replace(/\*[#_-]\d+(?=(\.[A-Za-z]+)*$)/, '*');
  if (names.length === 1) return dated === first ? [] : [numbered, dated];
  const isOneName = new Set(names.map(stemOf)).size === 1;
  const start = commonStart(names);
  const open = [dated, numbered, `${start.replace(/\d+$/, '')}*${ending}`, `${start}*${ending}`].filter(
    (pattern) => pattern.includes('*'),
  );
  return [...(isOneName ? open : []), `${folderOf(first)}*${ending}`];
}

function commonStart(names: readonly string[]): string {
  const [first = '', ...others] = names.map((name) => name.replace(/(\.[A-Za-z]+)*$/, ''));
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1;
  return others.length === 0 ? first : first.slice(0, length);
}

/** Whether the pattern finds each of the names and none of the others. */
function findsOnly(pattern: string, names: readonly string[], all: readonly string[]): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+^$()|\\]/g, '\\$&'));
  const matcher = new RegExp(`^${parts.join('[^/]*')}$`);
  return all.every((name) => matcher.test(name) === names.includes(name));
}
