/** A vendor's text of a table over the files that were found, with what these files need beside it. */
import { columnOptions } from './column-options.ts';
import type { FoundTable } from './find-tables.ts';
import { type OptionLine, ownColumns, sourceOptions } from './table-options.ts';
import type { TableWords } from './table-text.ts';
import { withWrittenDates } from './vendor-dates.ts';
import { inBrackets, indented, scalar } from './yaml-text.ts';

/** In the text `file: <orders>` stands for the tables that are the vendor's `orders`. */
export function fillTable(
  text: string,
  tables: ReadonlyMap<FoundTable, string>,
  words: TableWords,
): readonly string[] {
  const lines = text.trim().split('\n');
  const places = lines.flatMap((line, place) => (isFile(line) ? [place] : []));
  const parts = [0, ...places].map((start, index) => lines.slice(start, places[index]));
  const columns = [...tables.keys()].flatMap((table) => table.columns);
  const filled = parts.flatMap((part) =>
    isFile(part[0] ?? '') ? fillFrom(part, tables, words) : linesOfColumns(part, { columns }),
  );
  return filled.map((line) => line.replace(PLACEHOLDER, (_, name: string) => filesOf(name, tables)));
}

const PLACEHOLDER = /<(\w+)>/;
const isFile = (line: string): boolean => /^ *file: <\w+>/.test(line);

/** Lines of which the first is a `file`: its block is what stands as deep as it does. */
function fillFrom(
  [first = '', ...rest]: readonly string[],
  tables: ReadonlyMap<FoundTable, string>,
  words: TableWords,
): readonly string[] {
  const [, indent = '', name] = /^( *)file: <(\w+)>/.exec(first)!;
  const found = [...tables].find(([, as]) => as === name)?.[0];
  const end = rest.findIndex((line) => !line.startsWith(indent));
  const block = rest.slice(0, end < 0 ? rest.length : end).map((line) => line.slice(indent.length));
  const there = found ? linesThere(block, found) : block;
  const own = found ? withOptions(there, found, words) : there;
  return [first, ...indented(own, indent.length), ...rest.slice(block.length)];
}

/** A block whose lines are all left out is left out. */
function linesThere(block: readonly string[], table: FoundTable): readonly string[] {
  const lines = linesOfColumns(block, table);
  return lines.filter((line, place) => !/^ *[^#:]+:$/.test(line) || depth(lines[place + 1]) > depth(line));
}

/** A line that begins with `[Column, -Other]` is there where the file has the one and not the other. */
function linesOfColumns(
  block: readonly string[],
  { columns }: Pick<FoundTable, 'columns'>,
): readonly string[] {
  const own = new Set(columns.map(({ name }) => name.trim().toLowerCase()));
  const isThere = (word: string): boolean =>
    word.startsWith('-') ? !own.has(word.slice(1).toLowerCase()) : own.has(word.toLowerCase());
  return block.flatMap((line) => {
    const [, indent = '', needed, rest = ''] = NEEDS.exec(line) ?? [];
    if (needed === undefined) return [line];
    return needed.split(', ').every(isThere) ? [indent + rest] : [];
  });
}

const NEEDS = /^( *)\[([^\]]+)\] (.*)$/;

function depth(line = ''): number {
  return line.search(/\S/);
}

function filesOf(name: string, tables: ReadonlyMap<FoundTable, string>): string {
  const patterns = [...tables].flatMap(([{ group }, as]) => (as === name ? group.patterns : []));
  return patterns.length === 1 ? scalar(patterns[0]!) : inBrackets(patterns);
}

function withOptions(block: readonly string[], table: FoundTable, words: TableWords): readonly string[] {
  const isPointed = table.columns.some(
    ({ form }) => form.kind === 'number' && !form.form.isPlain && form.form.decimal === '.',
  );
  const isText = table.group.files[0]!.file.format !== 'parquet';
  const told = withWrittenDates(block, table).filter(
    (line) => !(isPointed && line.startsWith('decimal:')) && (isText || !line.startsWith('encoding:')),
  );
  const options = sourceOptions(table, words.broken).filter(
    ({ name }) => !told.some((line) => line.startsWith(`${name}:`)),
  );
  return [...options.map(({ line }) => line), ...withColumns(told, table, words)];
}

function withColumns(
  block: readonly string[],
  table: FoundTable,
  { decided }: TableWords,
): readonly string[] {
  const hasFormat = block.some((line) => line.startsWith('date_format:'));
  const isTyped = (name: string): boolean => {
    const form = table.columns.find((column) => column.name === name)!.form;
    const isMoment = form.kind === 'moment' && !hasFormat;
    return (form.kind === 'number' || isMoment) && Object.keys(columnOptions(form, decided)).length > 0;
  };
  const start = block.indexOf('columns:');
  const end = start < 0 ? start : block.findIndex((line, place) => place > start && !line.startsWith(' '));
  const entries = start < 0 ? [] : block.slice(start + 1, end < 0 ? block.length : end);
  const more = ownColumns(table, decided).filter((each) => isTyped(each.name) && !isNamed(each, entries));
  const lines = indented(more.map(({ line }) => line));
  if (lines.length === 0) return block;
  if (start < 0) return [...block, 'columns:', ...lines];
  return [...block.slice(0, start + 1), ...lines, ...block.slice(start + 1)];
}

/** Whether an entry says already how the column is read. */
function isNamed({ name }: OptionLine, entries: readonly string[]): boolean {
  const word = scalar(name);
  return entries.some(
    (entry) =>
      entry.trim().startsWith(`${word}:`) ||
      entry.endsWith(`: ${word}`) ||
      new RegExp(`from: ${word.replaceAll(/\W/g, '\\$&')}[ ,}]`).test(entry),
  );
}
