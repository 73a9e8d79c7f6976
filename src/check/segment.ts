import type { LimitSyntax, SampleSyntax, SplitSyntax } from '../language/picking.ts';
import type { SegmentSyntax } from '../language/segment.ts';
import type { ScalarSyntax } from '../language/syntax.ts';
import type { Logic } from '../model/logic.ts';
import type { Limit, OutputColumn, Sample, Segment, Split, StageSet } from '../model/segment.ts';
import type { Leaf } from '../model/value.ts';
import { checkCondition } from './condition.ts';
import type { Checking } from './context.ts';
import { checkField } from './field.ts';
import { simpleTest } from './leaf.ts';
import { nameMessages } from './name-messages.ts';
import { checkReference } from './reference.ts';

/** Binds one segment; a stage set gives one segment a stage. Parts that are wrong are reported and left out. */
export function checkSegment(
  syntax: SegmentSyntax,
  channels: readonly string[],
  context: Checking,
): readonly Segment[] {
  const base = syntax.base && checkBase(syntax.base, context);
  const inBase = base === undefined ? context : { ...context, base };
  const segment = commonParts(syntax, base, channels, inBase);
  if (syntax.stages) {
    return syntax.stages.map(({ name, action }) => ({
      ...segment,
      name: `${syntax.name}.${name.text}`,
      about: { ...segment.about, ...(action ? { action: action.text } : {}) },
      where: { ...stageTest(syntax.name, name.text), span: name.span },
    }));
  }
  const where = syntax.where && checkCondition(syntax.where, inBase);
  return [{ ...segment, ...(where ? { where } : {}) }];
}

function stageTest(set: string, stage: string): Logic<Leaf> {
  return simpleTest({ kind: 'stage', set }, 'eq', { type: 'text', text: stage });
}

/** Binds the conditions of a stage set. */
export function checkStageSet(syntax: SegmentSyntax, context: Checking): StageSet {
  const base = syntax.base?.text;
  const inBase = base === undefined ? context : { ...context, base };
  return {
    name: syntax.name,
    ...(base === undefined ? {} : { base }),
    span: syntax.span,
    stages: (syntax.stages ?? []).map((stage) => {
      const where = stage.where && checkCondition(stage.where, inBase);
      return { name: stage.name.text, ...(where ? { where } : {}) };
    }),
  };
}

function checkBase(name: ScalarSyntax, context: Checking): string | undefined {
  return checkReference(name, context).length > 0 ? name.text : undefined;
}

function commonParts(
  syntax: SegmentSyntax,
  base: string | undefined,
  channels: readonly string[],
  context: Checking,
): Segment {
  const { name, span, parameters, about, tags, sample, split, alerts, output, enabled } = syntax;
  const channel = syntax.channel && checkChannel(syntax.channel, channels, context);
  return {
    name,
    about: { ...about, tags },
    span,
    parameters,
    ...(base === undefined ? {} : { base }),
    exclude: syntax.exclude.flatMap((item) => checkCondition(item, context) ?? []),
    ...(channel === undefined ? {} : { channel }),
    ...(sample ? { sample: seededSample(sample, name) } : {}),
    ...(syntax.limit ? { limit: checkLimit(syntax.limit, context) } : {}),
    ...(split ? { split: seededSplit(split, name) } : {}),
    columns: checkColumns(syntax.columns, context),
    alerts,
    output,
    enabled,
  };
}

function checkChannel(
  name: ScalarSyntax,
  channels: readonly string[],
  context: Checking,
): string | undefined {
  if (name.parameter !== undefined) {
    context.report(nameMessages.parameterAsName(name));
    return undefined;
  }
  if (channels.includes(name.text)) return name.text;
  context.report(nameMessages.unknownChannel(name, channels));
  return undefined;
}

/** The seed is the segment's name unless said. */
export function seededSample({ share, seed }: SampleSyntax, name: string): Sample {
  return { share, seed: seed ?? name };
}

function seededSplit({ seed, arms }: SplitSyntax, name: string): Split {
  return { seed: seed ?? name, arms };
}

function checkLimit({ customers, by }: LimitSyntax, context: Checking): Limit {
  const value = by && checkField(by.field, context);
  return { customers, ...(by && value ? { by: { side: by.side, value } } : {}) };
}

function checkColumns(columns: readonly ScalarSyntax[], context: Checking): readonly OutputColumn[] {
  const names = new Set<string>();
  return columns.flatMap((name) => {
    if (names.has(name.text)) context.report(nameMessages.duplicateName(name.span, 'the column', name.text));
    names.add(name.text);
    const value = checkField(name, context);
    return value ? [{ name: name.text, value }] : [];
  });
}
