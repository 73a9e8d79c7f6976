/** The only door to commander: the parser and the help, built from the descriptions of the commands. */
import { type CommanderError, Command as Parser, Option as ParserOption } from 'commander';
import { type Failure, failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Command, CommandEntry, Option, Options, OptionValues } from './command.ts';
import { afterCommand, afterProgram, helpItem, optionSays, optionTerm } from './help.ts';
import { messageOptions } from './options.ts';
import { readValues, type Typed } from './values.ts';
import { commandFirst, type HelpAsked, helpAsked, joinOptionalValues } from './words.ts';

export interface ProgramFacts {
  readonly version: string;
  /** Columns of the help. */
  readonly columns: number;
}

/** What the words ask for. */
export type Request =
  | { readonly kind: 'print'; readonly text: string; readonly paged?: boolean }
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly args: readonly string[];
      readonly options: OptionValues<Options>;
    };

/**
 * Reads the words after `segment`; loads the one command that they name. Throws `Failure` (2) with what
 * is wrong with them and the name that was probably meant.
 */
export async function parseWords(
  words: readonly string[],
  entries: readonly CommandEntry[],
  facts: ProgramFacts,
): Promise<Request> {
  const ordered = commandFirst(words);
  const asked = helpAsked(ordered);
  if (asked) return askHelp(asked, entries, facts);
  const name = ordered[0];
  const entry = entries.find((candidate) => candidate.name === name);
  if (!entry) {
    if (name === undefined || name.startsWith('-')) return askProgram(ordered, entries, facts);
    throw unknownCommand(name, entries);
  }
  return askCommand(await entry.load(), ordered.slice(1), facts);
}

/** The help of the program: its commands, and what they have in common. */
export function programHelp(entries: readonly CommandEntry[], facts: ProgramFacts): string {
  return outputOf(programParser(entries, facts), ['--help'], facts) ?? '';
}

/** The help has its texts in files of its own, which other commands do not load. */
async function askHelp(
  { about, paged }: HelpAsked,
  entries: readonly CommandEntry[],
  facts: ProgramFacts,
): Promise<Request> {
  const { helpAbout } = await import('./help-asked.ts');
  const text = await helpAbout(about, {
    columns: facts.columns,
    commands: entries.map(({ name }) => name),
    ofProgram: () => programHelp(entries, facts),
    ofCommand: async (name) => {
      const command = await entries.find((entry) => entry.name === name)!.load();
      return outputOf(commandParser(command, optionsOf(command), facts.columns), ['--help'], facts) ?? '';
    },
  });
  return { kind: 'print', text, paged };
}

function askProgram(
  words: readonly string[],
  entries: readonly CommandEntry[],
  facts: ProgramFacts,
): Request {
  const text = outputOf(programParser(entries, facts), words, facts);
  if (text === undefined) throw failure(2, 'no-command', 'no command is named', ['see `segment --help`']);
  return { kind: 'print', text };
}

function askCommand(command: Command, words: readonly string[], facts: ProgramFacts): Request {
  const options = optionsOf(command);
  const parser = commandParser(command, options, facts.columns);
  const text = outputOf(parser, joinOptionalValues(words, options), facts, command);
  if (text !== undefined) return { kind: 'print', text };
  const typed = parser.opts<Record<string, Typed | false>>();
  refuseMissing(command, parser.args, (name) => typedOf(name, typed) !== undefined);
  return {
    kind: 'run',
    command,
    args: parser.args,
    options: readValues(options, (name) => typedOf(name, typed)),
  };
}

/** An argument that may give way to an option, where neither is there. */
function refuseMissing(
  command: Command,
  args: readonly string[],
  isTyped: (option: string) => boolean,
): void {
  const missing = command.arguments.find(
    ({ or = [] }, place) => or.length > 0 && args[place] === undefined && !or.some(isTyped),
  );
  if (missing) throw usageFailure('commander.missingArgument', `'${missing.name}'`, command);
}

function optionsOf(command: Command): Options {
  return { ...command.options, ...messageOptions };
}

/** The parser keeps `--no-cache` as a `cache` that is false. */
function typedOf(name: string, typed: Readonly<Record<string, Typed | false>>): Typed {
  if (name.startsWith('no-')) return typed[attribute(name.slice(3))] === false ? true : undefined;
  return typed[attribute(name)] || undefined;
}

/** Parses; gives what the parser printed when it was asked for help or the version. */
function outputOf(
  parser: Parser,
  words: readonly string[],
  facts: ProgramFacts,
  command?: Command,
): string | undefined {
  let printed = '';
  parser.configureOutput({
    writeOut: (text) => {
      printed += text;
    },
    writeErr: () => undefined,
    getOutHelpWidth: () => facts.columns,
    getOutHasColors: () => false,
  });
  parser.configureHelp({
    minWidthToWrap: 1,
    formatItem: (term, termWidth, says) => helpItem(term, termWidth, says, facts.columns),
  });
  try {
    parser.parse(words, { from: 'user' });
    return undefined;
  } catch (error) {
    const { code, exitCode, message } = error as CommanderError;
    if (typeof code !== 'string' || !code.startsWith('commander.')) throw error;
    if (exitCode === 0) return printed;
    throw usageFailure(code, message, command);
  }
}

