/** Which rows of a file count: what is certain as a condition, and what somebody has to choose as one that is commented out. */
import { mixedMoney } from './currency.ts';
import type { DraftEvents } from './draft.ts';
import type { EventKind } from './event-kinds.ts';
import { doneReturns, type OrderStates, orderStates, refusedColumn, wonDeals } from './order-states.ts';
import { inBraces, inBrackets, plainName, scalar } from './yaml-text.ts';

type Conditions = Readonly<Record<string, string>>;

/** Of a whole table of the project. */
export function whereLines(events: DraftEvents): readonly string[] {
  const certain = certainly(events);
  const chosen = wonDeals(events) || doneReturns(events) ? {} : toChoose(events);
  const line = lineOf(certain, reasonOf(events));
  if (Object.keys(chosen).length === 0) return line;
  const place = line.length > 0 ? ', in place of the line above' : '';
  const condition = inBraces({ ...certain, ...chosen });
  return [...line, `# where: ${condition}  # all count; take the # away and keep those that should${place}`];
}

/** Of the deals that were won. */
export function wonLine(events: DraftEvents, won: OrderStates): readonly string[] {
  return lineOf({ ...certainly(events), ...among(won) }, 'the others are no orders');
}

/** Of the rows that are of one kind of events. */
export function kindLine(events: DraftEvents, kind: EventKind): readonly string[] {
  return lineOf({ ...certainly(events), ...among(kind) }, '');
}

function lineOf(conditions: Conditions, reason: string): readonly string[] {
  if (Object.keys(conditions).length === 0) return [];
  return [`where: ${inBraces(conditions)}${reason === '' ? '' : `  # ${reason}`}`];
}

function certainly(events: DraftEvents): Conditions {
  const { part } = events.facts;
  const done = doneReturns(events);
  const refused = refusedColumn(events);
  const owners = events.bridge?.owners;
  return {
    ...(owners ? among(owners) : {}),
    ...(part ? among(part) : {}),
    ...(done ? among(done) : {}),
    ...(refused === undefined ? {} : { [plainName(refused)]: '{ set: false }' }),
  };
}

function reasonOf(events: DraftEvents): string {
  if (events.bridge?.owners) return 'whose it is; others may use it';
  if (events.facts.part) return 'the other rows of the file are no such';
  return doneReturns(events) ? 'given back, and not only asked for' : 'the other rows were refused';
}

/** What rows are, as far as somebody may not want all of them. */
function toChoose(events: DraftEvents): Conditions {
  const states = orderStates(events);
  const mixed = mixedMoney(events.facts).filter(({ isNamed }) => isNamed);
  return {
    ...(states ? among(states) : {}),
    ...Object.fromEntries(mixed.map(({ column, currencies }) => [plainName(column), scalar(currencies[0]!)])),
  };
}

function among({
  column,
  values,
}: {
  readonly column: string;
  readonly values: readonly string[];
}): Conditions {
  return { [plainName(column)]: inBrackets(values) };
}
