/** The columns of a table of several files: by name, whatever their order and letter case. */
import type { DataFile } from './files.ts';
import type { TableContext } from './table-context.ts';

export interface NamedColumns {
  readonly file: DataFile;
  readonly columns: readonly string[];
}

/** Every column of any file, under the name that it has first; undefined, and reported, where a file has none of them. */
export function uniteColumns(
  files: readonly NamedColumns[],
  context: TableContext,
): readonly string[] | undefined {
  const names = new Map<string, string>();
  for (const { columns } of files)
    for (const name of columns) if (!names.has(foldName(name))) names.set(foldName(name), name);
  const first = new Set(files[0]!.columns.map(foldName));
  const strangers = files.filter(({ columns }) => !columns.some((name) => first.has(foldName(name))));
  for (const { file } of strangers) {
    context.problems.fail({
      code: 'no-common-column',
      message: `\`${file.name}\` has no column in common with \`${files[0]!.file.name}\``,
      help: ['files of one table have the same columns, in any order; is it a file of another table?'],
      place: { file: file.name, row: 1 },
    });
  }
  if (strangers.length > 0) return undefined;
  for (const [folded, name] of names) {
    const without = files.filter(({ columns }) => !columns.some((each) => foldName(each) === folded));
    if (without.length > 0) reportLacking(name, without, files.length, context);
  }
  return [...names.values()];
}

/** The engine does not tell names apart by letter case, and neither do those who write headers. */
export function foldName(name: string): string {
  return name.toLowerCase();
}

function reportLacking(
  name: string,
  without: readonly NamedColumns[],
  all: number,
  { name: table, report }: TableContext,
): void {
  const named = without.slice(0, 3).map(({ file }) => `\`${file.name}\``);
  const more = without.length > 3 ? ` and ${without.length - 3} more` : '';
  report({
    severity: 'note',
    code: 'column-lacking',
    message: `${without.length} of ${all} files of \`${table}\` have no column \`${name}\`, which is missing there: ${named.join(', ')}${more}`,
  });
}
