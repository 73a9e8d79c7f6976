/** Early signs as the project file says, bound to its fields. */
import { checkCondition } from '../check/condition.ts';
import type { Checking } from '../check/context.ts';
import { checkSign } from '../check/lookalike.ts';
import { problem } from '../diagnostics/problem.ts';
import { measureValue } from '../language/measure-value.ts';
import type { SignsSyntax } from '../language/models/signs.ts';
import { usualRows } from './bind-prediction.ts';
import { checkEvents } from './cohort-models.ts';
import type { SignsModel, SignsTarget } from './signs-model.ts';

/** Undefined when it is wrong, which has then been reported. */
export function bindSigns(syntax: SignsSyntax, context: Checking): SignsModel | undefined {
  const { name, span, on, within, after } = syntax;
  const rows = on ? checkEvents(on, context, 'predictions need one') : usualRows(context.schema.events);
  if (!rows && !on) {
    const message = `\`${name.text}\` needs \`on\`, the events that customers begin with`;
    context.report(problem(span, 'missing-key', message));
  }
  const target = bindTarget(syntax, context);
  const signs = syntax.from.map((field) => checkSign(field, context));
  const from = signs.filter((sign) => sign !== undefined);
  if (!rows || !target || from.length < signs.length) return undefined;
  const age = measureValue('days_since_first', rows);
  return { kind: 'signs', name: name.text, target, within, age, from, ...(after ? { after } : {}) };
}

function bindTarget({ target }: SignsSyntax, context: Checking): SignsTarget | undefined {
  const condition = checkCondition(target, context);
  if (!condition) return undefined;
  const rank = condition.kind === 'leaf' && condition.leaf.kind === 'rank' ? condition.leaf : undefined;
  if (rank?.side === 'top' && rank.share !== undefined) {
    return { kind: 'top', value: rank.left, share: Number(rank.share) };
  }
  return { kind: 'condition', condition };
}