function programParser(entries: readonly CommandEntry[], facts: ProgramFacts): Parser {
  const program = new Parser('segment')
    .exitOverride()
    .usage('COMMAND [options]')
    .description('Customer segmentation on the command line: definitions in YAML in, lists of customers out.')
    .helpOption('-h, --help', 'this help; `segment COMMAND --help` for one command')
    .version(facts.version, '--version', 'the version')
    .helpCommand('help [TOPIC]', 'help of a command or a topic; alone it lists the topics')
    .addHelpText('after', afterProgram(facts.columns));
  for (const { name, summary, hidden, group } of entries) {
    const line = program
      .command(name, { hidden: hidden ?? false })
      .summary(summary)
      .helpOption(false);
    if (group) line.helpGroup(`${group}:`);
  }
  // Without an action the parser would print the help itself, as an error.
  return program.action(() => undefined);
}

function commandParser(command: Command, options: Options, columns: number): Parser {
  const parser = new Parser(`segment ${command.name}`)
    .exitOverride()
    .showSuggestionAfterError(false)
    .description([`${sentence(command.summary)}`, ...(command.details ?? [])].join('\n\n'))
    .addHelpOption(new ParserOption('-h, --help', 'this help').helpGroup(`${messageOptions.quiet.group}:`))
    .addHelpText('after', afterCommand(command, columns))
    .action(() => undefined);
  for (const argument of command.arguments) {
    const name = argument.many ? `${argument.name}...` : argument.name;
    parser.argument(argument.optional || argument.or ? `[${name}]` : `<${name}>`, argument.says);
  }
  for (const [name, option] of ownFirst(options)) parser.addOption(parserOption(name, option));
  return parser;
}

function ownFirst(options: Options): readonly (readonly [string, Option])[] {
  const entries = Object.entries(options);
  const last = messageOptions.quiet.group;
  const place = (group: string | undefined): number => (group === undefined ? 0 : group === last ? 2 : 1);
  return entries.toSorted(([, a], [, b]) => place(a.group) - place(b.group));
}

function parserOption(name: string, option: Option): ParserOption {
  const made = new ParserOption(optionTerm(name, option), optionSays(option));
  if (option.isHidden) made.hideHelp();
  if (option.group) made.helpGroup(`${option.group}:`);
  if (option.kind === 'flag') return made;
  return made.argParser((text: string, sofar: readonly string[] | undefined) => [...(sofar ?? []), text]);
}

function usageFailure(code: string, message: string, command: Command | undefined): Failure {
  const named = /'([^']*)'/.exec(message)?.[1] ?? '';
  const seeHelp = `see \`segment ${command ? `${command.name} ` : ''}--help\``;
  switch (code) {
    case 'commander.unknownOption':
      return unknownOption(named, command, seeHelp);
    case 'commander.optionMissingArgument':
      return failure(2, 'usage', `\`${named.split(' ')[0]!}\` needs a value: \`${plainTerm(named)}\``, [
        seeHelp,
      ]);
    case 'commander.missingArgument':
      return failure(2, 'usage', `missing ${named}: ${argumentSays(command, named)}`, [
        ...(command?.examples[0] ? [`for example \`${command.examples[0].command}\``] : []),
        seeHelp,
      ]);
    case 'commander.excessArguments':
      return failure(2, 'usage', excessMessage(command), [seeHelp]);
    default:
      return failure(2, 'usage', message.replace(/^error: /, '').replaceAll("'", '`'), [seeHelp]);
  }
}

function unknownOption(typed: string, command: Command | undefined, seeHelp: string): Failure {
  const known = [...Object.keys({ ...command?.options, ...messageOptions }), 'help'];
  const name = typed.replace(/=.*$/, '').replace(/^-+/, '');
  const near = known.includes(name)
    ? `write \`--${name}\``
    : didYouMean(
        `--${name}`,
        known.map((each) => `--${each}`),
      );
  const what = command ? ` of \`segment ${command.name}\`` : '';
  return failure(2, 'unknown-option', `\`${typed}\` is no option${what}`, [...(near ? [near] : []), seeHelp]);
}

function unknownCommand(name: string, entries: readonly CommandEntry[]): Failure {
  const known = [...entries.filter((entry) => !entry.hidden).map((entry) => entry.name), 'help'];
  const near = didYouMean(name, known);
  return failure(2, 'unknown-command', `\`${name}\` is no command`, [
    ...(near ? [near] : []),
    'see `segment --help` for the commands',
  ]);
}

function argumentSays(command: Command | undefined, name: string): string {
  return command?.arguments.find((argument) => argument.name === name)?.says ?? 'an argument';
}

function excessMessage(command: Command | undefined): string {
  const names = command?.arguments.map((argument) => argument.name) ?? [];
  const expected = names.length === 0 ? 'takes no arguments' : `takes only ${names.join(' ')}`;
  return `too many arguments: \`segment ${command?.name ?? ''}\` ${expected}`;
}

function plainTerm(flags: string): string {
  return flags.replaceAll(/[<>]/g, '');
}

function sentence(summary: string): string {
  return `${summary[0]!.toUpperCase()}${summary.slice(1)}${/[.?!]$/.test(summary) ? '' : '.'}`;
}

/** The property under which commander keeps an option: `as-of` as `asOf`. */
function attribute(name: string): string {
  return name.replaceAll(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
}
