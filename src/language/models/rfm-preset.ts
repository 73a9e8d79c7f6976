/** Presets of one's own, from the `presets` of the project file's `rfm`. */
import type { Report } from '../../diagnostics/diagnostic.ts';
import {
  choiceOf,
  expected,
  type Fields,
  fieldsOf,
  integerOf,
  listOf,
  oneOrMore,
  scalarOf,
  textOf,
} from '../../yaml/fields.ts';
import type { YamlEntry, YamlNode } from '../../yaml/node.ts';
import type { Keyed, ScalarSyntax } from '../syntax.ts';

/**
 * What a range can be over: the scores 1..k, `fm` = (F + M) / 2 rounded half up, or the values that are scored
 * (days since the last event, number of events, money), for tables with absolute thresholds.
 */
export const rfmAxes = ['r', 'f', 'm', 'fm', 'recency_days', 'frequency', 'monetary'] as const;

export type RfmAxis = (typeof rfmAxes)[number];

/** Ranges that must all hold. */
export type RfmRangesSyntax = readonly (Keyed<ScalarSyntax> & { readonly axis: RfmAxis })[];

export interface RfmPresetRowSyntax {
  readonly name: string;
  readonly title?: string;
  readonly action?: string;
  /** Any of them; none where the row is for all others. */
  readonly ranges: readonly RfmRangesSyntax[];
  /** Digits of scores: `543`. */
  readonly codes: readonly ScalarSyntax[];
}

export interface RfmPresetSyntax {
  readonly name: ScalarSyntax;
  readonly levels?: number;
  readonly match?: 'only' | 'first';
  readonly rows: readonly RfmPresetRowSyntax[];
}

const rowKeys = ['segment', 'title', 'action', 'any', 'cells', ...rfmAxes];

/**
 * A preset is a list of rows, `{ segment: champions, r: 4-5, fm: 4-5, action: … }`, or a mapping of `levels`,
 * `match` and `segments`.
 */
export function parsePreset(
  { key: name, value: node }: YamlEntry,
  report: Report,
): RfmPresetSyntax | undefined {
  const isMap = node.kind === 'map';
  const fields = isMap ? fieldsOf(node, ['levels', 'match', 'segments'], report, name.text) : undefined;
  const levels = parseLevels(fields?.get('levels'), report);
  const match = choiceOf(fields?.get('match'), ['only', 'first'] as const, report, 'match');
  const list = listOf(isMap ? fields?.required('segments') : node, report, name.text);
  const rows = list?.items.flatMap((item) => parseRow(item, report) ?? []);
  if (!rows) return undefined;
  return { name, ...(levels === undefined ? {} : { levels }), ...(match ? { match } : {}), rows };
}

function parseRow(node: YamlNode, report: Report): RfmPresetRowSyntax | undefined {
  const fields = fieldsOf(node, rowKeys, report, 'a segment of a preset');
  const name = textOf(fields?.required('segment'), report, 'segment');
  const title = textOf(fields?.get('title'), report, 'title');
  const action = textOf(fields?.get('action'), report, 'action');
  if (!fields || name === undefined) return undefined;
  const own = parseRanges(fields, report);
  return {
    name,
    ...(title === undefined ? {} : { title }),
    ...(action === undefined ? {} : { action }),
    ranges: [...(own.length > 0 ? [own] : []), ...parseAny(fields.get('any'), report)],
    codes: oneOrMore(fields.get('cells'), report, 'cells')?.flatMap((item) => codeOf(item, report)) ?? [],
  };
}

function parseAny(node: YamlNode | undefined, report: Report): readonly RfmRangesSyntax[] {
  return (oneOrMore(node, report, 'any') ?? []).flatMap((item) => {
    const fields = fieldsOf(item, rfmAxes, report, 'an item of any');
    return fields ? [parseRanges(fields, report)] : [];
  });
}

function parseRanges(fields: Fields, report: Report): RfmRangesSyntax {
  return rfmAxes
    .filter((axis) => fields.has(axis))
    .flatMap((axis) => {
      const value = scalarOf(fields.get(axis), report, axis);
      return value ? [{ axis, key: fields.keyOf(axis)!, value }] : [];
    });
}

function codeOf(node: YamlNode, report: Report): readonly ScalarSyntax[] {
  const code = scalarOf(node, report, 'an item of cells');
  return code ? [code] : [];
}

const FEWEST_LEVELS = 2;
const MOST_LEVELS = 9;

/** The number of score levels, within what a digit can say. */
export function parseLevels(node: YamlNode | undefined, report: Report): number | undefined {
  const levels = integerOf(node, report, 'levels');
  if (levels === undefined || !node || (levels >= FEWEST_LEVELS && levels <= MOST_LEVELS)) return levels;
  return expected(`a whole number from ${FEWEST_LEVELS} to ${MOST_LEVELS}`, node, report, 'levels');
}
