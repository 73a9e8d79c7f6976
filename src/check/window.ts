import { unknownKey } from '../diagnostics/unknown-key.ts';
import type { FieldSyntax, OperandSyntax, WindowSyntax } from '../language/syntax.ts';
import { type WindowWord, windowValues } from '../language/windows.ts';
import { type AsOf, addDays, isDate, shiftInstant, startOfDay } from '../model/calendar.ts';
import { type Duration, parseDuration } from '../model/duration.ts';
import { type DateRange, parsePeriod, periodDates } from '../model/period.ts';
import { type Bound, type Bounds, typeOf } from '../model/value.ts';
import { dateHelp, durationHelp } from '../model/value-help.ts';
import type { Checking } from './context.ts';
import { reportEmptyWindows } from './empty-windows.ts';
import { checkField } from './field.ts';
import { readTime } from './literal.ts';
import { valueMessages } from './value-messages.ts';

/** Binds the windows among the entries of a block or a test; each that is returned must hold. */
export function checkWindows(windows: readonly WindowSyntax[], context: Checking): readonly Bounds[] {
  const within = windows.find(({ key }) => key.text === 'within');
  const since = windows.find(({ key }) => key.text === 'since');
  const rest = windows.filter((window) => window !== within);
  const bound = rest.flatMap((window) => {
    const bounds = checkWindow(window.key.text as WindowWord, window.value, context);
    return bounds ? [{ window, bounds }] : [];
  });
  reportEmptyWindows(bound, context);
  const bounds = bound.map((each) => each.bounds);
  if (!within) return bounds;
  const span = checkSpan(within.value, context);
  const from = since && fieldBound(since.value, context, {});
  if (!span) return bounds;
  if (since?.value.kind !== 'field' || from?.kind !== 'value') {
    context.report(
      valueMessages.notHere(
        within.key.span,
        '`within` without `since: { field: … }`',
        'a window',
        'write `last: 30d` for a span up to now',
        'the span of a step of `then` stands beside its table: `then: { emails: { … }, within: 7d }`',
      ),
    );
    return bounds;
  }
  return [...bounds, { to: { ...from, plus: [...(from.plus ?? []), span], until: true } }];
}

/** A span from a row's or customer's own date, which has an exact length. */
export function checkSpan(node: OperandSyntax, context: Checking): Duration | undefined {
  const duration = node.kind === 'scalar' ? parseDuration(node.text) : undefined;
  if (duration && ['min', 'h', 'd', 'w'].includes(duration.unit)) return duration;
  const help = duration ? ['months and years differ in length: write weeks or days'] : [];
  context.report(valueMessages.expected(node, windowValues.span, ...help));
  return undefined;
}

function checkWindow(word: WindowWord, node: OperandSyntax, context: Checking): Bounds | undefined {
  switch (word) {
    case 'last':
    case 'next':
    case 'before_last':
      return relativeWindow(word, node, context);
    case 'during':
      return checkPeriod(node, context);
    case 'since': {
      const from = edge(node, context, {});
      return from && { from };
    }
    case 'before': {
      const to = edge(node, context, {});
      return to && { to };
    }
    case 'between':
      return betweenWindow(node, context);
    case 'within':
      return undefined;
  }
}

function relativeWindow(
  word: 'last' | 'next' | 'before_last',
  node: OperandSyntax,
  context: Checking,
): Bounds | undefined {
  const duration = node.kind === 'scalar' ? parseDuration(node.text) : undefined;
  if (!duration) {
    const help = node.kind === 'scalar' ? [durationHelp(node.text)] : [];
    context.report(valueMessages.expected(node, windowValues.duration, ...help));
    return undefined;
  }
  const shifted: Bound = { kind: 'instant', instant: shiftedFrom(context.asOf, duration, word) };
  const now: Bound = { kind: 'instant', instant: context.asOf.instant };
  if (word === 'last') return { from: shifted, to: now };
  return word === 'next' ? { from: now, to: shifted } : { to: shifted };
}

/** What was found already: the calendar is asked of the same few windows by every segment, at every keystroke. */
const shifts = new WeakMap<AsOf, Map<string, string>>();

function shiftedFrom(asOf: AsOf, duration: Duration, word: 'last' | 'next' | 'before_last'): string {
  const known = shifts.get(asOf) ?? new Map<string, string>();
  shifts.set(asOf, known);
  const sign = word === 'next' ? 1 : -1;
  const key = `${sign * duration.n}${duration.unit}`;
  const instant = known.get(key) ?? shiftInstant(asOf.instant, duration, sign, asOf.zone);
  known.set(key, instant);
  return instant;
}

