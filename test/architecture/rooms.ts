/** The rooms of `src/` from the ground up, and the doors to packages. `src/README.md` says why. */

/** A room imports only from itself and from rooms above it in this list. */
export const rooms = [
  'diagnostics',
  'model',
  'yaml',
  'stats',
  'sql',
  'database',
  'language',
  'project',
  'sources',
  'check',
  'features',
  'definitions',
  'plan',
  'engines',
  'history',
  'workspace',
  'setup',
  'evaluation',
  'editor',
  'output',
  'analyses',
  'report',
  'outgoing',
  'program',
  'commands',
  'cli.ts',
] as const;

/** The files that may import a package; a room's name stands for all its files. */
export const doors: Readonly<Record<string, readonly string[]>> = {
  '@clack/prompts': ['src/program/ask.ts'],
  '@duckdb/node-api': ['src/database'],
  chalk: ['src/output/chalk.ts'],
  'cli-table3': ['src/output/framed-table.ts'],
  commander: ['src/program/program.ts'],
  'csv-parse': ['src/sources/heads.ts'],
  'csv-stringify': ['src/output/separated.ts'],
  'fast-string-width': ['src/diagnostics/visible.ts'],
  fzstd: ['src/sources/fzstd.ts'],
  hucre: ['src/sources/workbook.ts'],
  'ml-kmeans': ['src/stats/k-means.ts'],
  picomatch: ['src/sources/container.ts'],
  'temporal-polyfill': ['src/model/calendar.ts'],
  tinyglobby: ['src/sources/files.ts', 'src/definitions/asked-words.ts'],
  'vscode-languageserver': ['src/editor/language-server.ts', 'src/editor/protocol-shapes.ts'],
  'vscode-languageserver-textdocument': ['src/editor/language-server.ts', 'src/editor/protocol-shapes.ts'],
  yaml: ['src/yaml'],
  yauzl: ['src/sources/zip.ts'],
};

/** The rooms that read YAML; everything below has syntax. */
export const yamlRooms = ['yaml', 'language', 'project'];

/** What the rooms may use of Node: pure rooms nothing at all. */
export const pureRooms = ['model', 'yaml', 'stats', 'sql', 'language', 'check', 'features'] as const;

/** The only places that read the clock, end the process or print. */
export const clockFiles = ['src/cli.ts', 'src/program/process-context.ts'];
export const processFiles = ['src/cli.ts', 'src/program/process-context.ts'];

/** The rooms that write SQL as text; all others make it as data. */
export const sqlRooms = ['sql', 'database', 'sources', 'engines', 'history'];

/** Files that write SQL as text all the same. Takes nothing new: what is gone from them is taken from the list. */
export const sqlExceptions: readonly string[] = [
  // Cleaning of addresses and numbers, and who stands in a list before: patterns, digests and joins that nothing else asks for.
  'src/outgoing/contacts-query.ts',
  'src/outgoing/outgoing.ts',
];
