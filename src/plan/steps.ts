import { anyOf, type Logic } from '../model/logic.ts';
import type { Channel, Definitions, Limit, Segment, Split } from '../model/segment.ts';
import type { Leaf } from '../model/value.ts';

export type Step =
  /** Keeps those for whom it holds. */
  | {
      readonly kind: 'condition';
      readonly name: 'base' | 'where' | 'exclude' | 'channel' | 'suppress';
      readonly logic: Logic<Leaf>;
    }
  /** Keeps whose address nobody has refused, and none of the suppressed has. */
  | {
      readonly kind: 'address';
      readonly name: 'address';
      readonly channel: Channel;
      readonly refused: Logic<Leaf>;
    }
  /** Keeps whose bucket is in the share, or outside it. */
  | {
      readonly kind: 'draw';
      readonly name: 'holdout' | 'sample';
      readonly share: string;
      readonly seed: string;
      readonly inside: boolean;
    }
  /** Keeps the first of those who are left. */
  | { readonly kind: 'limit'; readonly name: 'limit'; readonly limit: Limit }
  /** Keeps everybody, and gives them arms. */
  | { readonly kind: 'split'; readonly name: 'split'; readonly split: Split };

export type StepName = Step['name'];

/** The steps of a segment that apply to it, in the order that is always the same. */
export function stepsOf(segment: Segment, definitions: Definitions): readonly Step[] {
  const { base, where, exclude, channel, sample, limit, split } = segment;
  const { holdout } = definitions;
  const reached = definitions.channels.find((candidate) => candidate.name === channel);
  const suppressed = channel === undefined ? [] : definitions.suppress.map(inSegment);
  const steps: readonly (Step | undefined)[] = [
    base === undefined ? undefined : condition('base', inSegment(base)),
    where && condition('where', where),
    exclude.length > 0 ? condition('exclude', noneOf(exclude)) : undefined,
    reached && condition('channel', reached.allowed),
    suppressed.length > 0 ? condition('suppress', noneOf(suppressed)) : undefined,
    reached && addressStep(reached, definitions),
    holdout && { kind: 'draw', name: 'holdout', ...holdout, inside: false },
    sample && { kind: 'draw', name: 'sample', ...sample, inside: true },
    limit && { kind: 'limit', name: 'limit', limit },
    split && { kind: 'split', name: 'split', split },
  ];
  return steps.filter((step) => step !== undefined);
}

/** Withholds an address that whoever shares it has refused, or that the suppressed have. */
export function addressStep(channel: Channel, { suppress }: Definitions): AddressStep {
  const refused = anyOf([channel.refused, ...suppress.map(inSegment)]);
  return { kind: 'address', name: 'address', channel, refused };
}

type AddressStep = Extract<Step, { kind: 'address' }>;

function condition(name: Extract<Step, { kind: 'condition' }>['name'], logic: Logic<Leaf>): Step {
  return { kind: 'condition', name, logic };
}

function inSegment(segment: string): Logic<Leaf> {
  return { kind: 'leaf', leaf: { kind: 'member', segment } };
}

function noneOf(items: readonly Logic<Leaf>[]): Logic<Leaf> {
  return { kind: 'not', item: anyOf(items) };
}
