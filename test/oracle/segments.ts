/** Who is in a segment: base, where, exclude, channel, suppress, holdout, sample, limit, split. */
import { createHash } from 'node:crypto';
import { blockHolds, type Rank } from './block.ts';
import { holds } from './field-test.ts';
import { bindField, type Names } from './fields.ts';
import { fileValues } from './in-file.ts';
import { meets } from './logic.ts';
import type { Node, NodeMap } from './node.ts';
import { asItems, asMap, asText, isMap, isText } from './node.ts';
import { isRanked } from './ranks.ts';
import { compareRationals, plus, type Rational, rational, readRational, times, zero } from './rational.ts';
import { compareBytes, compareValues, identity } from './value.ts';
import type { Customer } from './world.ts';

export interface People {
  readonly names: Names;
  readonly everybody: readonly Customer[];
  readonly members: (segment: string) => readonly Customer[];
}

export function evaluateSegment(people: People, name: string, segment: NodeMap): readonly Customer[] {
  const base = baseOf(people, segment);
  const met = (condition: Node) => (customer: Customer) => conditionHolds(people, base, condition, customer);
  const matching = base
    .filter((customer) => segment['where'] === undefined || met(segment['where'])(customer))
    .filter((customer) => !asItems(segment['exclude']).some((item) => met(item)(customer)));
  const allowed = afterHoldout(people, forChannel(people, segment['channel'], matching));
  return limit(people, segment['limit'], sample(name, segment['sample'], allowed));
}

export function baseOf(people: People, segment: NodeMap): readonly Customer[] {
  return segment['base'] === undefined ? people.everybody : people.members(asText(segment['base']));
}

export function conditionHolds(
  people: People,
  base: readonly Customer[],
  condition: Node,
  customer: Customer,
): boolean {
  const { names } = people;
  const rank: Rank = (valueFor, person, end, spec) =>
    isRanked(
      base.map((other) => ({ customer: other, value: valueFor(other) })),
      person,
      end,
      spec,
    );
  return meets(condition, (name, body) => {
    if (name === 'segment') {
      return asItems(body).some((item) => contains(people.members(asText(item)), customer));
    }
    if (name === 'in_file') return inFile(people, body, customer);
    if (names.world.events.has(name)) return blockHolds(names, name, body, customer, rank);
    const field = bindField(names, name);
    return holds(body, field.type, field.read({ customer }), {
      moment: names.world.moment,
      read: (other) => bindField(names, other).read({ customer }),
      rank: (end, spec) => rank((other) => field.read({ customer: other }), customer, end, spec),
    });
  });
}

const contains = (members: readonly Customer[], customer: Customer) =>
  members.some((member) => member.key === customer.key);

function inFile(people: People, body: Node, customer: Customer): boolean {
  const { names } = people;
  const map: NodeMap = isMap(body) ? body : { path: body };
  const name = map['field'] === undefined ? names.world.people.key! : asText(map['field']);
  const value = bindField(names, map['field'] === undefined ? `customer.${name}` : name).read({ customer });
  const path = asText(map['path']);
  const text = names.world.files[path];
  if (text === undefined) throw new Error(`no file ${path}`);
  const column = map['column'] === undefined ? name : asText(map['column']);
  return value !== null && fileValues(path, text, column).includes(identity(value));
}

function forChannel(
  people: People,
  node: Node | undefined,
  customers: readonly Customer[],
): readonly Customer[] {
  if (node === undefined) return customers;
  const suppressed = asItems(people.names.world.config['suppress']).flatMap((name) =>
    people.members(asText(name)),
  );
  const channel = asText(node);
  const refused = new Set(
    people.everybody
      .filter((customer) => hasRefused(people, channel, customer) || contains(suppressed, customer))
      .map((customer) => addressOf(people, channel, customer)),
  );
  return customers
    .filter((customer) => canReach(people, channel, customer))
    .filter((customer) => !contains(suppressed, customer))
    .filter((customer) => !refused.has(addressOf(people, channel, customer)));
}

/** As it is compared: an address belongs to a person, and not to a row. */
function addressOf(people: People, channel: string, customer: Customer): string | null {
  const spec = asMap(people.names.world.config['customers']);
  const name = asText(asMap(spec['contact'])[channel]);
  const address = bindField(people.names, `customer.${name}`).read({ customer });
  if (address === null) return null;
  const text = identity(address);
  return channel === 'sms' ? text.replaceAll(/[ ()./-]/g, '') : lowered(text);
}

/** Letter by letter: of a whole word, a Σ at its end would be another letter than one that was written small. */
const lowered = (text: string) => [...text].map((letter) => letter.toLowerCase()).join('');

/** Something was answered, and it was no yes; whoever a condition does not hold for has refused. */
function hasRefused(people: People, channel: string, customer: Customer): boolean {
  if (conditionOf(people, channel)) return !saysYes(people, channel, customer);
  return consentOf(people, channel, customer) !== null && !saysYes(people, channel, customer);
}

