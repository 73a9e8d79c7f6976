/** What `segment help TOPIC` tells: sections of the reference, by the headings that they have there. */
import { didYouMean } from '../diagnostics/suggest.ts';
import { readPage, sectionOf } from './pages.ts';

export interface Topic {
  readonly name: string;
  /** One line, as in the list of topics. */
  readonly summary: string;
  /** Headings of `segments/README.md`, each with what stands under it. */
  readonly sections: readonly string[];
}

const languageTopics: readonly Topic[] = [
  { name: 'segment', summary: 'what a definition file holds: every key', sections: ['A segment'] },
  { name: 'conditions', summary: 'all, any, none, not, at least so many', sections: ['Conditions'] },
  { name: 'tests', summary: 'what a value may be compared with', sections: ['Tests'] },
  {
    name: 'missing-values',
    summary: 'what is true of a value that is not there',
    sections: ['Missing values'],
  },
  { name: 'events', summary: 'what somebody did: rows, and which of them', sections: ['Events'] },
  { name: 'windows', summary: 'when it happened', sections: ['Windows'] },
  { name: 'measures', summary: 'how often, how much, how long ago', sections: ['Measures'] },
  { name: 'sequences', summary: 'what came after it, or did not', sections: ['Sequences'] },
  { name: 'traits', summary: 'values per customer with a name', sections: ['Traits'] },
  { name: 'ranks', summary: 'the best and the worst', sections: ['Ranks'] },
  { name: 'stages', summary: 'sets in which everybody has one place', sections: ['Stages'] },
  { name: 'steps', summary: 'exclusions, channels, samples, limits, arms', sections: ['Steps'] },
  { name: 'parameters', summary: 'values from outside, and a segment for each', sections: ['Parameters'] },
  { name: 'yaml', summary: 'how a definition is written down', sections: ['How YAML is read'] },
];

export const topics: readonly Topic[] = [
  {
    name: 'language',
    summary: 'the whole language of definitions, part after part',
    sections: languageTopics.flatMap(({ sections }) => sections),
  },
  ...languageTopics,
  {
    name: 'testing',
    summary: 'tests of definitions: rows given, lists expected',
    sections: ['Tests of definitions'],
  },
  { name: 'time', summary: 'the as-of, days, weeks and periods', sections: ['Time'] },
  { name: 'project', summary: 'every key of the project file', sections: ['The project file'] },
  {
    name: 'sources',
    summary: 'tables and their files in the project file',
    sections: ['Sources', 'Columns', 'Rows that make one', 'Whose row it is', 'Contact and consent'],
  },
  { name: 'columns', summary: 'types, forms of dates and numbers, computed columns', sections: ['Columns'] },
  { name: 'consent', summary: 'who may be reached, and where', sections: ['Contact and consent'] },
  { name: 'models', summary: 'sections of the project file that make fields', sections: ['Named models'] },
  { name: 'rfm', summary: 'scores of recency, frequency and money', sections: ['RFM'] },
  { name: 'cohorts', summary: 'customers by when they began', sections: ['Cohorts'] },
  { name: 'targets', summary: 'what the KPIs should be', sections: ['Targets'] },
  { name: 'predict', summary: 'predicted fields, and models of one’s own', sections: ['Predictions'] },
  { name: 'exit-codes', summary: 'what a script can tell by', sections: ['Exit codes'] },
];

/** The topic that the words name, in any case, with blanks or dashes. */
export function topicNamed(words: readonly string[]): Topic | undefined {
  const name = words.join('-').toLowerCase();
  return topics.find((topic) => topic.name === name);
}

/** The topic as Markdown. */
export function topicText({ sections }: Topic): string {
  const page = readPage('README.md');
  return sections.map((heading) => sectionOf(page, heading)).join('\n\n');
}

/** What may have been meant by a name that is none: one that is near, and topics of which it is a word. */
export function meantByTopic(name: string, commands: readonly string[]): readonly string[] {
  const near = didYouMean(name, [...new Set([...commands, ...topics.map((topic) => topic.name)])]);
  return [near ?? wordOfTopic(name), 'see `segment help` for the commands and topics'].filter(
    (line) => line !== undefined,
  );
}

function wordOfTopic(name: string): string | undefined {
  const told = topics.find((topic) => topic.name !== 'language' && defines(topicText(topic), name));
  return told && `\`${name}\` stands in \`segment help ${told.name}\``;
}

/** Whether a table of the text has a line for the word. */
function defines(text: string, word: string): boolean {
  return text.includes(`\n| \`${word}\` |`) || text.includes(`\n| \`.${word}\` |`);
}
