/** Groups named by what sets them apart most, and written as stages that `segment run` runs. */
import type { Span } from '../diagnostics/source.ts';
import { printDefinitions } from '../language/print.ts';
import type { ConditionSyntax, ScalarSyntax, StageSyntax, TestPart } from '../language/syntax.ts';
import { countOf } from '../model/count.ts';
import { plainNumber } from '../model/decimal.ts';
import { isNullable } from '../model/value-facts.ts';
import type { Discovery, FoundGroup } from './discover.ts';
import type { ScaledTrait } from './discover-traits.ts';
import type { Leaf } from './discover-tree.ts';

export interface NamedGroup extends FoundGroup {
  readonly name: string;
}

/** Whoever lacks a trait. */
export const UNKNOWN_GROUP = 'unknown';

/** Nearer to the middle of everybody, in standard deviations, a group is not called after it. */
const NOTICEABLE = 0.25;

/** By the trait in which the centre lies farthest from the middle of everybody, and by the next where that is taken. */
export function nameGroups({ traits, found }: Discovery): readonly NamedGroup[] {
  const taken = new Set([UNKNOWN_GROUP]);
  const bySize = (found?.groups ?? []).toSorted((a, b) => b.customers - a.customers);
  return bySize.map((group) => {
    const name = namesOf(group, traits).find((each) => !taken.has(each))!;
    taken.add(name);
    return { ...group, name };
  });
}

/** From the shortest to such as nobody else has. */
function namesOf({ centre }: FoundGroup, traits: readonly ScaledTrait[]): readonly string[] {
  const strong = centre
    .map((at, i) => ({ at, word: `${at > 0 ? 'high' : 'low'}-${wordOf(traits[i]!)}` }))
    .filter(({ at }) => Math.abs(at) >= NOTICEABLE)
    .toSorted((a, b) => Math.abs(b.at) - Math.abs(a.at));
  const longer = strong.map((_, i) =>
    strong
      .slice(0, i + 1)
      .map(({ word }) => word)
      .join('-'),
  );
  const last = longer.at(-1) ?? 'middle';
  return [...longer, 'middle', ...Array.from({ length: 20 }, (_, i) => `${last}-${i + 2}`)];
}

/** `rfm.recency_days` as `recency-days`. */
function wordOf({ name }: ScaledTrait): string {
  const plain = name
    .toLowerCase()
    .replace(/^.*\./, '')
    .replaceAll(/[^a-z0-9]+/g, '-');
  return plain.replaceAll(/^-+|-+$/g, '') || 'trait';
}

export interface WrittenGroups {
  readonly name: string;
  readonly segment: string | undefined;
  readonly asOf: string;
}

/** The definition file: those of whom a trait is missing come first, and the group of the longest rule takes the rest. */
export function printGroups(
  discovery: Discovery,
  groups: readonly NamedGroup[],
  { name, segment, asOf }: WrittenGroups,
): string {
  const filled = groups.filter(({ leaves }) => leaves.length > 0);
  const longest = filled.toSorted((a, b) => b.leaves.length - a.leaves.length)[0];
  const ruled = filled.filter((group) => group !== longest);
  const missing = discovery.missing > 0 ? [unknownStage(discovery)] : [];
  const stages = [
    ...missing,
    ...ruled.map((group) => ({ ...stageOf(group, discovery), where: ruleOf(group.leaves, discovery) })),
    ...(longest ? [stageOf(longest, discovery)] : []),
  ];
  const words = discovery.traits.map((trait) => trait.name).join(', ');
  return printDefinitions([
    {
      name,
      span: nowhere,
      parameters: {},
      about: { description: `Groups by ${words}, found by segment discover as of ${asOf}` },
      tags: [],
      ...(segment === undefined ? {} : { base: scalar(segment) }),
      exclude: [],
      stages,
      columns: [],
      alerts: {},
      output: true,
      enabled: true,
    },
  ]);
}

const nowhere: Span = { source: { name: '', text: '' }, start: 0, end: 0 };

function scalar(text: string): ScalarSyntax {
  return { kind: 'scalar', text, quoted: false, span: nowhere };
}

function stageOf(group: NamedGroup, { traits }: Discovery): StageSyntax {
  const typical = traits.map(({ name }, i) => `${name} ${shortNumber(group.medians[i] ?? 0)}`).join(', ');
  const text = `${countOf(group.customers, 'customer')}; in the middle ${typical}`;
  return { name: scalar(group.name), description: { ...scalar(text), quoted: true } };
}

function unknownStage({ traits, alike, missing }: Discovery): StageSyntax {
  const nullable = [...traits, ...alike].filter(({ value }) => isNullable(value));
  const unset = nullable.map(({ name }) => test(name, [['set', 'false']]));
  return {
    name: scalar(UNKNOWN_GROUP),
    where: unset.length === 1 ? unset[0]! : { kind: 'any', items: unset },
    description: { ...scalar(`${countOf(missing, 'customer')} of whom a number is missing`), quoted: true },
  };
}

function ruleOf(leaves: readonly Leaf[], discovery: Discovery): ConditionSyntax {
  const rules = leaves.map((leaf) => leafCondition(leaf, discovery));
  return rules.length === 1 ? rules[0]! : { kind: 'any', items: rules };
}

function leafCondition({ ranges }: Leaf, { traits, edges }: Discovery): ConditionSyntax {
  const tests = ranges.flatMap(({ from, to }, i) => {
    const bounds: (readonly [string, string])[] = [];
    if (from > 0) bounds.push(['gte', plainNumber(edges[i]![from - 1]!)]);
    if (to <= edges[i]!.length) bounds.push(['lt', plainNumber(edges[i]![to - 1]!)]);
    return bounds.length > 0 ? [test(traits[i]!.name, bounds)] : [];
  });
  return tests.length === 1 ? tests[0]! : { kind: 'all', items: tests };
}

function test(field: string, parts: readonly (readonly [string, string])[]): ConditionSyntax {
  return {
    kind: 'leaf',
    span: nowhere,
    leaf: {
      kind: 'test',
      field: scalar(field),
      test: {
        kind: 'tests',
        span: nowhere,
        parts: parts.map(
          ([key, value]): TestPart => ({ kind: 'operand', key: scalar(key), value: scalar(value) }),
        ),
      },
    },
  };
}

/** Three digits, or all before the point. */
function shortNumber(value: number): string {
  return plainNumber(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}