/** Every list goes without those who are held out, building blocks too. */
function afterHoldout(people: People, customers: readonly Customer[]): readonly Customer[] {
  const { holdout } = people.names.world.config;
  if (holdout === undefined) return customers;
  const { share, seed } = asMap(holdout);
  return customers.filter(
    (customer) => !isBelow(bucket('holdout', asText(seed), customer), readRational(asText(share))),
  );
}

/** A contact, and an explicit yes. */
function canReach(people: People, channel: string, customer: Customer): boolean {
  return addressOf(people, channel, customer) !== null && saysYes(people, channel, customer);
}

function conditionOf({ names }: People, channel: string): Node | undefined {
  const consent = asMap(asMap(names.world.config['customers'])['consent'])[channel]!;
  return isText(consent) ? undefined : asMap(consent)['where'];
}

function consentOf(people: People, channel: string, customer: Customer) {
  const spec = asMap(people.names.world.config['customers']);
  const consent = asMap(spec['consent'])[channel]!;
  const name = isText(consent) ? consent : asText(asMap(consent)['field']);
  return bindField(people.names, `customer.${name}`).read({ customer });
}

function saysYes(people: People, channel: string, customer: Customer): boolean {
  const consent = asMap(asMap(people.names.world.config['customers'])['consent'])[channel]!;
  const condition = conditionOf(people, channel);
  if (condition !== undefined) return conditionHolds(people, people.everybody, condition, customer);
  const answer = consentOf(people, channel, customer);
  if (answer === null) return false;
  if (!isText(consent)) {
    return asItems(asMap(consent)['yes']).some((yes) =>
      answer.kind === 'list'
        ? answer.items.includes(asText(yes))
        : answer.kind === 'number'
          ? compareRationals(readRational(asText(yes)), answer.number) === 0
          : asText(yes) === identity(answer),
    );
  }
  return answer.kind === 'boolean'
    ? answer.boolean
    : ['yes', 'true', 'y', '1'].includes(identity(answer).toLowerCase());
}

function sample(name: string, node: Node | undefined, customers: readonly Customer[]): readonly Customer[] {
  if (node === undefined) return customers;
  const { share, seed } = asMap(node);
  const words = seed === undefined ? name : asText(seed);
  return customers.filter((customer) =>
    isBelow(bucket('sample', words, customer), readRational(asText(share))),
  );
}

/** The first 32 bits of the md5, modulo 10,000. */
export function bucket(step: string, seed: string, customer: Customer): number {
  const hash = createHash('md5').update(`${step}:${seed}:${customer.key}`).digest('hex');
  return Number.parseInt(hash.slice(0, 8), 16) % 10_000;
}

/** Shares are rounded to whole buckets, halves up. */
function isBelow(number: number, share: Rational): boolean {
  const { n, d } = plus(times(share, rational(10_000)), rational(1, 2));
  return number < Number(n / d);
}

function limit(people: People, node: Node | undefined, customers: readonly Customer[]): readonly Customer[] {
  if (node === undefined) return customers;
  const spec = asMap(node);
  const highest = spec['highest'] !== undefined;
  const by = spec['highest'] ?? spec['lowest'];
  const read = (customer: Customer) =>
    by === undefined ? null : bindField(people.names, asText(by)).read({ customer });
  const ordered = customers
    .map((customer) => ({ customer, value: read(customer) }))
    .sort((a, b) => {
      const missing = Number(a.value === null) - Number(b.value === null);
      const order = (compareValues(a.value, b.value) ?? 0) * (highest ? -1 : 1);
      return missing || order || compareBytes(a.customer.key, b.customer.key);
    });
  return ordered.slice(0, Number(asText(spec['customers']))).map(({ customer }) => customer);
}

/** The arm of a member; shares add up in the order written. */
export function armOf(name: string, split: NodeMap, customer: Customer): string {
  const number = bucket('split', split['seed'] === undefined ? name : asText(split['seed']), customer);
  let reached = zero;
  for (const [arm, share] of Object.entries(asMap(split['arms']))) {
    reached = plus(reached, readRational(asText(share)));
    if (isBelow(number, reached)) return arm;
  }
  throw new Error(`the shares of ${name} do not add to 100%`);
}

/** A stage is a segment. */
export function evaluateStage(people: People, set: NodeMap, stage: string): readonly Customer[] {
  return afterHoldout(
    people,
    people.everybody.filter((customer) => stageOf(people, set, customer) === stage),
  );
}

/** The first stage of a set that the customer meets, or null outside of its base. */
export function stageOf(people: People, set: NodeMap, customer: Customer): string | null {
  const base = baseOf(people, set);
  if (!contains(base, customer)) return null;
  const stage = asItems(set['stages'])
    .map(asMap)
    .find(({ where }) => where === undefined || conditionHolds(people, base, where, customer));
  return stage === undefined ? null : asText(stage['stage']);
}
