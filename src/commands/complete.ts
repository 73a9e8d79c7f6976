/** Answers the completion scripts: what may stand where the cursor is. Hidden; its output is for shells. */
import {
  type CommandEntry,
  type Completes,
  defineCommand,
  type Option,
  type Options,
} from '../program/command.ts';
import { messageOptions } from '../program/options.ts';
import { segmentNames } from '../program/segment-names.ts';
import { optionOf } from '../program/words.ts';

interface Candidate {
  readonly text: string;
  readonly says?: string;
}

/** The command over a list of commands, which are the candidates for the first word. */
export function completeCommand(entries: readonly CommandEntry[]) {
  return defineCommand({
    name: 'complete',
    summary: 'candidates for the last of the words, for the completion scripts',
    arguments: [
      {
        name: 'WORDS',
        says: 'the words after `segment`, the last perhaps empty',
        many: true,
        optional: true,
      },
    ],
    options: {},
    examples: [
      { command: 'segment complete -- ru', says: 'commands that start with `ru`' },
      { command: 'segment complete -- run --format ""', says: 'the formats' },
    ],
    run: async (context, words) => {
      const candidates = await complete(words, entries, context.cwd);
      await context.stdout.write(candidates.map(candidateLine));
    },
  });
}

async function complete(
  words: readonly string[],
  entries: readonly CommandEntry[],
  cwd: string,
): Promise<readonly Candidate[]> {
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const visible = entries.filter((entry) => !entry.hidden);
  if (before.length === 0) return startingWith(current, commandCandidates(visible));
  if (before[0] === 'help')
    return startingWith(current, before.length === 1 ? commandCandidates(visible) : []);
  const command = await visible.find((entry) => entry.name === before[0])?.load();
  if (!command) return [];
  const options: Options = { ...command.options, ...messageOptions };
  const awaiting = optionOf(before.at(-1)!, options);
  if (awaiting && awaiting.kind !== 'flag' && awaiting.kind !== 'optional') {
    return startingWith(current, await valueCandidates(awaiting, cwd));
  }
  if (current.startsWith('-')) return startingWith(current, optionCandidates(options));
  const place = Math.min(operandsOf(before.slice(1), options), command.arguments.length - 1);
  const argument = command.arguments[place];
  return startingWith(current, await placeCandidates(argument?.completes, cwd));
}

function startingWith(current: string, candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(({ text }) => text.startsWith(current) || text.startsWith(':'));
}

function commandCandidates(entries: readonly CommandEntry[]): readonly Candidate[] {
  return [
    ...entries.map(({ name, summary }) => ({ text: name, says: summary })),
    { text: 'help', says: 'help, or that of a command' },
  ];
}

function optionCandidates(options: Options): readonly Candidate[] {
  return [
    ...Object.entries(options).map(([name, { says }]) => ({ text: `--${name}`, says })),
    { text: '--help', says: 'the help of the command' },
  ];
}

async function valueCandidates(option: Option, cwd: string): Promise<readonly Candidate[]> {
  switch (option.kind) {
    case 'choice':
      return option.choices.map((text) => ({ text }));
    case 'text':
    case 'list':
      return placeCandidates(option.completes, cwd);
    case 'flag':
    case 'number':
    case 'optional':
      return [];
  }
}

async function placeCandidates(completes: Completes | undefined, cwd: string): Promise<readonly Candidate[]> {
  switch (completes) {
    case 'files':
      return [{ text: ':files' }];
    case 'folders':
      return [{ text: ':folders' }];
    case 'segments':
      return [...(await segmentNames(cwd)).map((text) => ({ text, says: 'segment' })), { text: ':files' }];
    case undefined:
      return [];
  }
}

/** How many arguments stand among the words, which options and their values are not. */
function operandsOf(words: readonly string[], options: Options): number {
  return words.filter((word, index) => {
    if (word.startsWith('-')) return false;
    const option = optionOf(words[index - 1] ?? '', options);
    return !option || option.kind === 'flag' || option.kind === 'optional';
  }).length;
}

function candidateLine({ text, says }: Candidate): string {
  return says === undefined ? `${text}\n` : `${text}\t${says}\n`;
}
