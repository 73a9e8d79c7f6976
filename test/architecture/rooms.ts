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
  'history',
  'workspace',
  'evaluation',
  'editor',
  'output',
  'analyses',
  'outgoing',
  'program',
  'commands',
  'cli.ts',
] as const;

/** The files that may import a package; a room's name stands for all its files. */
export const doors: Readonly<Record<string, readonly string[]>> = {
  '@duckdb/node-api': ['src/database'],
  chalk: ['src/output/chalk.ts'],
  'cli-table3': ['src/output/framed-table.ts'],
  commander: ['src/program/program.ts'],
  'csv-parse': ['src/sources/heads.ts'],
  'csv-stringify': ['src/output/separated.ts'],
  'fast-string-width': ['src/diagnostics/visible.ts'],
  fzstd: ['src/sources/fzstd.ts'],
  hucre: ['src/sources/workbook.ts'],
  picomatch: ['src/sources/container.ts'],
  'temporal-polyfill': ['src/model/calendar.ts'],
  tinyglobby: ['src/sources/files.ts', 'src/definitions/definition-files.ts'],
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
