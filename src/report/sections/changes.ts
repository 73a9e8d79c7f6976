import { type Diagnostic, info } from '../../diagnostics/diagnostic.ts';
import type { WeighedChange } from '../../evaluation/recording.ts';
import { counted, countOf } from '../../model/count.ts';
import type { Segment } from '../../model/segment.ts';
import type { Cell, Table } from '../../model/table.ts';
import { type Edition, sumsOf } from '../edition.ts';
import { isMovementTold } from '../moved.ts';
import type { Section } from '../section.ts';
import { titleOf } from '../titles.ts';
import { dateWords, inMoney, moneyWords } from '../words.ts';

const MOST_ROWS = 12;
const MOST_NEWS = 3;

/** A segment in which something moved. */
interface Moved {
  readonly segment: Segment;
  readonly change: WeighedChange;
  /** Fewer people than may be told entered, or left. */
  readonly isSmall: boolean;
  /** What those who entered have spent, less what those who left have; people where there is no money. */
  readonly worth: number;
}

export const changes: Section = {
  name: 'changes',
  title: 'What changed',
  says: 'who entered and left since the last recorded run (or `--since`), and what they are worth',
  write: async (edition) => {
    if (edition.segments.length === 0) return undefined;
    const moved = movedSegments(edition);
    const told = moved.filter(({ isSmall }) => !isSmall);
    const [first] = told;
    const { since, isRecorded } = edition.movement;
    const how = isRecorded ? 'as recorded then' : 'as the data of today says of that day';
    const compared = `compared with the lists of ${dateWords(since.date)}, ${how}`;
    if (moved.length === 0) return { lead: [`nobody entered or left any segment, ${compared}`], parts: [] };
    const news = told.slice(0, MOST_NEWS);
    const answer = {
      rows: changeTable(edition, told.slice(0, MOST_ROWS)),
      notes: notListed(told.length - MOST_ROWS, moved.length - told.length, edition),
    };
    return {
      ...(first ? { headline: headlineOf(edition, first) } : {}),
      lead: [...news.map((each) => newsOf(edition, each)), compared],
      parts: [{ answer }],
    };
  },
};

function movedSegments(edition: Edition): readonly Moved[] {
  const { segments, movement } = edition;
  const all = segments.flatMap((segment): readonly Moved[] => {
    const change = movement.changes.get(segment.name);
    if (!change || change.entered + change.left === 0) return [];
    const isSmall = !isMovementTold(edition, segment.name, change);
    const worth = Number(change.enteredWeight ?? change.entered) - Number(change.leftWeight ?? change.left);
    return [{ segment, change, isSmall, worth }];
  });
  return all.toSorted(
    (a, b) => Math.abs(b.worth) - Math.abs(a.worth) || (a.segment.name < b.segment.name ? -1 : 1),
  );
}

/** The worth of it where there is money, else how many. */
function headlineOf(
  { workspace, people }: Edition,
  { segment, change: { entered, left }, worth }: Moved,
): string {
  const title = `“${titleOf(segment)}”`;
  if (people.spent !== undefined) {
    const amount = moneyWords(workspace, Math.abs(worth));
    return worth >= 0
      ? `${title} won customers who spent ${amount} more in a year than those it lost`
      : `${title} lost customers who spent ${amount} more in a year than those it won`;
  }
  const growth = entered - left;
  if (growth === 0) return `${title}: as many came as left`;
  return growth > 0
    ? `${title} grew by ${counted(growth)}`
    : `${title} lost ${counted(-growth)} more than it won`;
}

function newsOf({ workspace }: Edition, { segment, change }: Moved): string {
  const spent = (weight: string | null): string =>
    weight === null ? '' : `, who spent ${moneyWords(workspace, weight)} in a year`;
  const entered =
    change.entered === 0
      ? ''
      : `${countOf(change.entered, 'customer')} came in${spent(change.enteredWeight)}`;
  const left = change.left === 0 ? '' : `${counted(change.left)} left${spent(change.leftWeight)}`;
  const title = titleOf(segment);
  const name = title === segment.name ? '' : ` (\`${segment.name}\`)`;
  return `“${title}”${name}: ${[entered, left].filter((text) => text !== '').join('; ')}`;
}

function changeTable(edition: Edition, moved: readonly Moved[]): Table {
  const { workspace, people } = edition;
  const money = people.spent !== undefined;
  return {
    columns: [
      { name: 'segment', kind: 'text' },
      { name: 'what it is', kind: 'prose' },
      { name: 'customers', kind: 'integer' },
      { name: 'change', kind: 'integer', signed: true },
      { name: 'entered', kind: 'integer' },
      { name: 'left', kind: 'integer' },
      ...(money
        ? ([
            { name: inMoney(workspace, 'those who entered spent'), kind: 'money' },
            { name: inMoney(workspace, 'those who left spent'), kind: 'money' },
          ] as const)
        : []),
    ],
    rows: moved.map(({ segment, change }): readonly Cell[] => [
      segment.name,
      segment.about.title ?? null,
      sumsOf(edition, segment.name).customers,
      change.entered - change.left,
      change.entered,
      change.left,
      ...(money ? [change.enteredWeight, change.leftWeight] : []),
    ]),
  };
}

function notListed(more: number, few: number, { minCell }: Edition): readonly Diagnostic[] {
  const unlisted = (count: number, which: string): readonly Diagnostic[] =>
    count > 0 ? [info('not-listed', `${countOf(count, 'segment')} ${which}: not listed`)] : [];
  return [
    ...unlisted(more, 'in which less was moved'),
    ...unlisted(few, `that fewer than ${minCell} people are in, entered, left or stayed in`),
  ];
}
