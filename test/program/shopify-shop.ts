/** An invented shop as Shopify exports it, and who in it bought twice in a year, fell silent, and agreed to e-mail. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const states = ['paid', 'paid', 'partially_refunded', 'voided', 'refunded'];

interface Order {
  readonly number: number;
  readonly email: string;
  readonly day: string;
  readonly state: string;
}

/** Orders of customer `number`: up to four, 47 days apart. */
function ordersOf(number: number): readonly Order[] {
  return Array.from({ length: number % 5 }, (_, index) => {
    const days = (number * 13 + index * 47) % 420;
    const day = new Date(Date.UTC(2026, 5, 30) - days * 86_400_000).toISOString().slice(0, 10);
    const email = index % 2 ? addressOf(number) : addressOf(number).toUpperCase();
    return { number: number * 10 + index, email, day, state: states[(number + index) % 5]! };
  });
}

const addressOf = (number: number): string => `person${number}@example.org`;
const agreed = (number: number): boolean => number % 3 > 0;
const people = Array.from({ length: 60 }, (_, index) => index + 1);

const customerHeader =
  'Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Tags';
const orderHeader =
  'Name,Email,Financial Status,Currency,Total,Refunded Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price';

/** Writes the two files. */
export function writeShop(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const customers = people.map(
    (number) =>
      `'79904${number},First${number},Last${number},${addressOf(number)},${agreed(number) ? 'yes' : 'no'},,no,0.00,0,"a, b"`,
  );
  const lines = people
    .flatMap(ordersOf)
    .flatMap(({ number, email, day, state }) => [
      `#${number},${email},${state},EUR,24.50,${state === 'refunded' ? '24.50' : '0.00'},${day} 10:00:00 +0200,1,Cup,20.00`,
      `#${number},${email},,,,,${day} 10:00:00 +0200,3,Lid,1.50`,
    ]);
  writeFileSync(join(folder, 'customers_export.csv'), [customerHeader, ...customers, ''].join('\n'));
  writeFileSync(join(folder, 'orders_export_1.csv'), [orderHeader, ...lines, ''].join('\n'));
}

/** Addresses: as of the end of 2026-06-30, two orders that were kept in the year before and none in the last 90 days. */
export function quietAddresses(): readonly string[] {
  return people
    .filter((number) => {
      const kept = ordersOf(number).filter(({ state }) => state === 'paid' || state === 'partially_refunded');
      const since = (day: string): number => kept.filter((order) => order.day >= day).length;
      return agreed(number) && since('2025-07-01') >= 2 && since('2026-04-02') === 0;
    })
    .map(addressOf)
    .sort();
}
