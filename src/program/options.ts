/** The options that commands share, in groups to spread into a command's own. */
import { formats } from '../output/index.ts';
import type { Options } from './command.ts';

const PROJECT = 'Project';
const OUTPUT = 'Output';
const ENGINE = 'Engine';
const MESSAGES = 'Messages';

/** Which data, at what instant. */
export const projectOptions = {
  project: {
    kind: 'text',
    value: 'FILE',
    says: 'project file (default: segment.config.yaml here or in a parent folder)',
    completes: 'files',
    group: PROJECT,
  },
  data: {
    kind: 'text',
    value: 'DIR',
    says: 'a folder of tables, read by convention, in place of a project file',
    completes: 'folders',
    group: PROJECT,
  },
  'as-of': {
    kind: 'text',
    value: 'DATE|INSTANT',
    says: 'evaluate as of the end of this day, or of this instant (default: as_of of the project, else today)',
    group: PROJECT,
  },
  param: {
    kind: 'list',
    value: 'NAME=VALUE',
    says: 'set a parameter of the definitions; may be repeated, a comma list fans out',
    group: PROJECT,
  },
  params: {
    kind: 'text',
    value: 'FILE',
    says: 'sets of parameters, one a row of a table, or with - JSON lines on standard input',
    completes: 'files',
    group: PROJECT,
  },
} as const satisfies Options;

/** Which segments, beside the words, and how sure of them one wants to be. */
export const askOptions = {
  strict: { kind: 'flag', says: 'warnings count as errors: nothing is written', group: MESSAGES },
  select: {
    kind: 'list',
    value: 'tag:NAME',
    says: 'segments with this tag, or owner:NAME; a comma asks for both, may be repeated for more',
    completes: 'selectors',
  },
  where: {
    kind: 'text',
    value: 'CONDITION',
    says: "a condition that is in no file: 'country: PL'",
  },
} as const satisfies Options;

/** How the answer is written. */
export const outputOptions = {
  format: {
    kind: 'choice',
    choices: formats.map(({ name }) => name),
    says: 'how to write (default: table on a terminal, else csv)',
    group: OUTPUT,
  },
  out: {
    kind: 'text',
    value: 'FILE|DIR/',
    says: 'write to files in place of standard output; the extension picks the format',
    completes: 'files',
    group: OUTPUT,
  },
  rows: { kind: 'number', value: 'N', whole: true, minimum: 0, says: 'the first N rows only', group: OUTPUT },
  page: {
    kind: 'flag',
    says: 'on a terminal: all rows, through the pager (PAGER, else less)',
    group: OUTPUT,
  },
  excel: {
    completes: ['en', 'pl', 'de', 'fr', 'es', 'it', 'nl', 'cs'],
    kind: 'optional',
    value: 'LOCALE',
    matches: /^[a-z]{2,3}([-_][A-Za-z]{2,4})?$/,
    says: 'csv for a spreadsheet: a BOM, the separator and decimal sign of the locale (default: en), no formulas',
    group: OUTPUT,
  },
} as const satisfies Options;

/** What the machine may spend. */
export const engineOptions = {
  'memory-limit': {
    completes: ['500MB', '1GB', '2GB', '4GB', '8GB'],
    kind: 'text',
    value: '2GB',
    says: 'most memory the engine may use',
    group: ENGINE,
  },
  threads: {
    kind: 'number',
    value: 'N',
    whole: true,
    minimum: 1,
    maximum: 256,
    says: 'threads of the engine',
    group: ENGINE,
  },
  'no-cache': { kind: 'flag', says: 'read every file again, and keep nothing for next time', group: ENGINE },
  engine: {
    completes: ['duckdb'],
    kind: 'text',
    value: 'NAME',
    says: 'where the segments are evaluated (default: duckdb)',
    isHidden: true,
    group: ENGINE,
  },
} as const satisfies Options;

const HISTORY = 'History';

/** Waiting for the history, and for a folder of lists. */
export const lockOptions = {
  'lock-wait': {
    kind: 'number',
    value: 'SECONDS',
    whole: false,
    minimum: 0,
    says: 'how long to wait while another run holds the history or writes into the folder (default: 60)',
    group: HISTORY,
  },
} as const satisfies Options;

/** How runs become history. */
export const historyOptions = {
  record: {
    kind: 'flag',
    says: 'add the run to the history (default: as `record` of the project says)',
    group: HISTORY,
  },
  keep: {
    kind: 'text',
    value: 'DURATION',
    says: 'then remove what was recorded longer ago: 400d',
    group: HISTORY,
  },
  ...lockOptions,
} as const satisfies Options;

/** Every command has these; the program adds them itself. */
export const messageOptions = {
  quiet: { kind: 'flag', short: 'q', says: 'errors only', group: MESSAGES },
  verbose: {
    kind: 'flag',
    short: 'v',
    says: 'timings as well, and the query where one gives the answer',
    group: MESSAGES,
  },
  color: {
    kind: 'choice',
    choices: ['auto', 'always', 'never'],
    says: 'colour (default: auto, on a terminal; NO_COLOR and FORCE_COLOR are honoured)',
    group: MESSAGES,
  },
} as const satisfies Options;

/** All groups that a command reading data and writing a table takes. */
export const dataOptions = { ...projectOptions, ...outputOptions, ...engineOptions } as const;
