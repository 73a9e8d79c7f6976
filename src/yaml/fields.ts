/**
 * Typed access to nodes, for every parser. Each function reports what does not fit and returns undefined;
 * given undefined (a field that is not there) it returns undefined and reports nothing. `what` names the
 * value in messages: the name of its key, or words such as `an item of tags`.
 */
import type { Report } from '../diagnostics/diagnostic.ts';
import { wordOf, writtenHere } from '../diagnostics/elsewhere.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { suggestions } from '../diagnostics/suggest.ts';
import { knownKeys, meantBy, named, unknownKey } from '../diagnostics/unknown-key.ts';
import { isDate } from '../model/calendar.ts';
import { parseDecimal, parsePercent } from '../model/decimal.ts';
import { type Duration, parseDuration } from '../model/duration.ts';
import { dateHelp, durationHelp, numberHelp, percentHelp } from '../model/value-help.ts';
import type { YamlList, YamlMap, YamlNode, YamlScalar } from './node.ts';

type Node = YamlNode | undefined;

/** A mapping whose keys have been checked. */
export interface Fields {
  readonly node: YamlMap;
  readonly span: Span;
  get(name: string): YamlNode | undefined;
  has(name: string): boolean;
  /** Where the key itself stands. */
  keyOf(name: string): YamlScalar | undefined;
  /** Whether an unknown key, which was reported, was probably meant for this one. */
  isMeant(name: string): boolean;
  /** The value, reporting when there is none. */
  required(name: string): YamlNode | undefined;
}

/** The fields of a mapping; keys that are not known are reported, with the nearest that is. */
export function fieldsOf(
  node: Node,
  known: readonly string[],
  report: Report,
  what: string,
): Fields | undefined {
  const map = mapOf(node, report, what, knownKeys(known));
  if (!map) return undefined;
  reportUnknownKeys(map, known, report, what);
  const entries = new Map(map.entries.map((entry) => [entry.key.text, entry]));
  const meant = meantKeys(map, known);
  return {
    node: map,
    span: map.span,
    get: (name) => entries.get(name)?.value,
    has: (name) => entries.has(name),
    isMeant: (name) => meant.has(name),
    keyOf: (name) => entries.get(name)?.key,
    required: (name) => {
      const value = entries.get(name)?.value;
      if (!value && !meant.has(name))
        reportError(report, 'missing-key', `${named(what)} needs \`${name}\``, firstKeySpan(map));
      return value;
    },
  };
}

/** Reports the keys that have no place here; of those that have one elsewhere `elsewhere` says where. */
export function reportUnknownKeys(
  map: YamlMap,
  known: readonly string[],
  report: Report,
  what: string,
  elsewhere: Readonly<Record<string, string>> = {},
): void {
  for (const { key } of map.entries) {
    if (!known.includes(key.text)) report(unknownKey(key, known, what, elsewhere[key.text]));
  }
}

/** The known keys that unknown keys of the mapping were probably meant for. */
export function meantKeys(map: YamlMap, known: readonly string[]): ReadonlySet<string> {
  const unknown = map.entries.filter(({ key }) => !known.includes(key.text));
  return new Set(
    unknown.flatMap(({ key }) => {
      const here = writtenHere(key.text, known);
      return here === undefined ? suggestions(key.text, known) : [wordOf(here)];
    }),
  );
}

/** A mapping with at least one key. */
export function mapOf(node: Node, report: Report, what: string, help?: string): YamlMap | undefined {
  if (!node || isBlank(node, report, what)) return undefined;
  if (node.kind !== 'map') return expected('a mapping (`key: value`)', node, report, what, help);
  if (node.entries.length > 0) return node;
  return reportError(report, 'empty-value', `${named(what)} is empty`, node.span);
}

/** A list with at least one item. */
export function listOf(node: Node, report: Report, what: string): YamlList | undefined {
  if (!node || isBlank(node, report, what)) return undefined;
  if (node.kind !== 'list') return expected('a list (`[A, B]`)', node, report, what);
  if (node.items.length > 0) return node;
  return reportError(report, 'empty-value', `${named(what)} is an empty list`, node.span);
}

/** The items of a list, or the one value that stands without a list. */
export function oneOrMore(node: Node, report: Report, what: string): readonly YamlNode[] | undefined {
  if (!node || isBlank(node, report, what)) return undefined;
  return node.kind === 'list' ? listOf(node, report, what)?.items : [node];
}

/** A scalar, quoted or not, that is not blank. */
export function scalarOf(node: Node, report: Report, what: string): YamlScalar | undefined {
  if (!node || isBlank(node, report, what)) return undefined;
  return node.kind === 'scalar' ? node : expected('one value', node, report, what);
}

/** Text without outer white space, quoted or not. */
export function textOf(node: Node, report: Report, what: string): string | undefined {
  if (!node || isBlank(node, report, what)) return undefined;
  return node.kind === 'scalar' ? node.text.trim() : expected('text', node, report, what);
}

/** A text or a list of texts, as a list. */
export function textsOf(node: Node, report: Report, what: string): readonly string[] | undefined {
  const texts = oneOrMore(node, report, what)?.map((item) => textOf(item, report, what));
  return texts?.filter((text) => text !== undefined);
}

