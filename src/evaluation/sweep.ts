/** The size of a segment as each of its numbers, shares and durations is moved, one at a time: all in one evaluation. */
import type { Checking } from '../check/context.ts';
import { checkSegment, checkStageSet } from '../check/segment.ts';
import { collector } from '../diagnostics/collect.ts';
import type { SegmentSyntax } from '../language/segment.ts';
import { type WrittenNumber, withNumber, writtenNumbers } from '../language/written-numbers.ts';
import type { Definitions, Segment, StageSet } from '../model/segment.ts';
import { explainSegment } from '../plan/explain.ts';
import { vocabularyOf } from '../plan/words.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { evaluate } from './membership.ts';

/** A number of a segment, and the node of `explain` that it stands in. */
export interface SweepableNumber extends WrittenNumber {
  /** `where.2`. */
  readonly node: string;
  /** `where.2.last`; with its place where a node has several behind one key. */
  readonly name: string;
  /** The words of the node. */
  readonly words: string;
}

export interface SweptValue {
  readonly value: string;
  readonly customers: number;
}

/** Of a number: the sizes at its values, in their order. Values that the definition cannot have are left out. */
export interface Sweep {
  readonly number: SweepableNumber;
  readonly values: readonly SweptValue[];
  /** The size as it is written. */
  readonly written: number;
}

/** The numbers that may be moved. */
export function sweepableNumbers(workspace: Workspace, segment: Segment): readonly SweepableNumber[] {
  const varying = variantsOf(workspace, segment);
  const plain = explained(workspace, varying.plain);
  const named = writtenNumbers(varying.syntax).flatMap((number) => {
    const node = isText(number, varying) ? undefined : nodeOf(number, plain, varying, workspace);
    return node ? [{ ...number, node: node.node, words: node.words }] : [];
  });
  return named.map((number, index) => {
    const name = `${number.node}.${number.key}`;
    const same = named.filter((other) => `${other.node}.${other.key}` === name);
    const place =
      same.length > 1 ? `.${named.slice(0, index).filter((other) => same.includes(other)).length + 1}` : '';
    return { ...number, name: `${name}${place}` };
  });
}

/** Sizes at the values of each. */
export async function sweep(
  workspace: Workspace,
  segment: Segment,
  asked: readonly { readonly number: SweepableNumber; readonly values: readonly string[] }[],
): Promise<readonly Sweep[]> {
  const varying = variantsOf(workspace, segment);
  const made = asked.map(({ number, values }) => ({
    number,
    variants: values.flatMap((value) => {
      const variant = value === number.text ? varying.plain : varying.make(number, value);
      return variant ? [{ value, variant }] : [];
    }),
  }));
  const variants = [varying.plain, ...made.flatMap((each) => each.variants.map(({ variant }) => variant))];
  const all = withVariants(workspace, variants);
  const { sizes } = await evaluate(all, [...new Set(variants.map((variant) => variant.segment))]);
  const sizeOf = ({ segment: { name } }: Variant): number => sizes.get(name) ?? 0;
  return made.map((each) => ({
    number: each.number,
    values: each.variants.map(({ value, variant }) => ({ value, customers: sizeOf(variant) })),
    written: sizeOf(varying.plain),
  }));
}

/** A segment with one number moved, under a name of its own. */
interface Variant {
  readonly segment: Segment;
  readonly set?: StageSet;
}

interface Varying {
  readonly syntax: SegmentSyntax;
  readonly plain: Variant;
  /** Undefined where the definition cannot have the value. */
  readonly make: (number: WrittenNumber, text: string) => Variant | undefined;
}

function variantsOf({ written, definitions, names }: Workspace, segment: Segment): Varying {
  const syntax = written.find(({ name, stages }) =>
    stages ? stages.some((stage) => `${name}.${stage.name.text}` === segment.name) : name === segment.name,
  )!;
  const context = names(() => undefined);
  const channels = definitions.channels.map(({ name }) => name);
  const set = definitions.stageSets.find(({ name }) => syntax.stages && name === syntax.name);
  let made = 0;
  return {
    syntax,
    plain: { segment, ...(set ? { set } : {}) },
    make: (number, text) => {
      const found = collector();
      // A sample draws by the name of the segment unless it says another seed.
      const { sample } = syntax;
      const seeded = sample ? { ...syntax, sample: { ...sample, seed: sample.seed ?? syntax.name } } : syntax;
      const other = withNumber(seeded, number, text);
      if (!other) return undefined;
      const moved = { ...other, name: `${syntax.name}~${++made}` };
      const own: Checking = { ...context, report: found.report, stages: withStages(context.stages, moved) };
      const stage = segment.name.slice(syntax.name.length);
      const checked = checkSegment(moved, channels, own).find(({ name }) => name === `${moved.name}${stage}`);
      const variant = checked && {
        segment: checked,
        ...(moved.stages ? { set: checkStageSet(moved, own) } : {}),
      };
      return found.hasErrors() ? undefined : variant;
    },
  };
}

function withStages(stages: Checking['stages'], { name, stages: own }: SegmentSyntax): Checking['stages'] {
  return own ? new Map([...stages, [name, own.map((stage) => stage.name.text)]]) : stages;
}

function withVariants(workspace: Workspace, variants: readonly Variant[]): Workspace {
  return { ...workspace, definitions: definitionsWith(workspace.definitions, variants) };
}

function definitionsWith(definitions: Definitions, variants: readonly Variant[]): Definitions {
  const segments = variants.map(({ segment }) => segment);
  const sets = variants.flatMap(({ set }) => set ?? []);
  return {
    ...definitions,
    segments: [...new Set([...definitions.segments, ...segments])],
    stageSets: [...new Set([...definitions.stageSets, ...sets])],
  };
}

/** Where a word may stand as well, a number is a text. */
function isText(number: WrittenNumber, { make }: Varying): boolean {
  return number.kind === 'number' && make(number, 'x') !== undefined;
}

function explained({ definitions, asOf }: Workspace, variant: Variant) {
  const all = definitionsWith(definitions, [variant]);
  return explainSegment(variant.segment, all, vocabularyOf(all, asOf));
}

/** Values of which one most likely is neither what is written nor refused. */
const probes = {
  number: ['1', '2', '13', '999'],
  share: ['1%', '50%'],
  duration: ['1d', '2d', '7h', '5mo'],
} as const;

/** The innermost node that says something else when the number is another. */
function nodeOf(
  number: WrittenNumber,
  plain: ReturnType<typeof explained>,
  { make, syntax }: Varying,
  workspace: Workspace,
): { readonly node: string; readonly words: string } | undefined {
  for (const probe of probes[number.kind]) {
    const variant = probe === number.text ? undefined : make(number, probe);
    if (!variant) continue;
    const own = variant.set?.name ?? variant.segment.name;
    const moved = new Map(
      explained(workspace, variant).map(({ node, words }) => [node, words.replaceAll(own, syntax.name)]),
    );
    const isOther = ({ node, words, role }: (typeof plain)[number]): boolean =>
      role.kind !== 'list' && moved.get(node) !== words;
    const others = plain.filter(isOther);
    if (others.length > 0) return others.reduce((inner, node) => (node.depth > inner.depth ? node : inner));
  }
  return undefined;
}
