/** Answers the completion scripts: what may stand where the cursor is. Hidden; its output is for shells. */
import {
  type CommandEntry,
  type Completes,
  defineCommand,
  type Option,
  type Options,
} from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { knownNames } from '../program/known-names.ts';
import { messageOptions } from '../program/options.ts';
import { commandFirst, optionOf, typedValue } from '../program/words.ts';

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
      const candidates = await complete(words, entries, context);
      await context.stdout.write(candidates.map(candidateLine));
    },
  });
}

async function complete(
  words: readonly string[],
  entries: readonly CommandEntry[],
  context: Context,
): Promise<readonly Candidate[]> {
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const visible = entries.filter((entry) => !entry.hidden);
  const [name, ...typed] = commandFirst(before);
  if (before.length === 0) {
    const first = current.startsWith('-') ? programOptions : commandCandidates(visible);
    return startingWith(current, first);
  }
  if (before[0] === 'help')
    return startingWith(current, before.length === 1 ? await helpCandidates(visible) : []);
  const command = await visible.find((entry) => entry.name === name)?.load();
  const options: Options = { ...command?.options, ...messageOptions };
  const project = typedValue(before, 'project');
  const offer = (completes: Completes | undefined) => placeCandidates(completes, context, project);
  const joined = /^(--[a-z-]+)=(.*)$/s.exec(current);
  const awaiting = optionOf(joined?.[1] ?? before.at(-1)!, options);
  if (awaiting && awaiting.kind !== 'flag' && (joined || awaiting.kind !== 'optional')) {
    const values = startingWith(joined?.[2] ?? current, valueCandidates(awaiting, offer));
    return joined ? values.map((each) => ({ ...each, text: joinedTo(joined[1]!, each.text) })) : values;
  }
  if (current.startsWith('-')) return startingWith(current, optionCandidates(options));
  if (!command) return /^-|^$/.test(name ?? '') ? startingWith(current, commandCandidates(visible)) : [];
  const optional = awaiting?.kind === 'optional' ? valueCandidates(awaiting, offer) : [];
  const place = Math.min(operandsOf(typed, options), command.arguments.length - 1);
  return startingWith(current, [...optional, ...offer(command.arguments[place]?.completes)]);
}

function joinedTo(option: string, value: string): string {
  return value.startsWith(':') ? value : `${option}=${value}`;
}

function startingWith(current: string, candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(({ text }) => text.startsWith(current) || text.startsWith(':'));
}

const programOptions: readonly Candidate[] = [
  { text: '--help', says: 'the help' },
  { text: '--version', says: 'the version' },
];

function commandCandidates(entries: readonly CommandEntry[]): readonly Candidate[] {
  return [
    ...entries.map(({ name, summary }) => ({ text: name, says: summary })),
    { text: 'help', says: 'help of a command or a topic' },
  ];
}

async function helpCandidates(entries: readonly CommandEntry[]): Promise<readonly Candidate[]> {
  const { topics } = await import('../program/topics.ts');
  const offered = entries.map(({ name, summary }) => ({ text: name, says: summary }));
  const alone = topics.filter(({ name }) => !entries.some((entry) => entry.name === name));
  return [...offered, ...alone.map(({ name, summary }) => ({ text: name, says: summary }))];
}

function optionCandidates(options: Options): readonly Candidate[] {
  return [
    ...Object.entries(options).map(([name, { says }]) => ({ text: `--${name}`, says })),
    { text: '--help', says: 'the help of the command' },
  ];
}

function valueCandidates(
  option: Option,
  offer: (completes: Completes | undefined) => readonly Candidate[],
): readonly Candidate[] {
  switch (option.kind) {
    case 'choice':
      return offer(option.choices);
    case 'text':
    case 'list':
    case 'optional':
      return offer(option.completes);
    case 'flag':
    case 'number':
      return [];
  }
}

function placeCandidates(
  completes: Completes | undefined,
  context: Context,
  project: string | undefined,
): readonly Candidate[] {
  switch (completes) {
    case 'files':
      return [{ text: ':files' }];
    case 'folders':
      return [{ text: ':folders' }];
    case 'zones':
      return Intl.supportedValuesOf('timeZone').map((text) => ({ text }));
    case 'segments':
      return [
        ...knownNames('segments', context, project).map((text) => ({ text, says: 'segment' })),
        { text: ':files' },
      ];
    case 'fields':
    case 'partitions':
    case 'tables':
    case 'channels':
    case 'selectors':
      return knownNames(completes, context, project).map((text) => ({ text }));
    case undefined:
      return [];
    default:
      return completes.map((text) => ({ text }));
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