/** One of the words. */
export function choiceOf<Word extends string>(
  node: Node,
  words: readonly Word[],
  report: Report,
  what: string,
): Word | undefined {
  const scalar = scalarOf(node, report, what);
  if (!scalar) return undefined;
  const word = words.find((candidate) => candidate === scalar.text);
  if (word !== undefined) return word;
  const list = words.map((candidate) => `\`${candidate}\``).join(', ');
  return expected(`one of ${list}`, scalar, report, what, meantBy(scalar.text, words));
}

/** `true` or `false`, unquoted. */
export function booleanOf(node: Node, report: Report, what: string): boolean | undefined {
  return typed(node, '`true` or `false`', parseBoolean, report, what, (text) =>
    /^(yes|on|y)$/i.test(text) ? 'write `true`' : /^(no|off|n)$/i.test(text) ? 'write `false`' : undefined,
  );
}

/** A whole number that floating point holds exactly, negative ones included. */
export function integerOf(node: Node, report: Report, what: string): number | undefined {
  return typed(node, 'a whole number such as `3`', parseInteger, report, what, numberHelp);
}

/** A number as exact decimal text: `1.50` stays `1.50`. */
export function numberText(node: Node, report: Report, what: string): string | undefined {
  return typed(node, 'a number such as `1234.50`', parseDecimal, report, what, numberHelp);
}

/** A percentage as the exact decimal text of its share: `10%` is `0.10`. The sign is required. */
export function percentOf(node: Node, report: Report, what: string): string | undefined {
  return typed(node, 'a percentage such as `10%`', parsePercent, report, what, percentHelp);
}

/** A percentage between 0% and 100%, as `percentOf`. */
export function shareOf(node: Node, report: Report, what: string): string | undefined {
  return typed(node, 'a percentage from `0%` to `100%`', parseShare, report, what, percentHelp);
}

/** `90d`, `2w`, `3mo`, `1y`, `24h`, `30min`. */
export function durationOf(node: Node, report: Report, what: string): Duration | undefined {
  return typed(node, 'a duration such as `90d`', parseDuration, report, what, durationHelp);
}

/** A date of the calendar, `YYYY-MM-DD`. */
export function dateOf(node: Node, report: Report, what: string): string | undefined {
  const parse = (text: string) => (isDate(text) ? text : undefined);
  return typed(node, 'a date such as `2026-06-30`', parse, report, what, dateHelp);
}

/** Reports a value that is of the wrong kind: expected, found, and what to do. */
export function expected(
  wanted: string,
  node: YamlNode,
  report: Report,
  what: string,
  help?: string,
): undefined {
  const place = what === '' ? '' : ` for ${named(what)}`;
  const message = `expected ${wanted}${place}, found ${describeNode(node)}`;
  return reportError(report, 'wrong-value', message, headSpan(node), help);
}

/** A value in a few words: `` `90 dayz` ``, the text `"90"`, a list, a mapping. */
export function describeNode(node: YamlNode): string {
  if (node.kind === 'list') return node.items.length === 0 ? 'an empty list' : 'a list';
  if (node.kind === 'map') return node.entries.length === 0 ? 'an empty mapping' : 'a mapping';
  if (node.text === '') return node.quoted ? 'an empty text' : 'nothing';
  const text = node.text.length > 60 ? `${node.text.slice(0, 59)}…` : node.text;
  return node.quoted ? `the text \`"${text}"\`` : `\`${text}\``;
}

function typed<Value>(
  node: Node,
  wanted: string,
  parse: (text: string) => Value | undefined,
  report: Report,
  what: string,
  helpFor: (text: string) => string | undefined,
): Value | undefined {
  if (!node || isBlank(node, report, what)) return undefined;
  if (node.kind !== 'scalar') return expected(wanted, node, report, what);
  const value = parse(node.text);
  if (value !== undefined && !node.quoted) return value;
  const help = value === undefined ? helpFor(node.text) : 'remove the quotes: a quoted value is text';
  return expected(wanted, node, report, what, help);
}

function parseBoolean(text: string): boolean | undefined {
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
}

function parseInteger(text: string): number | undefined {
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

function parseShare(text: string): string | undefined {
  const share = parsePercent(text);
  return share !== undefined && !share.startsWith('-') && Number(share) <= 1 ? share : undefined;
}

function isBlank(node: YamlNode, report: Report, what: string): boolean {
  if (node.kind !== 'scalar' || node.text.trim() !== '') return false;
  const message = node.quoted ? `${named(what)} is an empty text` : `${named(what)} has no value`;
  reportError(report, 'blank-value', message, node.span);
  return true;
}

function reportError(report: Report, code: string, message: string, span: Span, help?: string): undefined {
  report(problem(span, code, message, ...(help === undefined ? [] : [help])));
  return undefined;
}

/** Where to point for a whole value: a collection over several lines is shown by its beginning. */
function headSpan(node: YamlNode): Span {
  if (node.kind === 'map' && node.entries[0] && node.span.start === node.entries[0].key.span.start) {
    return node.entries[0].key.span;
  }
  return node.span;
}

function firstKeySpan(map: YamlMap): Span {
  return map.entries[0]?.key.span ?? map.span;
}
