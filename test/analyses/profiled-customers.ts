/** Customers whose profiles are looked at, and whether somebody has what a row of a profile names. */
import type { Random } from '../oracle/random.ts';

export type Customer = Readonly<Record<string, string>>;

/** Countries of which some are rare, lists, numbers with many zeros, and values that are missing. */
export function makeCustomers(random: Random, count: number): readonly Customer[] {
  return Array.from({ length: count }, (_, i): Customer => {
    const country = random.pick([
      'PL',
      'PL',
      'PL',
      'HU',
      'HU',
      'DE',
      '',
      random.pick(['IS', 'MT', 'LI', 'CY']),
    ]);
    const tastes = ['tea', 'coffee', 'juice', random.chance(0.03) ? 'mate' : 'water'];
    return {
      id: `c${i}`,
      email: `c${i}@example.com`,
      nickname: `n${random.int(1, count * 3)}`,
      country,
      drinks: random.chance(0.15) ? '' : random.some(tastes, 1, 3).join('|'),
      children: String(random.pick([0, 0, 0, 1, 1, 2, 3, random.chance(0.1) ? 9 : 2])),
      spent: random.chance(0.4)
        ? '0.00'
        : random.int(0, 90_000) === 0
          ? ''
          : (random.int(1, 99_999) / 100).toFixed(2),
      member: String(random.chance(0.3)),
      joined: `${random.int(2019, 2022)}-0${random.int(1, 9)}-10`,
      picked: String(random.chance(country === 'HU' ? 0.4 : 0.15)),
      other: String(random.chance(0.3)),
    };
  });
}

/** With fields that one customer, or two, tell from another: of the list, or beside it. */
export function withNearCopies(random: Random, customers: readonly Customer[]): readonly Customer[] {
  const odd = new Set([random.int(0, customers.length - 1), random.int(0, customers.length - 1)]);
  const picked = customers.findIndex(({ picked: is }) => is === 'true');
  return customers.map((one, i) => {
    const isOdd = odd.has(i);
    const drinks = one['drinks'] === '' ? [] : one['drinks']!.split('|');
    const sweet = drinks.includes('tea') !== isOdd ? [...drinks, 'sugar'] : drinks;
    return {
      ...one,
      drinks: sweet.join('|'),
      country_then: i === picked ? 'PL' : one['country']!,
      member_then: String((one['member'] === 'true') !== isOdd),
      children_then: isOdd ? '7' : one['children']!,
      spent_then: i === picked ? '0.00' : one['spent']!,
      has_spent: String(Number(one['spent']) > 0 && i !== picked),
    };
  });
}

export function shopOf(customers: readonly Customer[]): Readonly<Record<string, string>> {
  const names = Object.keys(customers[0]!);
  const rows = [names, ...customers.map((customer) => names.map((name) => customer[name]!))];
  return {
    'customers.csv': rows.map((row) => row.join(',')).join('\n'),
    'segment.config.yaml': `timezone: UTC
as_of: 2026-06-30
segments: segments/*.yaml
customers:
  { file: customers.csv, key: id, columns: { drinks: { type: list, separator: "|" } }, contact: { email: email }, consent: { email: { field: member, yes: ["true"] } } }
`,
    'segments/lists.yaml':
      'segments:\n  - { name: picked, where: { picked: true } }\n  - { name: other, where: { other: true } }\n',
  };
}

/** Whether a customer has the value that a row names, by what its label says and nothing else. */
export function hasValue(customer: Customer, field: string, label: string | null): boolean {
  const cell = customer[field]!;
  if (label === null) return cell === '';
  if (cell === '') return false;
  if (field === 'drinks') return cell.split('|').includes(label);
  if (field === 'joined') return cell.startsWith(label);
  if (cell === label) return true;
  const number = Number(cell);
  const [, above, from, below, to] = /^(>?)([\d.]+) to (<?)([\d.]+)$/.exec(label) ?? [];
  if (to !== undefined) {
    const isOver = above ? number > Number(from) : number >= Number(from);
    return isOver && (below ? number < Number(to) : number <= Number(to));
  }
  if (/ or more$/.test(label)) return number >= Number.parseFloat(label);
  if (/^up to /.test(label)) return number <= Number(label.slice(6));
  if (/^</.test(label)) return number < Number(label.slice(1));
  return label === String(number);
}
