/** The words of the help: how an option is written, the examples, the exit codes. */
import { wrap } from '../diagnostics/wrap.ts';
import type { Command, ExitCodeNote, Option } from './command.ts';

const LONGEST_CHOICES = 24;

export const listedExitCodes: readonly ExitCodeNote[] = [
  { code: 0, says: 'done' },
  { code: 1, says: 'done, and the answer is no' },
  { code: 2, says: 'refused before any work: usage, definitions, a missing file' },
  { code: 3, says: 'failed while working: data, disk, memory, engine' },
  { code: 70, says: 'a bug of ours' },
  { code: 75, says: 'another run holds the history or writes into the folder: try later' },
  { code: 130, says: 'interrupted by Ctrl-C; 143 by SIGTERM' },
];

/** Columns of help for a terminal of so many: lines that are much longer are hard to read. */
export function helpColumns(columns = 80): number {
  return Math.min(columns, 110);
}

/** `-q, --quiet`, `--rows <N>`, `--color <auto|always|never>`. */
export function optionTerm(name: string, option: Option): string {
  const long = option.short ? `-${option.short}, --${name}` : `--${name}`;
  switch (option.kind) {
    case 'flag':
      return long;
    case 'optional':
      return `${long} [${option.value}]`;
    case 'choice':
      return `${long} <${inlineChoices(option.choices) ?? name.toUpperCase()}>`;
    case 'text':
    case 'list':
    case 'number':
      return `${long} <${option.value}>`;
  }
}

/** What the option is for, with the choices that its term is too short for. */
export function optionSays(option: Option): string {
  if (option.kind !== 'choice' || inlineChoices(option.choices)) return option.says;
  return `${option.says}: ${option.choices.join(', ')}`;
}

/** What follows the options of a command; commands stand on one line each, as they are typed. */
export function afterCommand(command: Command, columns: number): string {
  const codes = command.exitCodes ?? [];
  return [
    '',
    'Examples:',
    ...command.examples.flatMap((example) => [
      ...hanging('  # ', example.says, columns),
      `  $ ${example.command}`,
      '',
    ]),
    ...(codes.length > 0 ? ['Exit codes:', ...codeLines(codes, columns), ''] : []),
  ]
    .join('\n')
    .trimEnd();
}

/** What follows the commands of the program. */
export function afterProgram(columns: number): string {
  return [
    '',
    ...wrap(
      'Every command on data has --project, --data, --as-of, --param, --format, --out, --rows, --memory-limit and --threads; every command --quiet, --verbose, --color.',
      columns,
    ),
    ...wrap('Environment: SEGMENT_PROJECT, SEGMENT_AS_OF, NO_COLOR, FORCE_COLOR, PAGER.', columns),
    '',
    'Exit codes:',
    ...codeLines(listedExitCodes, columns),
    '',
    'Examples:',
    '  $ segment init',
    '  $ segment run segments/*.yaml',
    '  $ segment help run',
    '  $ segment help windows',
  ].join('\n');
}

function inlineChoices(choices: readonly string[]): string | undefined {
  const joined = choices.join('|');
  return joined.length <= LONGEST_CHOICES ? joined : undefined;
}

function codeLines(codes: readonly ExitCodeNote[], columns: number): readonly string[] {
  return codes.flatMap(({ code, says }) => hanging(`  ${String(code).padEnd(4)}`, says, columns));
}

/** The text behind its start, its further lines under its first. */
export function hanging(start: string, text: string, columns: number): readonly string[] {
  const lines = wrap(text, Math.max(LEAST_ROOM, columns - start.length));
  const mark = start.trim() === '#' ? start : ' '.repeat(start.length);
  return lines.map((line, index) => (index === 0 ? start : mark) + line);
}

/** A term and what it is, beside each other where there is room for both, else below. */
export function helpItem(term: string, termWidth: number, says: string, columns: number): string {
  const beside = columns - termWidth - 4;
  if (beside < LEAST_BESIDE) return [`  ${term}`, ...hanging('      ', says, columns)].join('\n');
  return hanging(`  ${term.padEnd(termWidth)}  `, says, columns).join('\n');
}

const LEAST_BESIDE = 24;

/** Columns below which text is not broken any further. */
const LEAST_ROOM = 16;
