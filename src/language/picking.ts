/** How a segment picks people, and when it raises an alert: shares, numbers and seeds. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { addDecimals, multiplyDecimals } from '../model/decimal.ts';
import { readShare } from '../model/number.ts';
import { meantPercent, percentHelp } from '../model/value-help.ts';
import { describeNode, type Fields, fieldsOf, integerOf, shareOf, textOf } from '../yaml/fields.ts';
import type { YamlNode } from '../yaml/node.ts';
import { wrongValue } from './parsing.ts';
import type { ScalarSyntax } from './syntax.ts';

export interface SampleSyntax {
  /** A share of one, as exact decimal text. */
  readonly share: string;
  /** The segment's name unless said. */
  readonly seed?: string;
}

export interface LimitSyntax {
  readonly customers: number;
  readonly by?: { readonly side: 'highest' | 'lowest'; readonly field: ScalarSyntax };
}

export interface SplitSyntax {
  readonly seed?: string;
  readonly arms: readonly { readonly name: string; readonly share: string }[];
}

export interface AlertsSyntax {
  readonly min?: number;
  readonly max?: number;
  readonly change?: string;
}

/** `{ share: 10%, seed: spring }`. */
export function parseSample(
  node: YamlNode | undefined,
  what: 'sample' | 'holdout',
  report: Report,
): SampleSyntax | undefined {
  if (node?.kind === 'scalar' && node.text !== '') {
    report(
      wrongValue(node, `a mapping for \`${what}\``, `write \`${what}: { share: ${shown(node, '10%')} }\``),
    );
    return undefined;
  }
  const fields = fieldsOf(node, ['share', 'seed'], report, what);
  const written = fields?.required('share');
  const share = written && shareOf(written, report, 'share');
  if (share !== undefined) refuseTooSmall(written!, share, report);
  return share === undefined ? undefined : { share, ...seedOf(fields, report) };
}

/** What was written, where it is what the key takes: `0.05` of a share is 5%. */
function shown({ text }: ScalarSyntax, example: string): string {
  if (!/^\d+(\.\d+)?%?$/.test(text)) return example;
  if (!example.endsWith('%')) return text.replace('%', '');
  return text.endsWith('%') ? text : meantPercent(text)!;
}

function seedOf(fields: Fields | undefined, report: Report): { readonly seed?: string } {
  const seed = textOf(fields?.get('seed'), report, 'seed');
  return seed === undefined ? {} : { seed };
}

/** `{ customers: 1000, highest: spend_1y }`. */
export function parseLimit(node: YamlNode | undefined, report: Report): LimitSyntax | undefined {
  if (node?.kind === 'scalar' && node.text !== '') {
    const help = `write \`limit: { customers: ${shown(node, '100')} }\``;
    report(wrongValue(node, 'a mapping for `limit`', help));
    return undefined;
  }
  const fields = fieldsOf(node, ['customers', 'highest', 'lowest'], report, 'limit');
  if (!fields) return undefined;
  const customers = sizeOf(fields.required('customers'), 1, report, 'customers');
  const side = fields.has('lowest') ? 'lowest' : 'highest';
  if (fields.has('highest') && fields.has('lowest')) {
    const { span } = fields.keyOf('lowest')!;
    report(problem(span, 'not-here', '`lowest` cannot stand in a limit with `highest`'));
  }
  const by = fields.get(side);
  if (by && by.kind !== 'scalar') report(wrongValue(by, 'a field'));
  if (customers === undefined) return undefined;
  return by?.kind === 'scalar' && by.text !== '' ? { customers, by: { side, field: by } } : { customers };
}

/** How many customers: a whole number that is not below the least. */
function sizeOf(node: YamlNode | undefined, least: number, report: Report, what: string): number | undefined {
  const size = integerOf(node, report, what);
  if (!node || size === undefined || size >= least) return size;
  report(wrongValue(node, `a whole number of at least ${least} for \`${what}\``));
  return undefined;
}

/** `{ seed: spring, arms: { control: 10%, a: 90% } }`. */
export function parseSplit(node: YamlNode | undefined, report: Report): SplitSyntax | undefined {
  const fields = fieldsOf(node, ['seed', 'arms'], report, 'split');
  const arms = fields?.required('arms');
  if (!fields || !arms) return undefined;
  const shares = (arms.kind === 'map' ? arms.entries : []).flatMap(({ key, value }) => {
    const share = value.kind === 'scalar' && !value.quoted ? readShare(value.text) : undefined;
    if (share === undefined) report(wrongValue(value, 'a share such as `10%`', ...percentOf(value)));
    else refuseTooSmall(value, share, report);
    return share === undefined ? [] : [{ name: key.text, share }];
  });
  if (arms.kind !== 'map' || arms.entries.length < 2) {
    const help = 'write `arms: { control: 10%, a: 90% }`';
    report(wrongValue(arms, 'at least two arms with their shares', help));
    return undefined;
  }
  const total = shares.reduce((sum, arm) => addDecimals(sum, arm.share), '0');
  if (Number(total) !== 1 && shares.length === arms.entries.length) {
    const message = `the shares of the arms add up to ${Number(multiplyDecimals(total, '100'))}%, not to 100%`;
    report(problem(arms.span, 'shares-of-arms', message));
  }
  return { ...seedOf(fields, report), arms: shares };
}

function percentOf(node: YamlNode): readonly string[] {
  return node.kind === 'scalar' ? [percentHelp(node.text) ?? []].flat() : [];
}

/** Of the 10,000 buckets that people are drawn by, a share is one at least. */
function refuseTooSmall(node: YamlNode, share: string, report: Report): void {
  if (Number(share) === 0 || Number(share) >= 0.0001) return;
  const message = `${describeNode(node)} is less than 0.01%, the smallest share that can be drawn`;
  report(problem(node.span, 'share-too-small', message, 'for a few people write `limit: { customers: 10 }`'));
}

/** `{ min: 100, max: 50000, change: 30% }`. */
export function parseAlerts(node: YamlNode | undefined, report: Report): AlertsSyntax {
  const fields = fieldsOf(node, ['min', 'max', 'change'], report, 'alerts');
  if (!fields) return {};
  const min = sizeOf(fields.get('min'), 0, report, 'min');
  const max = sizeOf(fields.get('max'), 0, report, 'max');
  if (min !== undefined && max !== undefined && min > max) {
    const message = `no size is between \`min\`, ${min}, and \`max\`, ${max}`;
    report(problem(fields.get('max')!.span, 'reversed', message, 'the lower one is `min`'));
  }
  const change = shareOf(fields.get('change'), report, 'change');
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(change === undefined ? {} : { change }),
  };
}
