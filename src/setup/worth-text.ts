/** What a row of events is worth, as the project file computes it of the columns of its file. */
import type { DraftEvents } from './draft.ts';
import { withoutCents } from './in-cents.ts';
import { columnScalar, inBraces, inBrackets, plainName } from './yaml-text.ts';

export interface Worth {
  /** The column that holds it, as YAML; absent where rows have no money. */
  readonly value?: string;
  /** Under `columns`. */
  readonly lines: readonly string[];
}

interface Computed {
  readonly name: string;
  readonly lines: readonly string[];
}

/** Each step computes of what the one before it found. */
type Step = (value: string, events: DraftEvents) => Computed | undefined;

const steps: readonly Step[] = [ofAllUnits, withoutRefunds, withoutCredits, ofCents];

export function worthOf(events: DraftEvents): Worth {
  if (events.value === undefined) return ofPrices(events);
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

/** How many there are, at the price that a lookup knows. */
function ofPrices(events: DraftEvents): Worth {
  const { priced } = events;
  if (!priced) return { lines: [] };
  const value = freeName('line_total', events);
  const price = `${priced.lookup}.${columnScalar(priced.price)}`;
  return { value, lines: [`${value}: { times: [${columnScalar(priced.quantity)}, ${price}] }`] };
}

function ofAllUnits(price: string, events: DraftEvents): Computed | undefined {
  const { product } = events;
  if (!product) return undefined;
  const name = freeName('line_total', events);
  const quantity = columnScalar(product.quantity);
  const { discount } = product;
  if (!discount) return { name, lines: [`${name}: { times: [${quantity}, ${price}] }`] };
  const reduced = freeName('reduced_by', events);
  const less = `{ first_of: [${columnScalar(discount.column)}, 0] }`;
  if (discount.kind === 'amount') {
    const gross = freeName('before_discount', events);
    return {
      name,
      lines: [
        `${reduced}: ${less}`,
        `${gross}: { times: [${quantity}, ${price}] }`,
        `${name}: { minus: [${gross}, ${reduced}] }`,
      ],
    };
  }
  const [share, whole] = [freeName('share_paid', events), discount.kind === 'percent' ? '100' : '1'];
  const scale = discount.kind === 'percent' ? ', 0.01' : '';
  return {
    name,
    lines: [
      `${reduced}: ${less}`,
      `${share}: { minus: [${whole}, ${reduced}] }`,
      `${name}: { times: [${quantity}, ${price}, ${share}${scale}] }`,
    ],
  };
}

/** What was given back of the same order, in a column beside it. */
function withoutRefunds(value: string, events: DraftEvents): Computed | undefined {
  const { refunded } = events;
  if (!refunded) return undefined;
  const column = columnScalar(refunded.column);
  const typed = refunded.isEmpty ? [`${column}: decimal`] : [];
  const net = netOf(value, { column, isNegative: refunded.isNegative }, events);
  return { ...net, lines: [...typed, ...net.lines] };
}

/** The value without what a column or a lookup says was given back; where that says nothing, nothing was. */
export function netOf(
  value: string,
  { column, isNegative }: { readonly column: string; readonly isNegative: boolean },
  events: DraftEvents,
): Computed {
  const [refunded, name] = [freeName('refunded', events), freeName('net', events)];
  const less = isNegative ? 'plus' : 'minus';
  return {
    name,
    lines: [`${refunded}: { first_of: [${column}, 0] }`, `${name}: { ${less}: [${value}, ${refunded}] }`],
  };
}

/** Money given back that is written without a minus. */
function withoutCredits(value: string, events: DraftEvents): Computed | undefined {
  const { credited } = events;
  if (!credited) return undefined;
  const [taken, name] = [freeName('given_back', events), freeName('net', events)];
  const rows = inBraces({ [plainName(credited.column)]: inBrackets(credited.words) });
  return {
    name,
    lines: [
      `${taken}: { minus: [0, ${value}] }`,
      `${name}: { if: ${rows}, is: ${taken}, otherwise: ${value} }`,
    ],
  };
}

/** Last, since what is given back is counted in hundredths too. */
function ofCents(value: string, events: DraftEvents): Computed | undefined {
  if (!events.isInCents) return undefined;
  const name = freeName(withoutCents(events.value!), events);
  return { name, lines: [`${name}: { times: [${value}, 0.01] }  # ${value} is in cents`] };
}

/** A name that no column of the file has. */
function freeName(wanted: string, { facts }: DraftEvents): string {
  const taken = new Set(facts.columns.map(({ name }) => plainName(name).toLowerCase()));
  const names = [wanted, `${wanted}_computed`, `${wanted}_of_row`];
  return names.find((name) => !taken.has(name)) ?? wanted;
}
