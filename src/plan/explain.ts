/** A segment taken apart: its steps in order, and under each the nodes of its condition. */
import type { Logic } from '../model/logic.ts';
import type { Definitions, Segment, StageSet } from '../model/segment.ts';
import type { Leaf, NamedValue, Value } from '../model/value.ts';
import { buckets } from './picking.ts';
import { type Step, stepsOf } from './steps.ts';
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
  | { readonly kind: 'step'; readonly step: Exclude<Step, { kind: 'split' }> }
  | {
      readonly kind: 'condition';
      readonly logic: Logic<Leaf>;
      /** Those that a customer has met before, where all have to be met one after the other. */
      readonly before?: readonly Logic<Leaf>[];
    }
  | { readonly kind: 'arm'; readonly arm: string }
  /** The list that `run` writes. */
  | { readonly kind: 'list' };

/** The nodes in the order of the steps. Pure: what they hold is counted by whoever plans them. */
export function explainSegment(
  segment: Segment,
  definitions: Definitions,
  vocabulary: Vocabulary,
): readonly ExplainedNode[] {
  const steps = stepsOf(segment, definitions);
  const told = (step: Step) => stepNodes(step, segment, definitions, vocabulary);
  return [
    { node: 'everybody', depth: 0, words: 'everybody', role: { kind: 'everybody' } },
    ...steps.filter(({ kind }) => kind !== 'split').flatMap(told),
    { node: 'list', depth: 0, words: `in the list of ${segment.name}`, role: { kind: 'list' } },
    ...steps.filter(({ kind }) => kind === 'split').flatMap(told),
  ];
}

function stepNodes(
  step: Step,
  segment: Segment,
  definitions: Definitions,
  vocabulary: Vocabulary,
): readonly ExplainedNode[] {
  switch (step.kind) {
    case 'condition': {
      const prefix = step.name === 'channel' ? `may be reached by ${segment.channel}: ` : '';
      const before = step.name === 'where' ? [] : undefined;
      const [root, ...rest] = treeOf(step.logic, step.name, 0, vocabulary, { prefix, before });
      const stages = step.name === 'where' ? stageNodes(segment.name, definitions, vocabulary) : [];
      return [{ ...root!, role: { kind: 'step', step } }, ...rest, ...stages];
    }
    case 'address': {
      const words = `nobody with the same address for ${step.channel.name} has refused`;
      return [{ node: step.name, depth: 0, words, role: { kind: 'step', step } }];
    }
    case 'draw':
      return [drawnNode(step)];
    case 'limit':
      return [limitNode(step, vocabulary)];
    case 'split':
      return step.split.arms.map(({ name, share }): ExplainedNode => {
        const words = `arm ${name} of ${percentWords(share)} (seed ${step.split.seed})`;
        return { node: `split.${name}`, depth: 1, words, role: { kind: 'arm', arm: name } };
      });
  }
}

/** A stage's own condition is to be in it; what divides people stands under it, stage by stage. */
function stageNodes(
  segment: string,
  { stageSets }: Definitions,
  vocabulary: Vocabulary,
): readonly ExplainedNode[] {
  const isIt = (set: StageSet, stage: StageSet['stages'][number]) => `${set.name}.${stage.name}` === segment;
  const set = stageSets.find((each) => each.stages.some((stage) => isIt(each, stage)));
  if (!set) return [];
  const place = set.stages.findIndex((stage) => isIt(set, stage));
  return set.stages
    .slice(0, place + 1)
    .flatMap(({ name, where }, index) =>
      where ? treeOf(where, `where.${index + 1}`, 1, vocabulary, { prefix: `stage ${name}: ` }) : [],
    );
}

function drawnNode(step: Extract<Step, { kind: 'draw' }>): ExplainedNode {
  const { name, share, seed, inside } = step;
  const below = buckets(share);
  const where = inside ? `in the ${name}` : `outside the ${name}`;
  const side = inside ? `is below ${below}` : `is ${below} or more`;
  return {
    node: name,
    depth: 0,
    words: `is ${where} of ${percentWords(share)} (seed ${seed}): the bucket ${side} of 10000`,
    role: { kind: 'step', step },
  };
}

function limitNode(step: Extract<Step, { kind: 'limit' }>, vocabulary: Vocabulary): ExplainedNode {
  const { by, customers } = step.limit;
  const order = by ? ` with the ${by.side} ${shortName(by.value, vocabulary)}` : ' by key';
  return {
    node: 'limit',
    depth: 0,
    words: `is one of the first ${customers}${order}`,
    role: { kind: 'step', step },
    ...(by ? { value: by.value } : {}),
  };
}

function treeOf(
  logic: Logic<Leaf>,
  node: string,
  depth: number,
  vocabulary: Vocabulary,
  {
    prefix = '',
    before,
  }: { readonly prefix?: string; readonly before?: readonly Logic<Leaf>[] | undefined } = {},
): readonly ExplainedNode[] {
  const { words, items, ...tested } = describe(logic, vocabulary);
  const isChain = logic.kind === 'all' && before !== undefined;
  const children = items.flatMap((item, index) =>
    treeOf(item, `${node}.${index + 1}`, depth + 1, vocabulary, {
      before: isChain ? [...before, ...items.slice(0, index)] : undefined,
    }),
  );
  const role: Role = { kind: 'condition', logic, ...(before ? { before } : {}) };
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
