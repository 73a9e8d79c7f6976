// Who the customers are. Roles carry the planted truths that samples/README.md lists.
import type { Faker } from '@faker-js/faker';
import type { Company } from './catalogue.ts';
import { between, exponential, gamma2, happens, seeded, some, weighted } from './chance.ts';
import { DAY, day, END, FIRST_DAY, isoDate, isoTime, midnight, month, type Wall } from './clock.ts';
import { ascii, COUNTRY_WEIGHTS, type Country, PLACES } from './places.ts';

/** What a customer was invented to show. */
export type Role = 'ordinary' | 'prospect' | 'quiet-vip' | 'black-friday';

export interface Customer {
  readonly id: string;
  readonly role: Role;
  readonly signedUpAt: Wall;
  readonly country: Country;
  readonly device: string;
  readonly consent: string;
  /** What the customers.csv row says, in its column order. */
  readonly row: readonly string[];
  /** How they order: orders a year, days until they drop out, usual item in euro. */
  readonly rate: number;
  readonly lifetime: number;
  readonly budget: number;
  /** Chance to open an e-mail. */
  readonly reading: number;
  readonly channel: string;
}

export const CUSTOMER_COLUMNS = [
  'customer_id',
  'email',
  'phone',
  'first_name',
  'last_name',
  'gender',
  'birth_date',
  'country',
  'city',
  'postcode',
  'language',
  'timezone',
  'signed_up_at',
  'acquisition_source',
  'email_consent',
  'sms_status',
  'interests',
  'device',
  'nps',
  'company_id',
] as const;

/** How many of each: 3,000 in all. */
export const ROLES: Readonly<Record<Role, number>> = {
  ordinary: 2_350,
  prospect: 410,
  'quiet-vip': 60,
  'black-friday': 180,
};

/** Orders in July against an average month, and the rest of the year. */
export const SEASON: readonly number[] = [0.95, 0.85, 0.95, 1, 1, 1, 0.35, 0.95, 1, 1.05, 1.3, 1.5];

export function seasonal(chance: Faker, at: Wall): boolean {
  return happens(chance, SEASON[month(at) - 1]! / 1.5);
}

/** A time of day at which people shop: morning to late evening. */
export function shoppingTime(chance: Faker, at: Wall): Wall {
  const hour = happens(chance, 0.45) ? between(chance, 18, 22.5) : between(chance, 8, 18);
  return midnight(at) + Math.floor(hour * 3600);
}

export function makeCustomers(companies: readonly Company[]): readonly Customer[] {
  const chance = seeded(201);
  const arrivals = Object.entries(ROLES).flatMap(([role, count]) =>
    Array.from({ length: count }, () => ({ role: role as Role, at: signUp(chance, role as Role) })),
  );
  arrivals.sort((a, b) => a.at - b.at);
  const people = new People(companies);
  return arrivals.map(({ role, at }, index) => people.next(role, at, index));
}

function signUp(chance: Faker, role: Role): Wall {
  if (role === 'black-friday') return shoppingTime(chance, day('2025-11-28') + weekendDay(chance) * DAY);
  if (role === 'quiet-vip')
    return shoppingTime(chance, between(chance, day('2023-10-01'), day('2025-03-01')));
  for (;;) {
    const at = shoppingTime(chance, between(chance, FIRST_DAY, END - 2 * DAY));
    if (seasonal(chance, at) && !isBlackFriday(at)) return at;
  }
}

/** Friday half of the time, else Saturday or Sunday. */
function weekendDay(chance: Faker): number {
  return Number(weighted(chance, { '0': 5, '1': 3, '2': 2 }));
}

/** The long weekend in which nobody but the planted cohort starts. */
export function isBlackFriday(at: Wall): boolean {
  return at >= day('2025-11-26') && at < day('2025-12-02');
}

/** Draws one person after the other; remembers the addresses given out. */
class People {
  readonly #chance = seeded(202);
  readonly #names = new Map<Country, Faker>();
  readonly #emails = new Set<string>();
  readonly #companies: readonly Company[];

  constructor(companies: readonly Company[]) {
    this.#companies = companies;
  }

