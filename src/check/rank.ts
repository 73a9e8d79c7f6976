import type { Logic } from '../model/logic.ts';
import type { Leaf, Value } from '../model/value.ts';
import type { YamlEntry, YamlNode } from '../yaml/node.ts';
import type { Context } from './context.ts';
import { leaf } from './leaf.ts';
import { readShare } from './literal.ts';
import { messages } from './messages.ts';

/** `top: 10%` or `bottom: { customers: 500 }`. */
export function checkRank(
  left: Value,
  side: 'top' | 'bottom',
  entry: YamlEntry,
  context: Context,
): Logic<Leaf> | undefined {
  const { key, value } = entry;
  if (context.row) {
    context.report(messages.notInRow(key.span, `\`${side}\``));
    return undefined;
  }
  const base = context.base === undefined ? {} : { base: context.base };
  const share = value.kind === 'scalar' && !value.quoted ? readShare(value.text) : undefined;
  if (share !== undefined && Number(share) > 0 && Number(share) <= 1) {
    return leaf({ kind: 'rank', left, side, share, ...base }, value);
  }
  const customers = value.kind === 'map' && value.entries.length === 1 ? value.entries[0] : undefined;
  const text =
    customers?.key.text === 'customers' && customers.value.kind === 'scalar' ? customers.value.text : '';
  if (/^[1-9]\d{0,14}$/.test(text)) {
    return leaf({ kind: 'rank', left, side, customers: Number(text), ...base }, value);
  }
  const help = /^\d+$/.test(plainText(value))
    ? [`write \`${plainText(value)}%\`, or \`{ customers: ${plainText(value)} }\``]
    : [];
  context.report(messages.expected(value, 'a share such as `10%`, or `{ customers: 500 }`', ...help));
  return undefined;
}

function plainText(node: YamlNode): string {
  return node.kind === 'scalar' && !node.quoted ? node.text : '';
}
