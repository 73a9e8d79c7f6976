/** The `cohorts` section of a project file: dates that tell customers apart by when they began. */
import type { Report } from '../../diagnostics/diagnostic.ts';
import type { Source } from '../../diagnostics/source.ts';
import { addDays } from '../../model/calendar.ts';
import type { CohortRange } from '../../model/cohort.ts';
import { dateOf, expected, fieldsOf, mapOf, scalarOf } from '../../yaml/fields.ts';
import type { YamlEntry, YamlNode } from '../../yaml/node.ts';
import { type EventsSyntax, parseEvents } from '../events.ts';
import type { Parsing } from '../parsing.ts';
import type { ScalarSyntax } from '../syntax.ts';
import type { ModelSection, ModelsSyntax } from './section.ts';

/** A period, which the as-of may decide, or dates. */
export type RangeSyntax = { readonly name: ScalarSyntax } & (
  | { readonly period: ScalarSyntax }
  | { readonly dates: Omit<CohortRange, 'name'> }
);

export interface CohortSyntax {
  readonly name: ScalarSyntax;
  readonly on?: EventsSyntax;
  readonly by?: ScalarSyntax;
  /** Absent where there are none, so that there is no field for them. */
  readonly ranges?: readonly RangeSyntax[];
  /** Whether something was wrong, which has been told. */
  readonly isBroken: boolean;
}

export interface CohortsSyntax extends ModelsSyntax {
  readonly cohorts: readonly CohortSyntax[];
}

export const cohortsSection: ModelSection<CohortsSyntax> = {
  says: 'how cohorts are formed',
  parse: (node, parsing) => {
    const entries = mapOf(node, parsing.report, 'cohorts')?.entries ?? [];
    const cohorts = entries.map((entry) => parseCohort(entry, parsing));
    return { names: entries.map(({ key }) => key), cohorts };
  },
};

function parseCohort({ key: name, value }: YamlEntry, parsing: Parsing): CohortSyntax {
  const { report } = parsing;
  const fields = fieldsOf(value, ['on', 'by', 'ranges'], report, name.text);
  if (!fields) return { name, isBroken: true };
  const written = fields.get('on');
  const on = written && parseEvents(written, parsing);
  const by = scalarOf(fields.get('by'), report, 'by');
  const ranges = fields.has('ranges') ? parseRanges(fields.get('ranges'), report) : undefined;
  return {
    name,
    ...(on ? { on } : {}),
    ...(by ? { by } : {}),
    ...(ranges ? { ranges } : {}),
    isBroken: (fields.has('on') && !on) || (fields.has('by') && !by),
  };
}

const SHAPES = 'a period such as `2026-Q2`, two dates, or `{ since: DATE, before: DATE }`';

/**
 * `NAME: RANGE`: a period, two dates (both included), or `since` (included) and `before` (excluded), of which one may
 * be absent.
 */
function parseRanges(node: YamlNode | undefined, report: Report): readonly RangeSyntax[] {
  const entries = mapOf(node, report, 'ranges')?.entries ?? [];
  return entries.flatMap(({ key, value }) => parseRange(key, value, report) ?? []);
}

function parseRange(name: ScalarSyntax, node: YamlNode, report: Report): RangeSyntax | undefined {
  if (node.kind === 'scalar') return { name, period: node };
  if (node.kind === 'list') {
    if (node.items.length !== 2) return expected(SHAPES, node, report, 'a range');
    const [first, last] = node.items.map((item) => dateOf(item, report, 'a range'));
    if (first === undefined || last === undefined) return undefined;
    return rising(name, { from: first, to: addDays(last, 1) }, node, report);
  }
  const fields = fieldsOf(node, ['since', 'before'], report, 'a range');
  if (!fields) return undefined;
  const from = dateOf(fields.get('since'), report, 'since');
  const to = dateOf(fields.get('before'), report, 'before');
  if (from === undefined && to === undefined) return undefined;
  const dates = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  return rising(name, dates, node, report);
}

/** A range as an option writes it: `[NAME=]PERIOD`, `[NAME=]DATE..DATE`, where one of the dates may be absent. */
export function readRange(source: Source, report: Report): RangeSyntax | undefined {
  const [, named, range = ''] = /^(?:([^=]*)=)?(.*)$/s.exec(source.text.trim())!;
  const span = { source, start: 0, end: source.text.length };
  const word = (text: string): ScalarSyntax => ({ kind: 'scalar', text, quoted: false, span });
  const name = word(named ?? range);
  const [from = '', to, ...more] = range.split('..').map((part) => part.trim());
  if (to === undefined || more.length > 0) return { name, period: word(range.trim()) };
  if (from !== '' && to !== '') {
    return parseRange(name, { kind: 'list', items: [word(from), word(to)], span }, report);
  }
  const entry =
    from === '' ? { key: word('before'), value: word(to) } : { key: word('since'), value: word(from) };
  return parseRange(name, { kind: 'map', entries: [entry], span }, report);
}

function rising(
  name: ScalarSyntax,
  dates: Omit<CohortRange, 'name'>,
  node: YamlNode,
  report: Report,
): RangeSyntax | undefined {
  const { from, to } = dates;
  if (from === undefined || to === undefined || from < to) return { name, dates };
  return expected('a range that begins before it ends', node, report, 'a range');
}
