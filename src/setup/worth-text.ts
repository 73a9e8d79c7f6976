/** What a row of events is worth, as the project file computes it of the columns of its file. */
import type { DraftEvents } from './draft.ts';
import { columnScalar, inBraces, inBrackets, plainName } from './yaml-text.ts';

export interface Worth {
  /** The column that holds it, as YAML; absent where rows have no money. */
  readonly value?: string;
  /** Under `columns`. */
  readonly lines: readonly string[];
}

/** Each step computes of what the one before it found. */
type Step = (
  value: string,
  events: DraftEvents,
) => { readonly name: string; readonly lines: readonly string[] } | undefined;

const steps: readonly Step[] = [ofAllUnits, withoutCredits];

export function worthOf(events: DraftEvents): Worth {
  if (events.value === undefined) return { lines: [] };
  let value = columnScalar(events.value);
  const lines: string[] = [];
  for (const step of steps) {
    const found = step(value, events);
    if (!found) continue;
    value = found.name;
    lines.push(...found.lines);
  }
  return { value, lines };
}

function ofAllUnits(price: string, { product }: DraftEvents): ReturnType<Step> {
  if (!product) return undefined;
  return {
    name: 'line_total',
    lines: [`line_total: { times: [${columnScalar(product.quantity)}, ${price}] }`],
  };
}

/** Money given back that is written without a minus. */
function withoutCredits(value: string, { credited }: DraftEvents): ReturnType<Step> {
  if (!credited) return undefined;
  const rows = inBraces({ [plainName(credited.column)]: inBrackets(credited.words) });
  return {
    name: 'net',
    lines: [
      `given_back: { minus: [0, ${value}] }`,
      `net: { if: ${rows}, is: given_back, otherwise: ${value} }`,
    ],
  };
}
