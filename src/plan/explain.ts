/** A segment taken apart: its steps in order, and under each the nodes of its condition. */
import type { Logic } from '../model/logic.ts';
import type { Definitions, Segment, StageSet } from '../model/segment.ts';
import type { Leaf, NamedValue, Value } from '../model/value.ts';
import { buckets } from './picking.ts';
import type { StepName } from './plan.ts';
import { leafWords, logicWords, negatedWords, percentWords, shortName, type Vocabulary } from './words.ts';

/** A row of the explanation. */
export interface ExplainedNode {
  /** `where.2.1`: the step and the places within it, from 1. */
  readonly node: string;
  readonly depth: number;
  readonly words: string;
  readonly role: Role;
  /** What a single test compares, when it compares a value. */
  readonly value?: Value;
  /** The fields that it is compared with. */
  readonly against?: readonly NamedValue[];
}

export type Role =
  /** Everybody who exists at the as-of. */
  | { readonly kind: 'everybody' }
  /** Those left after the step; for one customer, whether the step's own condition holds. */
  | { readonly kind: 'step'; readonly step: StepName; readonly own: Own }
  | { readonly kind: 'condition'; readonly logic: Logic<Leaf> }
  | { readonly kind: 'arm'; readonly arm: string }
  /** The list that `run` writes. */
  | { readonly kind: 'list' };

/** What a step asks of one customer. */
export type Own =
  | { readonly kind: 'condition'; readonly logic: Logic<Leaf> }
  | { readonly kind: 'bucket'; readonly seed: string; readonly below: number; readonly inside: boolean }
  | { readonly kind: 'list' };

/** The nodes in the order of the steps. Pure: what they hold is counted by whoever plans them. */
export function explainSegment(
  segment: Segment,
  definitions: Definitions,
  vocabulary: Vocabulary,
): readonly ExplainedNode[] {
  const { base, where, exclude, channel, sample, limit, split } = segment;
  const allowed = definitions.channels.find((candidate) => candidate.name === channel)?.allowed;
  const suppressed = channel === undefined ? [] : definitions.suppress;
  const { holdout } = definitions;
  return [
    { node: 'everybody', depth: 0, words: 'everybody', role: { kind: 'everybody' } },
    ...(base === undefined ? [] : conditionStep('base', inSegment(base), vocabulary)),
    ...(where ? whereStep(where, segment, definitions, vocabulary) : []),
    ...(exclude.length > 0 ? conditionStep('exclude', not(anyOf(exclude)), vocabulary) : []),
    ...(allowed ? conditionStep('channel', allowed, vocabulary, `may be reached by ${channel}: `) : []),
    ...(suppressed.length > 0
      ? conditionStep('suppress', not(anyOf(suppressed.map(inSegment))), vocabulary)
      : []),
    ...(holdout
      ? [drawnStep('holdout', holdout, `is outside the holdout of ${percentWords(holdout.share)}`)]
      : []),
    ...(sample ? [drawnStep('sample', sample, `is in the sample of ${percentWords(sample.share)}`)] : []),
    ...(limit ? [limitStep(limit, vocabulary)] : []),
    { node: 'list', depth: 0, words: `in the list of ${segment.name}`, role: { kind: 'list' } },
    ...(split?.arms ?? []).map(({ name, share }): ExplainedNode => {
      const words = `arm ${name} of ${percentWords(share)} (seed ${split!.seed})`;
      return { node: `split.${name}`, depth: 1, words, role: { kind: 'arm', arm: name } };
    }),
  ];
}

function inSegment(segment: string): Logic<Leaf> {
  return { kind: 'leaf', leaf: { kind: 'member', segment } };
}

function not(item: Logic<Leaf>): Logic<Leaf> {
  return { kind: 'not', item };
}

function anyOf(items: readonly Logic<Leaf>[]): Logic<Leaf> {
  return items.length === 1 ? items[0]! : { kind: 'any', items };
}

function conditionStep(
  step: StepName,
  logic: Logic<Leaf>,
  vocabulary: Vocabulary,
  prefix = '',
): readonly ExplainedNode[] {
  const [root, ...rest] = treeOf(logic, step, 0, vocabulary, prefix);
  return [{ ...root!, role: { kind: 'step', step, own: { kind: 'condition', logic } } }, ...rest];
}

/** A stage's own condition is to be in it; what divides people stands under it, stage by stage. */
function whereStep(
  where: Logic<Leaf>,
  segment: Segment,
  definitions: Definitions,
  vocabulary: Vocabulary,
): readonly ExplainedNode[] {
  const set = definitions.stageSets.find(({ name, stages }) =>
    stages.some((stage) => `${name}.${stage.name}` === segment.name),
  );
  const step = conditionStep('where', where, vocabulary);
  return set ? [...step, ...stageNodes(set, segment.name, vocabulary)] : step;
}

