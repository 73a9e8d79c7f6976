import type { CustomersSyntax, Keyed, ScalarSyntax } from '../language/syntax.ts';
import type { Logic } from '../model/logic.ts';
import { readShare } from '../model/number.ts';
import type { Leaf, Value } from '../model/value.ts';
import type { Checking } from './context.ts';
import { leaf } from './leaf.ts';
import { valueMessages } from './value-messages.ts';

/** `top: 10%` or `bottom: { customers: 500 }`. */
export function checkRank(
  left: Value,
  side: 'top' | 'bottom',
  { key, value }: Keyed<ScalarSyntax | CustomersSyntax>,
  context: Checking,
): Logic<Leaf> | undefined {
  if (context.row) {
    context.report(valueMessages.notInRow(key.span, `\`${side}\``));
    return undefined;
  }
  const base = context.base === undefined ? {} : { base: context.base };
  const share = value.kind === 'scalar' && !value.quoted ? readShare(value.text) : undefined;
  if (share !== undefined && Number(share) > 0 && Number(share) <= 1) {
    return leaf({ kind: 'rank', left, side, share, ...base }, value);
  }
  const text = value.kind === 'customers' ? value.customers.text : '';
  if (/^[1-9]\d{0,14}$/.test(text)) {
    return leaf({ kind: 'rank', left, side, customers: Number(text), ...base }, value);
  }
  const plain = value.kind === 'scalar' && !value.quoted ? value.text : '';
  const help = /^\d+$/.test(plain) ? [`write \`${plain}%\`, or \`{ customers: ${plain} }\``] : [];
  context.report(valueMessages.expected(value, 'a share such as `10%`, or `{ customers: 500 }`', ...help));
  return undefined;
}
