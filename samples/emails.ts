// What the e-mail tool exports: a year of sends and what came of them, stamped in UTC.
import type { Faker } from '@faker-js/faker';
import type { Campaign } from './catalogue.ts';
import { between, happens, seeded, some, weighted } from './chance.ts';
import { day, END, type Wall } from './clock.ts';
import type { Customer } from './customers.ts';

export interface EmailEvent {
  readonly message: string;
  readonly customer: Customer;
  readonly at: Wall;
  readonly type: string;
  readonly kind: string;
  readonly campaign: string;
  readonly link: string;
}

/** Addresses that bounced, and readers who left, within the year: planted. */
export const BOUNCED = 36;
export const UNSUBSCRIBED = 110;

interface Send {
  readonly campaign: Campaign;
  readonly customer: Customer;
  readonly at: Wall;
}

/** All events in order of time. */
export function makeEmails(
  customers: readonly Customer[],
  campaigns: readonly Campaign[],
): readonly EmailEvent[] {
  const chance = seeded(501);
  const reachable = customers.filter((customer) => customer.row[1] !== '');
  const ends = lastDays(chance, reachable);
  const sends = [...promoSends(chance, reachable, campaigns), ...welcomeSends(reachable, campaigns)];
  sends.sort((a, b) => a.at - b.at || (a.customer.id < b.customer.id ? -1 : 1));
  const events = wanted(sends, ends).flatMap((send, index) => eventsOf(chance, send, index, ends));
  return events
    .filter((event) => event.at < END)
    .map((event, order) => ({ event, order }))
    .sort((a, b) => a.event.at - b.event.at || a.order - b.order)
    .map(({ event }) => event);
}

interface Ends {
  /** The first send on or after this time bounces, and is the last. */
  readonly bounces: ReadonlyMap<Customer, Wall>;
  readonly leaves: ReadonlyMap<Customer, Wall>;
}

function lastDays(chance: Faker, customers: readonly Customer[]): Ends {
  const settled = customers.filter((one) => one.role === 'ordinary' && one.signedUpAt < day('2025-10-01'));
  const draw = (people: readonly Customer[], count: number) =>
    new Map(
      some(chance, people, count).map((one) => [one, between(chance, day('2025-10-15'), day('2026-05-20'))]),
    );
  return {
    bounces: draw(
      settled.filter((one) => one.consent === 'yes'),
      BOUNCED,
    ),
    leaves: draw(
      settled.filter((one) => one.consent === 'no'),
      UNSUBSCRIBED,
    ),
  };
}

/** The sends by consent; who bounces or leaves had it until then, and gets no other. */
function wanted(sends: readonly Send[], ends: Ends): readonly Send[] {
  const gone = new Set<Customer>();
  return sends.filter(({ customer, at }) => {
    const last = ends.bounces.get(customer) ?? ends.leaves.get(customer);
    if (last === undefined) return customer.consent === 'yes';
    if (gone.has(customer)) return false;
    if (at >= last) gone.add(customer);
    return true;
  });
}

function promoSends(
  chance: Faker,
  customers: readonly Customer[],
  campaigns: readonly Campaign[],
): readonly Send[] {
  return campaigns
    .filter((campaign) => campaign.kind === 'promo')
    .flatMap((campaign) =>
      customers
        .filter((one) => one.signedUpAt < campaign.sentAt)
        .filter((one) => campaign.country === undefined || campaign.country === one.country)
        .map((customer) => ({ campaign, customer, at: campaign.sentAt + chance.number.int({ max: 1_800 }) })),
    );
}

function welcomeSends(customers: readonly Customer[], campaigns: readonly Campaign[]): readonly Send[] {
  const welcome = campaigns.find((campaign) => campaign.topic === 'welcome')!;
  return customers
    .filter((one) => one.signedUpAt >= welcome.sentAt)
    .map((customer) => ({ campaign: welcome, customer, at: customer.signedUpAt + 120 }));
}

function eventsOf(chance: Faker, send: Send, index: number, ends: Ends): readonly EmailEvent[] {
  const { campaign, customer } = send;
  const event = (type: string, at: number, link = ''): EmailEvent => ({
    message: `m${String(index + 1).padStart(6, '0')}`,
    customer,
    at: Math.floor(at),
    type,
    kind: campaign.kind,
    campaign: campaign.id,
    link,
  });
  const sent = event('sent', send.at);
  const bounces = ends.bounces.get(customer);
  if (bounces !== undefined && send.at >= bounces) return [sent, event('bounce', send.at + 20)];
  const delivered = [sent, event('delivered', send.at + chance.number.int({ min: 1, max: 90 }))];
  // Mail apps that fetch pictures on delivery make an open that nobody saw.
  const machine =
    customer.device === 'ios' && happens(chance, 0.6) ? [event('machine_open', send.at + 95)] : [];
  const leaves = ends.leaves.get(customer);
  const leaving = leaves !== undefined && send.at >= leaves;
  const eager = customer.role === 'quiet-vip' && campaign.sentAt > day('2026-06-01');
  if (!leaving && !eager && !happens(chance, customer.reading)) return [...delivered, ...machine];
  const openedAt = send.at + 100 + between(chance, 0, 1) ** 3 * 50 * 3600;
  const clicked = happens(chance, 0.22);
  const link = weighted(chance, { '/sale': 3, '/new': 3, '/shoes': 2, '/account': 1 });
  return [
    ...delivered,
    ...machine,
    event('open', openedAt),
    ...(clicked ? [event('click', openedAt + chance.number.int({ min: 5, max: 240 }), link)] : []),
    ...(leaving ? [event('unsubscribe', openedAt + 300)] : []),
  ];
}