/** A period's name: `today`, `last month`, `2025-Q4`, `2025-11-28`. */
export function checkPeriod(node: OperandSyntax, context: Checking): Bounds | undefined {
  const range = periodRange(node, context);
  return range && dateBounds(range, context);
}

export function periodRange(node: OperandSyntax, context: Checking): DateRange | undefined {
  const period = node.kind === 'scalar' && !node.quoted ? parsePeriod(node.text) : undefined;
  if (!period) {
    context.report(valueMessages.expected(node, windowValues.period, ...periodHelp(node)));
    return undefined;
  }
  return periodDates(period, context.asOf);
}

/** `last 30 days` is a window of its own; `01.03.2026` is a day written otherwise. */
function periodHelp(node: OperandSyntax): readonly string[] {
  if (node.kind !== 'scalar') return [];
  const ago = /^(last|next) (\d+ ?[a-z]+)$/i.exec(node.text);
  const duration = ago && /`(\d+[a-z]+)`/.exec(durationHelp(ago[2]!))?.[1];
  if (duration) return [`write \`${ago[1]!.toLowerCase()}: ${duration}\` in place of \`during\``];
  return [dateHelp(node.text) ?? []].flat();
}

function dateBounds({ from, to }: DateRange, context: Checking): Bounds {
  return { from: dayBound(from, context), to: dayBound(to, context) };
}

function dayBound(date: string, context: Checking): Bound {
  return { kind: 'instant', instant: startOfDay(date, context.asOf.zone) };
}

function betweenWindow(node: OperandSyntax, context: Checking): Bounds | undefined {
  const [low, high] = node.kind === 'list' ? node.items : [];
  if (node.kind !== 'list' || node.items.length !== 2 || !low || !high) {
    context.report(valueMessages.expected(node, 'two dates such as `[2025-01-01, 2025-03-31]`'));
    return undefined;
  }
  const from = edge(low, context, {});
  const to = edge(high, context, { included: true });
  return from && to && { from, to };
}

interface EdgeOptions {
  /** Whether the named day, or the field's moment, belongs to the window as its end. */
  readonly included?: boolean;
}

function edge(node: OperandSyntax, context: Checking, options: EdgeOptions): Bound | undefined {
  if (node.kind === 'field') return fieldBound(node, context, options);
  const text = node.kind === 'scalar' && !node.quoted ? node.text : '';
  if (isDate(text)) return dayBound(options.included ? addDays(text, 1) : text, context);
  const time = options.included ? undefined : readTime(text, context);
  if (time) return { kind: 'instant', instant: time.text };
  context.report(
    valueMessages.expected(node, 'a date such as `2025-11-28`, or `{ field: NAME }`', ...edgeHelp(node)),
  );
  return undefined;
}

function edgeHelp(node: OperandSyntax): readonly string[] {
  if (node.kind !== 'scalar') return [];
  if (node.quoted) return isDate(node.text) ? ['a quoted value is text: take the quotes off'] : [];
  if (!parsePeriod(node.text)) return [dateHelp(node.text) ?? []].flat();
  return [`for the period itself write \`during: ${node.text}\`, else the date on which it begins`];
}

/** `{ field: F, plus: 14d }`, where F is a date or time of the customer (or of the row, in a row test). */
function fieldBound(node: OperandSyntax, context: Checking, options: EdgeOptions): Bound | undefined {
  if (node.kind !== 'field') return undefined;
  if (node.times) {
    context.report(unknownKey(node.times.key, ['field', 'plus'], 'the end of a window'));
    return undefined;
  }
  const value = checkField(node.field, context);
  if (!value) return undefined;
  const type = typeOf(value);
  if (type !== 'date' && type !== 'time') {
    context.report(valueMessages.incomparable(node.span, 'time', type));
    return undefined;
  }
  const plus = plusOf(node, context);
  return {
    kind: 'value',
    value,
    ...(plus ? { plus: [plus] } : {}),
    ...(options.included ? { until: true } : {}),
  };
}

/** The span of `plus`, exact or in days. */
export function plusOf({ plus }: FieldSyntax, context: Checking): Duration | undefined {
  return plus && checkSpan(plus.value, context);
}