function stageNodes(set: StageSet, segment: string, vocabulary: Vocabulary): readonly ExplainedNode[] {
  const place = set.stages.findIndex((stage) => `${set.name}.${stage.name}` === segment);
  return set.stages
    .slice(0, place + 1)
    .flatMap(({ name, where }, index) =>
      where ? treeOf(where, `where.${index + 1}`, 1, vocabulary, `stage ${name}: `) : [],
    );
}

function drawnStep(
  step: 'holdout' | 'sample',
  { share, seed }: { readonly share: string; readonly seed: string },
  words: string,
): ExplainedNode {
  const below = buckets(share);
  const side = step === 'sample' ? `is below ${below}` : `is ${below} or more`;
  const own: Own = { kind: 'bucket', seed, below, inside: step === 'sample' };
  return {
    node: step,
    depth: 0,
    words: `${words} (seed ${seed}): the bucket ${side} of 10000`,
    role: { kind: 'step', step, own },
  };
}

function limitStep(limit: NonNullable<Segment['limit']>, vocabulary: Vocabulary): ExplainedNode {
  const by = limit.by ? ` with the ${limit.by.side} ${shortName(limit.by.value, vocabulary)}` : ' by key';
  return {
    node: 'limit',
    depth: 0,
    words: `is one of the first ${limit.customers}${by}`,
    role: { kind: 'step', step: 'limit', own: { kind: 'list' } },
    ...(limit.by ? { value: limit.by.value } : {}),
  };
}

function treeOf(
  logic: Logic<Leaf>,
  node: string,
  depth: number,
  vocabulary: Vocabulary,
  prefix = '',
): readonly ExplainedNode[] {
  const { words, items, ...tested } = describe(logic, vocabulary);
  const children = items.flatMap((item, index) =>
    treeOf(item, `${node}.${index + 1}`, depth + 1, vocabulary),
  );
  const role: Role = { kind: 'condition', logic };
  return [{ node, depth, words: prefix + words, role, ...tested }, ...children];
}

type Tested = Pick<ExplainedNode, 'value' | 'against'>;

interface Described extends Tested {
  readonly words: string;
  readonly items: readonly Logic<Leaf>[];
}

function describe(logic: Logic<Leaf>, vocabulary: Vocabulary): Described {
  switch (logic.kind) {
    case 'leaf':
      return { words: leafWords(logic.leaf, vocabulary), items: [], ...testedIn(logic.leaf, vocabulary) };
    case 'all':
      return { words: 'all of these', items: logic.items };
    case 'any':
      return { words: 'any of these', items: logic.items };
    case 'at-least':
      return { words: `at least ${logic.n} of these`, items: logic.items };
    case 'not':
      return describeNot(logic.item, vocabulary);
  }
}

function describeNot(item: Logic<Leaf>, vocabulary: Vocabulary): Described {
  switch (item.kind) {
    case 'leaf':
      return { words: negatedWords(item.leaf, vocabulary), items: [], ...testedIn(item.leaf, vocabulary) };
    case 'any':
      return { words: 'none of these', items: item.items };
    case 'all':
      return { words: 'not all of these', items: item.items };
    case 'at-least':
      return { words: `fewer than ${item.n} of these`, items: item.items };
    case 'not':
      return { words: `not: ${logicWords(item, vocabulary)}`, items: [item] };
  }
}

function testedIn(leaf: Leaf, vocabulary: Vocabulary): Tested {
  switch (leaf.kind) {
    case 'comparison': {
      const values = leaf.right.flatMap((operand) => (operand.kind === 'value' ? [operand.value] : []));
      return { value: leaf.left, ...comparedWith(values, vocabulary) };
    }
    case 'window': {
      const edges = [leaf.bounds.from, leaf.bounds.to];
      const values = edges.flatMap((edge) => (edge?.kind === 'value' ? [edge.value] : []));
      return { value: leaf.left, ...comparedWith(values, vocabulary) };
    }
    case 'anniversary':
    case 'rank':
    case 'file':
      return { value: leaf.left };
    case 'group':
    case 'member':
    case 'movement':
    case 'sql':
      return {};
  }
}

function comparedWith(values: readonly Value[], vocabulary: Vocabulary): Pick<Tested, 'against'> {
  if (values.length === 0) return {};
  return { against: values.map((value) => ({ name: shortName(value, vocabulary), value })) };
}
