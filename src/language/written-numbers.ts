/** The numbers, shares and durations that a definition writes, and the definition with another in place of one. */
import type { SegmentSyntax } from './segment.ts';
import type { ScalarSyntax } from './syntax.ts';

export type NumberKind = 'number' | 'share' | 'duration';

/** One of them; a parameter that stands in several places is one. */
export interface WrittenNumber {
  readonly kind: NumberKind;
  /** As it is written: `500`, `10%`, `90d`. */
  readonly text: string;
  /** The key that it stands behind: `last`, `gte`, or `$days` for a parameter. */
  readonly key: string;
  readonly places: readonly Place[];
  /** What may stand there, where that is known of the place alone. */
  readonly range?: readonly [least: number, most: number];
}

/** Keys and indexes from the definition inwards. */
type Place = readonly (string | number)[];

/** What decides who is in. Arms divide a list, and alerts watch it. */
const parts = ['where', 'exclude', 'stages', 'sample', 'limit'] as const;

/** In the order in which they are written. */
export function writtenNumbers(syntax: SegmentSyntax): readonly WrittenNumber[] {
  const found = parts.flatMap((part) => numbersIn(syntax[part], [part], part));
  const first = new Map<string, WrittenNumber>();
  for (const [index, number] of found.entries()) {
    const id = number.key.startsWith('$') ? number.key : String(index);
    const before = first.get(id);
    first.set(id, before ? { ...before, places: [...before.places, ...number.places] } : number);
  }
  return [...first.values()];
}

/** The definition with this text in place of the number; undefined where no such text may stand there. */
export function withNumber(
  syntax: SegmentSyntax,
  { kind, places, range }: WrittenNumber,
  text: string,
): SegmentSyntax | undefined {
  if (range && (kindOf(text) !== kind || !isWithin(text, kind, range))) return undefined;
  return places.reduce<unknown>((value, place) => replaced(value, place, text), syntax) as SegmentSyntax;
}

function isWithin(text: string, kind: NumberKind, [least, most]: readonly [number, number]): boolean {
  const value = Number.parseFloat(text);
  return value >= least && value <= most && (kind === 'share' || Number.isInteger(value));
}

export function kindOf(text: string): NumberKind | undefined {
  if (/^-?\d+(\.\d+)?$/.test(text)) return 'number';
  if (/^\d+(\.\d+)?%$/.test(text)) return 'share';
  return /^\d{1,9}(min|h|d|w|mo|y)$/.test(text) ? 'duration' : undefined;
}

function numbersIn(value: unknown, place: Place, key: string): readonly WrittenNumber[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => numbersIn(item, [...place, index], key));
  if (isScalar(value)) return scalarNumber(value, place, key);
  if (fixed.has(String((value as { readonly kind?: unknown }).kind))) return [];
  const own = numberField(value, place);
  const named = keyOf(value);
  const inner = Object.entries(value).flatMap(([name, item]) =>
    silent.has(name) ? [] : numbersIn(item, [...place, name], named ?? (stepKeys.has(name) ? name : key)),
  );
  return [...own, ...inner];
}

/** Recorded runs are what they are, and files and SQL have no numbers of ours. */
const fixed: ReadonlySet<string> = new Set(['movement', 'file', 'sql', 'segments']);

/** What names things. */
const silent: ReadonlySet<string> = new Set(['span', 'key', 'keys', 'field', 'table', 'of', 'unknown']);
const stepKeys: ReadonlySet<string> = new Set(['within', 'last']);

function isScalar(value: object): value is ScalarSyntax {
  return (value as { readonly kind?: unknown }).kind === 'scalar';
}

function scalarNumber(scalar: ScalarSyntax, place: Place, key: string): readonly WrittenNumber[] {
  const kind = scalar.quoted ? undefined : kindOf(scalar.text);
  if (!kind) return [];
  const named = scalar.parameter === undefined ? key : `$${scalar.parameter}`;
  return [{ kind, text: scalar.text, key: named, places: [place] }];
}

/** The key behind which all of it stands. */
function keyOf(value: object): string | undefined {
  const { key, field, kind } = value as {
    readonly key?: ScalarSyntax;
    readonly field?: ScalarSyntax;
    readonly kind?: string;
  };
  return key?.text ?? (kind === 'test' ? field?.text : undefined);
}

/** Numbers that are no scalars any more. */
function numberField(value: object, place: Place): readonly WrittenNumber[] {
  const { kind, n, items, share, customers } = value as {
    readonly kind?: string;
    readonly n?: unknown;
    readonly items?: readonly unknown[];
    readonly share?: unknown;
    readonly customers?: unknown;
  };
  const [part, ...within] = place;
  if (kind === 'at-least' && typeof n === 'number')
    return [wholeNumber(n, 'at_least', [...place, 'n'], items?.length ?? n)];
  if (within.length > 0) return [];
  if (part === 'limit' && typeof customers === 'number')
    return [wholeNumber(customers, 'customers', [...place, 'customers'], Number.MAX_SAFE_INTEGER)];
  if (part !== 'sample' || typeof share !== 'string') return [];
  const percent = `${Number((Number(share) * 100).toPrecision(15))}%`;
  return [
    {
      kind: 'share',
      text: percent,
      key: 'share',
      places: [[...place, 'share']],
      range: [SMALLEST_SHARE, 100],
    },
  ];
}

/** In percent: the smallest that can be drawn. */
const SMALLEST_SHARE = 0.01;

function wholeNumber(n: number, key: string, place: Place, most: number): WrittenNumber {
  return { kind: 'number', text: String(n), key, places: [place], range: [1, most] };
}

function replaced(value: unknown, [first, ...rest]: Place, text: string): unknown {
  if (first === undefined) return standIn(value, text);
  if (Array.isArray(value))
    return value.map((item, index) => (index === first ? replaced(item, rest, text) : item));
  const record = value as Readonly<Record<string, unknown>>;
  return { ...record, [first]: replaced(record[first], rest, text) };
}

/** A value of the same shape: a scalar, a whole number, or a share of one. */
function standIn(value: unknown, text: string): unknown {
  if (typeof value === 'number') return Number(text);
  if (typeof value === 'string') return String(Number((Number.parseFloat(text) / 100).toPrecision(15)));
  return { ...(value as object), text };
}
