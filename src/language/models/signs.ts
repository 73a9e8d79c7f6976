/** Early signs in the `predict` section: `vip: { target, after, within, from, on }`. */
import { problem } from '../../diagnostics/problem.ts';
import type { Span } from '../../diagnostics/source.ts';
import { type Duration, parseDuration } from '../../model/duration.ts';
import { durationOf, fieldsOf, listOf, scalarOf } from '../../yaml/fields.ts';
import { entryOf, type YamlEntry, type YamlNode } from '../../yaml/node.ts';
import { parseCondition } from '../condition.ts';
import { type EventsSyntax, parseEvents } from '../events.ts';
import type { Parsing } from '../parsing.ts';
import type { ConditionSyntax, ScalarSyntax } from '../syntax.ts';

export interface SignsSyntax {
  readonly name: ScalarSyntax;
  readonly span: Span;
  /** As it is judged, `within` after looking. */
  readonly target: ConditionSyntax;
  readonly within: Duration;
  readonly after?: Duration;
  readonly from: readonly ScalarSyntax[];
  readonly on?: EventsSyntax;
}

const keys = ['target', 'after', 'within', 'from', 'on'];

/** Whether a model of the section is learned from signs: it alone has a `target`. */
export function isOfSigns({ value }: YamlEntry): boolean {
  return value.kind === 'map' && entryOf(value.entries, 'target') !== undefined;
}

/** One, or none where something is wrong, which has then been reported. */
export function parseSigns({ key: name, value }: YamlEntry, parsing: Parsing): readonly SignsSyntax[] {
  const { report } = parsing;
  const fields = fieldsOf(value, keys, report, name.text);
  if (!fields) return [];
  const written = fields.get('target')!;
  const ahead = rowsToCome(written);
  const target = parseCondition(ahead?.node ?? written, parsing);
  const after = durationOf(fields.get('after'), report, 'after');
  const within = durationOf(fields.get('within'), report, 'within') ?? ahead?.within;
  const events = fields.get('on');
  const on = events && parseEvents(events, parsing);
  const from = parseFrom(fields.get('from'), parsing);
  const missing = (wanted: string, ...help: readonly string[]): void =>
    report(problem(name.span, 'missing-key', `\`${name.text}\` needs ${wanted}`, ...help));
  if (!within && !fields.has('within')) {
    const help = 'write `within: 1y`, or a target of rows to come: `target: { orders: { next: 14d } }`';
    missing('`within`, how long after looking the target is judged', help);
  }
  if (!fields.has('from')) missing('`from`, a list of the traits to go by');
  if (!within || !from || (events && !on)) return [];
  const rest = { ...(after ? { after } : {}), ...(on ? { on } : {}) };
  return [{ name, span: name.span, target, within, from, ...rest }];
}

/** `TABLE: { next: 14d }` is judged two weeks later, as `last: 14d`. */
function rowsToCome(node: YamlNode): { readonly node: YamlNode; readonly within: Duration } | undefined {
  const [entry, ...more] = node.kind === 'map' ? node.entries : [];
  if (node.kind !== 'map' || !entry || more.length > 0 || entry.value.kind !== 'map') return undefined;
  const next = entryOf(entry.value.entries, 'next');
  const within = next?.value.kind === 'scalar' ? parseDuration(next.value.text) : undefined;
  if (!next || !within) return undefined;
  const last = { key: { ...next.key, text: 'last' }, value: next.value };
  const entries = entry.value.entries.map((each) => (each === next ? last : each));
  return { node: { ...node, entries: [{ ...entry, value: { ...entry.value, entries } }] }, within };
}

function parseFrom(node: YamlNode | undefined, { report }: Parsing): readonly ScalarSyntax[] | undefined {
  const items = listOf(node, report, 'from')?.items;
  const names = items?.map((item) => scalarOf(item, report, 'from'));
  const known = names?.filter((name) => name !== undefined);
  return known && known.length > 0 && known.length === names?.length ? known : undefined;
}