  next(role: Role, signedUpAt: Wall, index: number): Customer {
    const chance = this.#chance;
    const country = weighted(chance, COUNTRY_WEIGHTS);
    const place = PLACES[country];
    const names = this.#namesOf(country);
    const sex = happens(chance, 0.62) ? 'female' : 'male';
    const firstName = names.person.firstName(sex);
    const lastName = names.person.lastName(sex);
    const city = weighted(chance, cityWeights(Object.keys(place.cities)));
    const reader = role === 'quiet-vip';
    const device = weighted(chance, { android: 38, ios: 30, desktop: 24, '': 8 });
    const consent = reader ? 'yes' : weighted(chance, { yes: 66, no: 22, '': 12 });
    const channel = weighted(chance, { web: 52, app: 26, store: 16, phone: 6 });
    // The old shop system numbered to six digits with leading zeros; the new one starts at 200001.
    const id =
      signedUpAt < day('2024-06-01') ? String(index + 4_117).padStart(6, '0') : String(index + 200_001);
    const row = [
      id,
      channel === 'store' && happens(chance, 0.2) && !reader
        ? ''
        : this.#email(ascii(firstName), ascii(lastName)),
      happens(chance, 0.7) ? phone(chance, place.dialling) : '',
      firstName,
      lastName,
      happens(chance, 0.86) ? sex : '',
      happens(chance, 0.74) ? birthDate(chance, index) : '',
      country,
      city,
      digits(chance, place.cities[city]!),
      place.language,
      place.timezone,
      isoTime(signedUpAt),
      role === 'black-friday' ? 'google_ads' : source(chance),
      consent,
      weighted(chance, { subscribed: 41, unsubscribed: 14, '': 45 }),
      interests(chance),
      device,
      role !== 'prospect' && happens(chance, 0.36) ? nps(chance) : '',
      happens(chance, 0.04) ? chance.helpers.arrayElement(this.#companies).id : '',
    ];
    return {
      id,
      role,
      signedUpAt,
      country,
      device,
      consent,
      row,
      rate: gamma2(chance, 4.4),
      lifetime: exponential(chance, 520),
      budget: 35 * Math.exp(0.6 * chance.number.float({ min: -1.6, max: 1.8 })),
      reading: reader ? 0.7 : between(chance, 0.02, 0.55) * (happens(chance, 0.25) ? 0.2 : 1),
      channel,
    };
  }

  #namesOf(country: Country): Faker {
    const known = this.#names.get(country) ?? seeded(300 + this.#names.size, PLACES[country].locale);
    this.#names.set(country, known);
    return known;
  }

  /** A few people share the address of another, as households do; everybody else has one of their own. */
  #email(first: string, last: string): string {
    if (this.#emails.size > 0 && happens(this.#chance, 0.005)) {
      return this.#chance.helpers.arrayElement([...this.#emails]);
    }
    const domain = happens(this.#chance, 0.7) ? 'example.com' : 'example.org';
    const plain = `${first}.${last}@${domain}`;
    const number = this.#chance.number.int({ min: 2, max: 99_999 });
    const email = this.#emails.has(plain) ? `${first}.${last}${number}@${domain}` : plain;
    this.#emails.add(email);
    return email;
  }
}

/** The first city twice as likely as the second, and so on. */
function cityWeights(cities: readonly string[]): Record<string, number> {
  return Object.fromEntries(cities.map((city, index) => [city, 1 / (index + 1)]));
}

function digits(chance: Faker, shape: string): string {
  return shape.replace(/#/g, () => String(chance.number.int({ min: 0, max: 9 })));
}

/** Numbers beginning 999, written as people write them: mostly in full, some without the country. */
function phone(chance: Faker, dialling: string): string {
  const local = digits(chance, '999 ### ###');
  if (happens(chance, 0.1)) return local;
  return happens(chance, 0.15) ? `00${dialling.slice(1)}${local.replace(/ /g, '')}` : `${dialling} ${local}`;
}

function birthDate(chance: Faker, index: number): string {
  if (index % 430 === 0) return chance.helpers.arrayElement(['1984-02-29', '1992-02-29', '2000-02-29']);
  return isoDate(between(chance, day('1953-01-01'), day('2008-06-01')));
}

function source(chance: Faker): string {
  return weighted(chance, {
    organic: 30,
    google_ads: 22,
    instagram: 18,
    referral: 11,
    store: 9,
    marketplace: 6,
    '': 4,
  });
}

function interests(chance: Faker): string {
  const known = ['running', 'travel', 'outdoor', 'office', 'vintage', 'yoga', 'kids'];
  return some(chance, known, Number(weighted(chance, { '0': 30, '1': 30, '2': 25, '3': 15 }))).join('|');
}

function nps(chance: Faker): string {
  return weighted(chance, {
    '10': 22,
    '9': 20,
    '8': 18,
    '7': 13,
    '6': 8,
    '5': 7,
    '3': 5,
    '2': 3,
    '1': 2,
    '0': 2,
  });
}
