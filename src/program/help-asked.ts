/** `segment help`, of everything, of a command, or of a topic. */
import { failure } from '../diagnostics/failure.ts';
import { helpItem } from './help.ts';
import { pageText } from './page-text.ts';
import { meantByTopic, topicNamed, topics, topicText } from './topics.ts';

/** What the help of the program and of a command is, which the parser makes. */
export interface ParserHelp {
  readonly columns: number;
  readonly commands: readonly string[];
  readonly ofProgram: () => string;
  readonly ofCommand: (name: string) => Promise<string>;
}

/** Of a word that is both, first the command and then the topic. Throws a `Failure` (2) for what is neither. */
export async function helpAbout(words: readonly string[], help: ParserHelp): Promise<string> {
  const [name] = words;
  if (name === undefined) return `${help.ofProgram()}\n${topicList(help.columns)}`;
  const topic = topicNamed(words) ?? topicNamed([name]);
  const command = help.commands.includes(name) ? await help.ofCommand(name) : undefined;
  const told = topic ? pageText(topicText(topic), help.columns) : undefined;
  const parts = [command, told].filter((part) => part !== undefined);
  if (parts.length > 0) return parts.join('\n');
  throw failure(
    2,
    'unknown-topic',
    `\`${words.join(' ')}\` is no command, and no topic`,
    meantByTopic(name, help.commands),
  );
}

function topicList(columns: number): string {
  const width = Math.max(...topics.map(({ name }) => name.length));
  const items = topics.map(({ name, summary }) => helpItem(name, width, summary, columns));
  return ['Topics, with `segment help TOPIC`; `--page` shows them through the pager:', ...items, ''].join(
    '\n',
  );
}
