/** Definitions as YAML that reads back to the same syntax: for whatever writes definitions. */
import { type WrittenEntry, type WrittenNode, writeYaml } from '../yaml/write.ts';
import type { LimitSyntax, SampleSyntax, SplitSyntax } from './picking.ts';
import { conditionNode, rowsNode } from './print-condition.ts';
import { entry, keyed, listNode, mapNode, oneOrList, percent, word, words } from './print-nodes.ts';
import { aboutKeys, type SegmentSyntax } from './segment.ts';
import { segmentKeys } from './segment-keys.ts';
import type { StageSyntax, TraitOperandSyntax, TraitSyntax, TraitValueSyntax } from './syntax.ts';

/** The text of a definition file. Segments are those whose parameters have values. */
export function printDefinitions(
  segments: readonly SegmentSyntax[],
  traits: readonly TraitSyntax[] = [],
): string {
  const own = traits.length > 0 ? [entry('traits', traitsNode(traits))] : [];
  const [segment, ...more] = segments;
  if (segment && more.length === 0) return writeYaml(mapNode([...segmentEntries(segment), ...own]));
  const list = segment
    ? [entry('segments', listNode(segments.map((each) => mapNode(segmentEntries(each)))))]
    : [];
  return writeYaml(mapNode([...list, ...own]));
}

/** Keys in the order of the reference. */
function segmentEntries(segment: SegmentSyntax): readonly WrittenEntry[] {
  return segmentKeys.flatMap((key) => {
    const value = segmentValue(key, segment);
    return value ? [entry(key, value)] : [];
  });
}

function segmentValue(key: (typeof segmentKeys)[number], segment: SegmentSyntax): WrittenNode | undefined {
  const { about, alerts, base, channel, columns, exclude, limit, sample, split, stages, where } = segment;
  switch (key) {
    case 'name':
      return words(segment.name);
    case 'tags':
      return segment.tags.length > 0 ? listNode(segment.tags.map(words)) : undefined;
    case 'base':
      return base;
    case 'where':
      return where && conditionNode(where);
    case 'stages':
      return stages && listNode(stages.map(stageNode));
    case 'exclude':
      return exclude.length > 0 ? oneOrList(exclude.map(conditionNode)) : undefined;
    case 'channel':
      return channel;
    case 'sample':
      return sample && sampleNode(sample);
    case 'limit':
      return limit && limitNode(limit);
    case 'split':
      return split && splitNode(split);
    case 'columns':
      return columns.length > 0 ? listNode(columns) : undefined;
    case 'alerts':
      return alertsNode(alerts);
    case 'output':
    case 'enabled':
      return segment[key] ? undefined : word('false');
    case 'params':
    case 'for_each':
      return undefined;
    default:
      return about[key] === undefined ? undefined : words(about[key]);
  }
}

function stageNode({ name, where, ...texts }: StageSyntax): WrittenNode {
  const about = aboutKeys.flatMap((key) => {
    const text = key in texts ? texts[key as keyof typeof texts] : undefined;
    return text ? [entry(key, text)] : [];
  });
  return mapNode([entry('stage', name), ...(where ? [entry('where', conditionNode(where))] : []), ...about]);
}

function seedEntries(seed: string | undefined): readonly WrittenEntry[] {
  return seed === undefined ? [] : [entry('seed', words(seed))];
}

function sampleNode({ share, seed }: SampleSyntax): WrittenNode {
  return mapNode([entry('share', percent(share)), ...seedEntries(seed)]);
}

function limitNode({ customers, by }: LimitSyntax): WrittenNode {
  const ranked = by ? [entry(by.side, by.field)] : [];
  return mapNode([entry('customers', word(String(customers))), ...ranked]);
}

function splitNode({ seed, arms }: SplitSyntax): WrittenNode {
  const shares = arms.map(({ name, share }) => ({ key: words(name), value: percent(share) }));
  return mapNode([...seedEntries(seed), entry('arms', mapNode(shares))]);
}

function alertsNode({ min, max, change }: SegmentSyntax['alerts']): WrittenNode | undefined {
  const entries = [
    ...(min === undefined ? [] : [entry('min', word(String(min)))]),
    ...(max === undefined ? [] : [entry('max', word(String(max)))]),
    ...(change === undefined ? [] : [entry('change', percent(change))]),
  ];
  return entries.length > 0 ? mapNode(entries) : undefined;
}

function traitsNode(traits: readonly TraitSyntax[]): WrittenNode {
  return mapNode(traits.map(({ name, value }) => keyed(name, traitNode(value))));
}

function traitNode(value: TraitValueSyntax): WrittenNode {
  switch (value.kind) {
    case 'block':
      return mapNode([keyed(value.table, rowsNode(value.rows))]);
    case 'arithmetic':
      return mapNode([entry(value.operator, listNode(value.operands.map(operandNode)))]);
    case 'reported':
      throw new Error('what was wrong in a trait cannot be printed');
  }
}

function operandNode(operand: TraitOperandSyntax): WrittenNode {
  return operand.kind === 'scalar' ? operand : traitNode(operand);
}
