/** What a definition leaves open: its parameters, and where their values come from. */
import type { DataPlace, Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { writtenHere } from '../diagnostics/elsewhere.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Span } from '../diagnostics/source.ts';
import { alternatives } from '../diagnostics/suggest.ts';
import { isDate } from '../model/calendar.ts';
import { parseDecimal, parsePercent } from '../model/decimal.ts';
import { parseDuration } from '../model/duration.ts';
import { parsePeriod } from '../model/period.ts';
import { reportUnknownKeys } from '../yaml/fields.ts';
import type { YamlEntry, YamlNode, YamlScalar } from '../yaml/node.ts';

export const parameterTypes = ['text', 'number', 'date', 'duration', 'period', 'boolean', 'list'] as const;

export type ParameterType = (typeof parameterTypes)[number];

/** A parameter without a type takes any value; the place it stands in reads it. */
export interface Parameter {
  readonly name: string;
  readonly span: Span;
  readonly type?: ParameterType;
  readonly default?: ParameterValue;
  readonly choices?: readonly string[];
}

/** Where a value was given: in a definition or an option, or in a row of a file. */
export interface Origin {
  readonly span?: Span;
  readonly place?: DataPlace;
}

export interface ScalarText {
  readonly text: string;
  readonly quoted: boolean;
}

export type ParameterValue =
  | (ScalarText & { readonly kind: 'scalar'; readonly origin: Origin })
  | { readonly kind: 'list'; readonly items: readonly ScalarText[]; readonly origin: Origin };

/** What `for_each` runs through. */
export type ForEach =
  | { readonly kind: 'values'; readonly name: YamlScalar; readonly values: readonly ParameterValue[] }
  | { readonly kind: 'distinct'; readonly name: YamlScalar; readonly field: YamlScalar }
  | { readonly kind: 'file'; readonly path: YamlScalar };

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Parses `params: { days: { type: duration, default: 21d } }`. */
export function parseParameters(node: YamlNode | undefined, report: Report): ReadonlyMap<string, Parameter> {
  const found = new Map<string, Parameter>();
  if (!node) return found;
  if (node.kind !== 'map') {
    report(
      problem(
        node.span,
        'params-shape',
        '`params` takes a mapping from names to types',
        'write `params: { days: { type: duration, default: 21d } }`',
      ),
    );
    return found;
  }
  for (const entry of node.entries) {
    const parameter = isParameterName(entry.key, report) ? parseParameter(entry, report) : undefined;
    if (parameter) found.set(parameter.name, parameter);
  }
  return found;
}

function isParameterName(key: YamlScalar, report: Report): boolean {
  if (NAME.test(key.text)) return true;
  const bare = key.text.replace(/^\$/, '');
  report(
    problem(
      key.span,
      'parameter-name',
      `\`${key.text}\` is no name for a parameter`,
      NAME.test(bare)
        ? `leave the \`$\` out: \`${bare}\``
        : 'use letters, digits and `_`, starting with a letter',
    ),
  );
  return false;
}

function parseParameter({ key, value }: YamlEntry, report: Report): Parameter | undefined {
  if (value.kind !== 'map') {
    report(
      problem(
        value.span,
        'parameter-shape',
        `the parameter \`${key.text}\` takes a mapping with \`type\`, \`default\` and \`choices\``,
        `write \`${key.text}: { type: ${typeOfScalar(value) ?? 'text, default: shoes'} }\``,
      ),
    );
    return undefined;
  }
  reportUnknownKeys(value, ['type', 'default', 'choices'], report, 'a parameter');
  const fields = new Map(value.entries.map((entry) => [entry.key.text, entry.value]));
  const type = fields.has('type') ? parseType(fields.get('type')!, report) : undefined;
  const bare: Parameter = { name: key.text, span: key.span, ...(type ? { type } : {}) };
  const choices = fields.has('choices') ? parseChoices(fields.get('choices')!, bare, report) : undefined;
  const parameter = { ...bare, ...(choices ? { choices } : {}) };
  const written = fields.has('default') ? readValue(fields.get('default')!, report) : undefined;
  const preset = written && acceptValue(parameter, written, report);
  return { ...parameter, ...(preset ? { default: preset } : {}) };
}

function typeOfScalar(node: YamlNode): ParameterType | undefined {
  return parameterTypes.find((candidate) => node.kind === 'scalar' && candidate === node.text);
}

function parseType(node: YamlNode, report: Report): ParameterType | undefined {
  const type = typeOfScalar(node);
  if (!type) {
    const meant = node.kind === 'scalar' ? writtenHere(node.text, parameterTypes) : undefined;
    const help = meant === undefined ? [] : [`write \`${meant}\``];
    report(
      problem(node.span, 'parameter-type', `a parameter is one of ${alternatives(parameterTypes)}`, ...help),
    );
  }
  return type;
}

function parseChoices(node: YamlNode, parameter: Parameter, report: Report): readonly string[] | undefined {
  if (node.kind !== 'list' || node.items.length === 0) {
    report(problem(node.span, 'choices-shape', '`choices` takes a list of at least one value'));
    return undefined;
  }
  const single: Parameter = parameter.type === 'list' ? { ...parameter, type: 'text' } : parameter;
  return node.items.flatMap((item) => {
    const value = readValue(item, report);
    const accepted = value && acceptValue(single, value, report);
    return accepted?.kind === 'scalar' ? [accepted.text] : [];
  });
}

/** The value that a node writes: a scalar, or a list of scalars. */
function readValue(node: YamlNode, report: Report): ParameterValue | undefined {
  const origin: Origin = { span: node.span };
  if (node.kind === 'scalar') return { kind: 'scalar', text: node.text, quoted: node.quoted, origin };
  const items = node.kind === 'list' ? node.items.filter((item) => item.kind === 'scalar') : [];
  if (node.kind === 'list' && items.length > 0 && items.length === node.items.length) {
    return { kind: 'list', items: items.map(({ text, quoted }) => ({ text, quoted })), origin };
  }
  report(problem(node.span, 'parameter-value', 'the value of a parameter is a scalar or a list of scalars'));
  return undefined;
}

/** An error at the place where a value was given. */
export function valueProblem(
  origin: Origin,
  code: string,
  message: string,
  ...help: readonly string[]
): Diagnostic {
  return { severity: 'error', code, message, ...origin, ...(help.length > 0 ? { help } : {}) };
}

/** The value as the parameter's type wants it; undefined, and reported, when it does not fit. */
export function acceptValue(
  parameter: Parameter,
  value: ParameterValue,
  report: Report,
): ParameterValue | undefined {
  const { type } = parameter;
  const items: readonly ScalarText[] = value.kind === 'list' ? value.items : [value];
  if (value.kind === 'list' && type !== undefined && type !== 'list') {
    report(wrongValue(parameter, value.origin, 'a list'));
    return undefined;
  }
  for (const item of items) {
    const refusal = refusalOf(parameter, item, value.origin);
    if (!refusal) continue;
    report(refusal);
    return undefined;
  }
  if (type === 'list') {
    return { kind: 'list', items: items.map(({ text }) => ({ text, quoted: false })), origin: value.origin };
  }
  return value.kind === 'scalar' && type === 'text' ? { ...value, quoted: true } : value;
}

function refusalOf(parameter: Parameter, item: ScalarText, origin: Origin): Diagnostic | undefined {
  const { name, type, choices } = parameter;
  if (item.text === '' && !item.quoted) {
    return valueProblem(origin, 'blank-value', `the parameter \`${name}\` has no value`);
  }
  if (
    type !== undefined &&
    !(reads[type](item.text) && (!item.quoted || type === 'text' || type === 'list'))
  ) {
    return wrongValue(parameter, origin, item.quoted ? `the text \`"${item.text}"\`` : `\`${item.text}\``);
  }
  if (choices && !choices.includes(item.text)) {
    const message = `the parameter \`${name}\` is one of ${alternatives(choices)}, found \`${item.text}\``;
    return valueProblem(origin, 'parameter-choice', message);
  }
  return undefined;
}

function wrongValue({ name, type }: Parameter, origin: Origin, found: string): Diagnostic {
  const message = `the parameter \`${name}\` is ${type === undefined ? 'a value' : typeWords[type]}, found ${found}`;
  return valueProblem(origin, 'parameter-value', message);
}

const typeWords: Readonly<Record<ParameterType, string>> = {
  text: 'a text',
  number: 'a number such as `500` or `10%`',
  date: 'a date such as `2026-06-30`',
  duration: 'a duration such as `90d`',
  period: 'a period such as `last month` or `2025-Q4`',
  boolean: '`true` or `false`',
  list: 'a list',
};

const reads: Readonly<Record<ParameterType, (text: string) => boolean>> = {
  text: () => true,
  number: (text) => parseDecimal(text) !== undefined || parsePercent(text) !== undefined,
  date: isDate,
  duration: (text) => parseDuration(text) !== undefined,
  period: (text) => parsePeriod(text) !== undefined,
  boolean: (text) => text === 'true' || text === 'false',
  list: () => true,
};

/** Parses `for_each`: a path to rows, or a mapping from parameters to lists or `{ distinct: FIELD }`. */
export function parseForEach(node: YamlNode | undefined, report: Report): readonly ForEach[] {
  if (!node) return [];
  if (node.kind === 'scalar' && node.text !== '') return [{ kind: 'file', path: node }];
  if (node.kind === 'map' && node.entries.length > 0) {
    return node.entries.flatMap((entry) => parseAxis(entry, report) ?? []);
  }
  report(
    problem(
      node.span,
      'for-each-shape',
      '`for_each` takes parameters with their values, or a file with one set a row',
      'write `for_each: { category: [shoes, bags] }` or `for_each: waves.csv`',
    ),
  );
  return [];
}

function parseAxis({ key, value }: YamlEntry, report: Report): ForEach | undefined {
  if (key.text === 'file' && value.kind === 'scalar' && value.text !== '')
    return { kind: 'file', path: value };
  if (!isParameterName(key, report)) return undefined;
  if (value.kind === 'list' && value.items.length > 0) {
    return {
      kind: 'values',
      name: key,
      values: value.items.flatMap((item) => readValue(item, report) ?? []),
    };
  }
  const [only, ...more] = value.kind === 'map' ? value.entries : [];
  if (
    only?.key.text === 'distinct' &&
    more.length === 0 &&
    only.value.kind === 'scalar' &&
    only.value.text !== ''
  ) {
    return { kind: 'distinct', name: key, field: only.value };
  }
  report(
    problem(
      value.span,
      'for-each-values',
      `\`for_each\` takes a list of values for \`${key.text}\`, or \`{ distinct: FIELD }\``,
      `write \`${key.text}: [shoes, bags]\` or \`${key.text}: { distinct: products.category }\``,
    ),
  );
  return undefined;
}
