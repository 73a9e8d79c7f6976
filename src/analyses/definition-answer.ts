/** What a change of definitions does, as an answer: a row a segment, in words for people, or a row a customer who moved. */
import { info } from '../diagnostics/diagnostic.ts';
import { moversQuery } from '../history/changes.ts';
import { countOf } from '../model/count.ts';
import type { Table, TableColumn } from '../model/table.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from './answer.ts';
import type { ChangedSegment, DefinitionChanges } from './definition-changes.ts';
import { changedWords } from './definition-words.ts';

export interface TwoVersions {
  readonly now: Workspace;
  readonly former: Workspace;
  /** What the former version is called. */
  readonly label: string;
}

export function answerChanges(changes: DefinitionChanges, versions: TwoVersions): Answer {
  const { segments } = changes;
  const sizes = segments.map(({ segment, before, after, entered, left }) => [
    segment,
    before,
    after,
    entered,
    left,
  ]);
  const told = segments.map((each, place) => [...sizes[place]!, wordsOf(each, changes, versions)]);
  return {
    name: 'diff',
    rows: { columns: sizeColumns, rows: sizes },
    picture: { columns: [...sizeColumns, { name: 'what changed', kind: 'prose' }], rows: told },
    ...about(changes, versions),
  };
}

/** `segment`, the key and `change` of everybody who moves, by segment and key. */
export function answerMovers(changes: DefinitionChanges, versions: TwoVersions, key: string): Answer {
  const { database } = versions.now;
  const moved = changes.segments.filter(({ entered, left }) => entered + left > 0);
  const names = ['segment', key, 'change'];
  const count = moved.reduce((sum, { entered, left }) => sum + entered + left, 0);
  const queries = moved.map(({ segment, relation }) => `(${moversQuery(relation, segment, key)})`);
  const nobody: Table = { columns: names.map((name) => ({ name, kind: 'text' })), rows: [] };
  return {
    name: 'diff',
    rows: count === 0 ? nobody : { database, key, names, query: queries.join('\nUNION ALL\n'), count },
    ...about(changes, versions),
  };
}

const sizeColumns: readonly TableColumn[] = [
  { name: 'segment', kind: 'text' },
  { name: 'before', kind: 'integer' },
  { name: 'after', kind: 'integer' },
  { name: 'entered', kind: 'integer' },
  { name: 'left', kind: 'integer' },
];

function wordsOf(changed: ChangedSegment, { around }: DefinitionChanges, versions: TwoVersions): string {
  const { segment, formerName, kind } = changed;
  if (kind === 'renamed') return `was called ${formerName}, and has the same list`;
  const { was, is, through } = changedWords([versions.former, segment], [versions.now, segment]);
  if (kind === 'new') return `new: ${is.join('; ')}`;
  if (kind === 'removed') return `removed: ${was.join('; ')}`;
  const parts = [
    ...(was.length > 0 ? [`was: ${was.join('; ')}`] : []),
    ...(is.length > 0 ? [`now: ${is.join('; ')}`] : []),
    ...(through.length > 0 ? [`through ${through.join(', ')}`] : []),
  ];
  if (parts.length > 0) return parts.join(' · ');
  return around.length > 0
    ? `through ${around.join(', ').replaceAll('`', '')}`
    : 'columns, arms or files that it names';
}

function about(changes: DefinitionChanges, { label, now }: TwoVersions): Pick<Answer, 'notes' | 'legend'> {
  const { segments, around, unknown, compared } = changes;
  const found = `${countOf(segments.length, 'segment')} of ${compared} changed since \`${label}\``;
  const lost = unknown.map((name) => `\`${name}\``).join(', ');
  return {
    notes:
      unknown.length === 0
        ? []
        : [
            {
              severity: 'warning',
              code: 'not-compared',
              message: `${lost} cannot be compared: the definitions of \`${label}\` have errors there`,
            },
          ],
    legend: [
      info('against', `${found}, as of ${now.asOf.date} (${now.asOf.zone})`, {
        against: label,
        as_of: now.asOf.date,
        changed: segments.length,
        compared,
      }),
      ...(around.length === 0
        ? []
        : [info('project-changed', `changed for every segment: ${around.join(', ')}`, { around })]),
    ],
  };
}
