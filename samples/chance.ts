// Seeded draws. Every part of the shop has a seed of its own, so that a change in one leaves the others alone.
import { base, en, Faker, type LocaleDefinition } from '@faker-js/faker';

/** A generator that always draws the same things: it never looks at the clock. */
export function seeded(seed: number, ...locales: readonly LocaleDefinition[]): Faker {
  const faker = new Faker({ locale: [...locales, en, base] });
  faker.seed(seed);
  faker.setDefaultRefDate('2026-06-30T12:00:00Z');
  return faker;
}

/** Uniform in [low, high). */
export function between(chance: Faker, low: number, high: number): number {
  return low + (high - low) * chance.number.float({ min: 0, max: 1 });
}

export function happens(chance: Faker, probability: number): boolean {
  return chance.number.float({ min: 0, max: 1 }) < probability;
}

export function exponential(chance: Faker, mean: number): number {
  return -mean * Math.log(1 - chance.number.float({ min: 0, max: 0.999999 }));
}

/** Sum of two exponentials: a gamma of shape 2, so that few customers order very rarely or very often. */
export function gamma2(chance: Faker, mean: number): number {
  return exponential(chance, mean / 2) + exponential(chance, mean / 2);
}

/** One key of a record of weights. */
export function weighted<Key extends string>(chance: Faker, weights: Readonly<Record<Key, number>>): Key {
  const entries = Object.entries(weights) as [Key, number][];
  return chance.helpers.weightedArrayElement(entries.map(([value, weight]) => ({ value, weight })));
}

/** That many different items, in a drawn order. */
export function some<Item>(chance: Faker, items: readonly Item[], count: number): readonly Item[] {
  return chance.helpers.arrayElements(items, count);
}
