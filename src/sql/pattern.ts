/** The pattern of a `matches`, which may stand within what folds it. */
import type { Expr } from './ast.ts';
import type { Dialect } from './dialect.ts';

export type Call = Extract<Expr, { kind: 'call' }>;

/** The literal that is folded, if anything is. */
export function patternOf(matches: Call): Extract<Expr, { kind: 'literal' }> | undefined {
  let found = matches.args[1];
  while (found?.kind === 'call') found = found.args[0];
  return found?.kind === 'literal' ? found : undefined;
}

/** The call with its pattern as the dialect spells it. */
export function withSpelledPattern(call: Call, dialect: Dialect): Call {
  const pattern = call.name === 'matches' && dialect.pattern ? patternOf(call) : undefined;
  const text = pattern && dialect.pattern!(pattern.text);
  if (text === undefined) return call;
  const spell = (expr: Expr): Expr =>
    expr.kind === 'call'
      ? { ...expr, args: expr.args.map((arg, index) => (index === 0 ? spell(arg) : arg)) }
      : { ...pattern!, text };
  return { ...call, args: [call.args[0]!, spell(call.args[1]!)] };
}
