/** Whom a reader of a profile could work out: by reading, by subtracting from totals, and by subtracting rows of two fields. */
import type { Profile } from '../../src/analyses/profile.ts';
import { valueTable } from '../../src/analyses/profile-answer.ts';
import { type Customer, hasValue } from './profiled-customers.ts';

/** A field, or an item of lists: the part of each customer. Parts are told; whoever is in none is in the last. */
interface Parts {
  readonly name: string;
  readonly count: number;
  readonly of: readonly number[];
}

/** Numbers of fewer people than the profile may tell. */
export function exposed(
  profile: Profile,
  customers: readonly Customer[],
  versus: string | undefined,
): { readonly told: number; readonly few: readonly string[] } {
  const least = profile.question.leastPeople;
  const inList = customers.map((one) => one['picked'] === 'true');
  const inBase = customers.map((one) => versus === undefined || one[versus] === 'true');
  const groups = {
    list: inList,
    base: inBase,
    beside: inBase.map((is, i) => is && !inList[i]),
  };
  const parts = partsOf(profile, customers);
  const everybody = customers.flatMap((_, i) => (inList[i] || inBase[i] ? [i] : []));
  const few = Object.entries(groups).flatMap(([group, isIn]) => {
    const people = customers.flatMap((_, i) => (isIn[i] ? [i] : []));
    const together = fewTogether(parts, { everybody, people }, least);
    return [...fewAlone(parts, people, least), ...together].map((what) => `${group}: ${what}`);
  });
  return { told: valueTable(profile).rows.length, few };
}

function partsOf(profile: Profile, customers: readonly Customer[]): readonly Parts[] {
  const { rows } = valueTable(profile);
  return profile.fields.flatMap(({ field }): readonly Parts[] => {
    const own = rows.filter(([name]) => name === field.name).map(([, value]) => value as string | null);
    const labels = own.filter((label) => !label?.startsWith('(other'));
    const has = (customer: Customer, label: string | null) => hasValue(customer, field.name, label);
    if (field.type !== 'list') {
      const place = (customer: Customer): number => {
        const at = labels.findIndex((label) => has(customer, label));
        return at < 0 ? labels.length : at;
      };
      return [{ name: field.name, count: labels.length + 1, of: customers.map(place) }];
    }
    const isMissingTold = labels.includes(null);
    return labels
      .filter((label) => label !== null)
      .map((label) => ({
        name: `${field.name}: ${label}`,
        count: 3,
        of: customers.map((one) => (has(one, label) ? 0 : isMissingTold && has(one, null) ? 1 : 2)),
      }));
  });
}

/** Any parts together of one field; whoever is in none of them is the rest of the total. */
function fewAlone(parts: readonly Parts[], people: readonly number[], least: number): readonly string[] {
  return parts.flatMap(({ name, count, of }) => {
    const sizes = Array.from({ length: count }, () => 0);
    for (const person of people) sizes[of[person]!]!++;
    return sizes.some((size) => size > 0 && size < least) ? [`${name} has ${sizes}`] : [];
  });
}

/**
 * Any parts together of one field that lie wholly within some of another, among everybody: how many more are in those is
 * the difference of two told numbers.
 */
function fewTogether(
  parts: readonly Parts[],
  { everybody, people }: { readonly everybody: readonly number[]; readonly people: readonly number[] },
  least: number,
): readonly string[] {
  return parts.flatMap((one, i) =>
    parts.slice(0, i).flatMap((other) => {
      const cross = (persons: readonly number[]) => {
        const cells = Array.from({ length: one.count }, () => Array.from({ length: other.count }, () => 0));
        for (const person of persons) cells[one.of[person]!]![other.of[person]!]!++;
        return cells;
      };
      const [all, counted] = [cross(everybody), cross(people)];
      for (let some = 0; some < 1 << one.count; some++) {
        for (let others = 0; others < 1 << other.count; others++) {
          let [out, more] = [0, 0];
          for (let a = 0; a < one.count; a++) {
            for (let b = 0; b < other.count; b++) {
              const [isIn, isAround] = [(some >> a) & 1, (others >> b) & 1];
              if (isIn && !isAround) out += all[a]![b]!;
              if (!isIn && isAround) more += counted[a]![b]!;
            }
          }
          if (out === 0 && more > 0 && more < least)
            return [`${more} in parts of ${other.name}, and not of ${one.name}`];
        }
      }
      return [];
    }),
  );
}
