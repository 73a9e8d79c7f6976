/** The manual page `segment(1)`, made of the descriptions that the help is made of. */
import type { Command, CommandEntry, Example, Option } from './command.ts';
import { listedExitCodes, optionSays, optionTerm } from './help.ts';
import { messageOptions } from './options.ts';

export interface ManualFacts {
  readonly version: string;
  readonly summary: string;
}

/** The page as roff with the macros of `man`. */
export async function manualPage(entries: readonly CommandEntry[], facts: ManualFacts): Promise<string> {
  const shown = entries.filter(({ hidden }) => !hidden);
  const commands = await Promise.all(shown.map(({ load }) => load()));
  const lines = [
    `.TH SEGMENT 1 "" "segment ${facts.version}" "User Commands"`,
    '.SH NAME',
    `segment \\- ${escaped(facts.summary)}`,
    '.SH SYNOPSIS',
    '.B segment',
    '.I COMMAND',
    '[\\fIoptions\\fR]',
    '.SH DESCRIPTION',
    escaped(
      'Finds groups of customers, defined in YAML, in files of customers and events, and writes the lists.',
    ),
    escaped(
      '`segment help COMMAND` shows one command. The language of definitions is in segments/README.md of the package.',
    ),
    '.SH COMMANDS',
    ...commands.flatMap(commandLines),
    '.SH MESSAGES',
    'Every command has these.',
    ...optionLines(messageOptions),
    '.SH EXIT STATUS',
    ...listedExitCodes.flatMap(({ code, says }) => ['.TP', `.B ${code}`, escaped(says)]),
    '.SH ENVIRONMENT',
    ...environment.flatMap(([name, says]) => ['.TP', `.B ${name}`, escaped(says)]),
    '.SH FILES',
    ...files.flatMap(([name, says]) => ['.TP', `.I ${escaped(name)}`, escaped(says)]),
  ];
  return `${lines.join('\n')}\n`;
}

const environment = [
  ['SEGMENT_PROJECT', 'the project file, where `--project` does not say'],
  ['SEGMENT_AS_OF', 'the as-of, where `--as-of` does not say'],
  ['NO_COLOR, FORCE_COLOR', 'colour, where `--color` does not say'],
] as const;

const files = [
  ['segment.config.yaml', 'the project: which files are what; looked for here and in the folders above'],
  ['.segment/', 'beside the project file: what is kept of the data between runs, and the history'],
] as const;

function commandLines(command: Command): readonly string[] {
  const { name, summary, details = [], options, examples, exitCodes = [] } = command;
  const words = command.arguments.map((argument) => {
    const word = `${argument.name}${argument.many ? '...' : ''}`;
    return argument.optional ? `[\\fI${escaped(word)}\\fR]` : `\\fI${escaped(word)}\\fR`;
  });
  return [
    `.SS "segment ${escaped(name)}"`,
    `\\fBsegment ${escaped(name)}\\fR ${[...words, '[options]'].join(' ')}`,
    '.PP',
    escaped(sentence(summary)),
    ...details.flatMap((detail) => ['.PP', escaped(detail)]),
    ...command.arguments.flatMap((argument) => [
      '.TP',
      `.I ${escaped(argument.name)}`,
      escaped(argument.says),
    ]),
    ...optionLines(options),
    ...exitCodes.flatMap(({ code, says }) => ['.TP', `exit \\fB${code}\\fR`, escaped(says)]),
    ...examples.flatMap(exampleLines),
  ];
}

function optionLines(options: Readonly<Record<string, Option>>): readonly string[] {
  return Object.entries(options).flatMap(([name, option]) => [
    '.TP',
    `.B ${escaped(optionTerm(name, option))}`,
    escaped(optionSays(option)),
  ]);
}

function exampleLines({ command, says }: Example): readonly string[] {
  return ['.PP', escaped(sentence(says)), '.PP', '.RS 4', '.nf', escaped(command), '.fi', '.RE'];
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;
}

/** Text in roff: a dash is a minus, and no line begins with a dot or an apostrophe of ours. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/, '\\&$1')
    .replace(/[^\n -~]/gu, roffLetter);
}

function roffLetter(letter: string): string {
  return `\\[u${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;
}
