/** One invented shop in the many ways in which exports write it. */

export interface Person {
  readonly id: number;
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly agreed: boolean;
  readonly joined: Date;
}

export interface Order {
  readonly number: number;
  readonly person: Person;
  readonly at: Date;
  readonly total: number;
}

const day = 86_400_000;

export const people: readonly Person[] = Array.from({ length: 60 }, (_, index) => ({
  id: 1000 + index,
  // Two of them have one name: a name is nobody's key.
  first: `Ada${index % 30}`,
  last: `Żółć${index % 30}`,
  email: `ada${index}@example.org`,
  agreed: index % 3 > 0,
  joined: new Date(Date.UTC(2024, 0, 1 + index * 5, index % 24, index)),
}));

export const orders: readonly Order[] = people
  .flatMap((person, index) =>
    Array.from({ length: index % 5 }, (_, place) => ({
      person,
      at: new Date(Date.UTC(2026, 5, 29, 10, 7 * place) - ((index * 13 + place * 47) % 400) * day),
      total: 15.01 + ((index * 37 + place * 11) % 2000),
    })),
  )
  .sort((a, b) => a.at.getTime() - b.at.getTime())
  .map((order, index) => ({ ...order, number: 5001 + index }));

export interface Line {
  readonly sku: string;
  readonly quantity: number;
  readonly price: number;
}

/** One to three lines of an order: their prices times how many there are add up to its total. */
export function linesOf({ number, total }: Order): readonly Line[] {
  const mugs = { sku: 'mug', quantity: 2, price: 2.5 };
  const plate = { sku: 'plate', quantity: 1, price: 5 };
  const small = [[], [mugs], [mugs, plate]][number % 3]!;
  const rest = small.reduce((sum, { quantity, price }) => sum - quantity * price, total);
  return [{ sku: 'pot', quantity: 1, price: Math.round(rest * 100) / 100 }, ...small];
}

const since = (iso: string) => (order: Order) => order.at.toISOString() >= iso;

/** As of the end of 2026-06-30 in UTC: two orders or more in a year, and none in the last 90 days. */
export function quiet(of: (person: Person) => boolean = () => true): number {
  return people.filter((person) => {
    const own = orders.filter((order) => order.person === person);
    const isGood = own.filter(since('2025-07-01')).length >= 2;
    return of(person) && isGood && !own.some(since('2026-04-02'));
  }).length;
}

export const revenue: number = orders.reduce((sum, { total }) => sum + Math.round(total * 100), 0) / 100;

const parts = (at: Date): readonly string[] => at.toISOString().split(/[-T:.]/);

/** `YYYY MM DD HH mm ss` in the order and with the signs of a pattern; `M`, `D`, `YY` as well. */
export function dated(at: Date, pattern: string): string {
  const [year = '', month = '', date = '', hour = '', minute = '', second = ''] = parts(at);
  const words: Readonly<Record<string, string>> = {
    YYYY: year,
    YY: year.slice(2),
    MM: month,
    DD: date,
    HH: hour,
    mm: minute,
    ss: second,
  };
  return pattern.replaceAll(/YYYY|YY|MM|DD|HH|mm|ss/g, (word) => words[word]!);
}

/** `1,234.50` with the signs of a country. */
export function amount(value: number, group: string, decimal: string): string {
  const [whole = '', fraction = ''] = value.toFixed(2).split('.');
  return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, group)}${decimal}${fraction}`;
}

export function csv(
  header: string,
  rows: readonly (readonly (string | number)[])[],
  delimiter = ',',
): string {
  const quoted = (cell: string | number): string =>
    String(cell).includes(delimiter) ? `"${cell}"` : String(cell);
  const lines = rows.map((row) => row.map(quoted).join(delimiter));
  return `${[header.replaceAll(',', delimiter), ...lines].join('\n')}\n`;
}
