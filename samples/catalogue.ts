// What the shop sells, and the companies and campaigns its other exports refer to.
import { between, seeded, some, weighted } from './chance.ts';
import { DAY, day, isoTime, type Wall } from './clock.ts';

export interface Brand {
  readonly code: string;
  readonly name: string;
  readonly tier: string;
  readonly country: string;
}

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly category: Category;
  readonly brandCode: string;
  /** Cents. */
  readonly price: number;
  readonly cost: number;
  readonly stock: number;
  readonly backInStockAt: string;
}

export interface Company {
  readonly id: string;
  readonly name: string;
  readonly industry: string;
  readonly employees: number;
}

export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly kind: 'promo' | 'trigger';
  readonly topic: string;
  readonly sentAt: Wall;
  /** Promotions: the country they go to, or everywhere. */
  readonly country?: string;
}

export type Category = keyof typeof CATEGORIES;

/** Nouns, and the usual price in euro. */
export const CATEGORIES = {
  shoes: { nouns: ['Sneakers', 'Ankle Boots', 'Sandals', 'Loafers', 'Trail Shoes'], price: 79 },
  bags: { nouns: ['Backpack', 'Tote', 'Shoulder Bag', 'Wallet', 'Weekender'], price: 64 },
  dresses: { nouns: ['Wrap Dress', 'Midi Dress', 'Shirt Dress', 'Skirt'], price: 58 },
  jackets: { nouns: ['Parka', 'Rain Jacket', 'Blazer', 'Down Jacket'], price: 119 },
  accessories: { nouns: ['Scarf', 'Belt', 'Beanie', 'Gloves', 'Sunglasses'], price: 24 },
  sport: { nouns: ['Leggings', 'Running Shirt', 'Shorts', 'Yoga Mat', 'Bottle'], price: 34 },
} as const;

/** Products that came back in the last week: planted. */
export const BACK_IN_STOCK = 8;

/** Codes as suppliers write them: leading zeros, and one that a careless reader takes for a number. */
const BRANDS: readonly Brand[] = [
  { code: '0042', name: 'Borealis', tier: 'premium', country: 'NO' },
  { code: '0107', name: 'Wisła Works', tier: 'core', country: 'PL' },
  { code: '1E5', name: 'Tisza', tier: 'core', country: 'HU' },
  { code: '2210', name: 'Lindenhof', tier: 'premium', country: 'DE' },
  { code: '3006', name: 'Petit Nord', tier: 'premium', country: 'FR' },
  { code: '0008', name: 'Everyday & Co', tier: 'value', country: 'PL' },
  { code: '4471', name: 'Moravia Sport', tier: 'core', country: 'CZ' },
  { code: '5090', name: 'House Label', tier: 'value', country: 'PL' },
];

export function makeBrands(): readonly Brand[] {
  return BRANDS;
}

export function makeProducts(): readonly Product[] {
  const chance = seeded(101);
  const names = new Set<string>();
  const ids = new Set<string>(['84029E1']);
  return Array.from({ length: 160 }, (_, index) => {
    const category = Object.keys(CATEGORIES)[index % 6] as Category;
    const { nouns, price } = CATEGORIES[category];
    const cents = Math.round(price * between(chance, 0.5, 1.9)) * 100 - 1;
    const state = index < BACK_IN_STOCK ? 'back' : weighted(chance, { in: 85, once: 9, out: 6 });
    const returned = state === 'back' ? '2026-06-24' : '2026-02-01';
    const spread = state === 'back' ? 6.5 : 110;
    return {
      id: index === 0 ? '84029E1' : freshId(ids, () => chance.helpers.fromRegExp(/[0-9]{5}[A-F]?/)),
      name: freshId(names, () =>
        `${chance.color.human()} ${chance.helpers.arrayElement(nouns)}`.toLowerCase(),
      ),
      category,
      brandCode: chance.helpers.arrayElement(BRANDS).code,
      price: cents,
      cost: Math.round(cents * between(chance, 0.35, 0.65)),
      stock: state === 'out' ? 0 : chance.number.int({ min: 3, max: 240 }),
      backInStockAt:
        state === 'back' || state === 'once'
          ? isoTime(day(returned) + Math.floor(between(chance, 0.3, spread)) * DAY + 6 * 3600)
          : '',
    };
  });
}

export function makeCompanies(): readonly Company[] {
  const chance = seeded(102);
  const industries = ['hospitality', 'retail', 'software', 'education', 'health', 'construction'];
  return Array.from({ length: 48 }, (_, index) => ({
    id: String(311 + index * 17).padStart(5, '0'),
    name: chance.company.name(),
    industry: chance.helpers.arrayElement(industries),
    employees: Math.round(10 ** between(chance, 0.5, 3.4)),
  }));
}

/** A promotion about every nineteen days for a year, and three triggers. The last one went to Hungary only. */
export function makeCampaigns(): readonly Campaign[] {
  const chance = seeded(103);
  const topics = ['new arrivals', 'sale', 'style guide', 'loyalty'];
  const promos = Array.from({ length: 20 }, (_, index): Campaign => {
    const last = index === 19;
    const topic = last ? 'sale' : index === 7 ? 'black friday' : chance.helpers.arrayElement(topics);
    const sentAt = last ? day('2026-06-29') : day('2025-07-08') + index * 19 * DAY;
    return {
      id: `P${String(index + 1).padStart(3, '0')}`,
      name: `${topic} ${isoTime(sentAt).slice(0, 7)}`,
      kind: 'promo',
      topic,
      sentAt: sentAt + 10 * 3600,
      ...(last || index === 4 || index === 12 ? { country: last ? 'HU' : 'PL' } : {}),
    };
  });
  const triggers = some(chance, ['welcome', 'abandoned cart', 'back in stock'], 3);
  return [
    ...promos,
    ...[...triggers].sort().map(
      (topic, index): Campaign => ({
        id: `T${String(index + 1).padStart(3, '0')}`,
        name: topic,
        kind: 'trigger',
        topic,
        sentAt: day('2025-07-01'),
      }),
    ),
  ];
}

function freshId(taken: Set<string>, draw: () => string): string {
  for (;;) {
    const id = draw();
    if (!taken.has(id)) {
      taken.add(id);
      return id;
    }
  }
}
