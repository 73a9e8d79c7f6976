/** The words of the help: how an option is written, the examples, the exit codes. */
import type { Command, ExitCodeNote, Option } from './command.ts';

const LONGEST_CHOICES = 24;

const EXIT_CODES: readonly ExitCodeNote[] = [
  { code: 0, says: 'done' },
  { code: 1, says: 'done, and the answer is no' },
  { code: 2, says: 'refused before any work: usage, definitions, a missing file' },
  { code: 3, says: 'failed while working: data, disk, memory, engine' },
  { code: 70, says: 'a bug of ours' },
  { code: 75, says: 'another run holds the history: try later' },
];

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

/** What follows the options of a command. */
export function afterCommand(command: Command): string {
  const codes = command.exitCodes ?? [];
  return [
    '',
    'Examples:',
    ...command.examples.flatMap((example) => [`  # ${example.says}`, `  $ ${example.command}`, '']),
    ...(codes.length > 0 ? ['Exit codes:', ...codeLines(codes), ''] : []),
  ]
    .join('\n')
    .trimEnd();
}

/** What follows the commands of the program. */
export const afterProgram = [
  '',
  'Every command on data has --project, --data, --as-of, --param, --format, --out,',
  '--rows, --memory-limit, --threads, --engine; every command --quiet, --verbose,',
  '--color.',
  'Environment: SEGMENT_PROJECT, SEGMENT_AS_OF, NO_COLOR, FORCE_COLOR.',
  '',
  'Exit codes:',
  ...codeLines(EXIT_CODES),
  '',
  'Examples:',
  '  $ segment init',
  '  $ segment run segments/*.yaml',
  '  $ segment help run',
].join('\n');

function inlineChoices(choices: readonly string[]): string | undefined {
  const joined = choices.join('|');
  return joined.length <= LONGEST_CHOICES ? joined : undefined;
}

function codeLines(codes: readonly ExitCodeNote[]): readonly string[] {
  return codes.map(({ code, says }) => `  ${String(code).padEnd(4)}${says}`);
}
