import type { SegmentSyntax } from '../language/syntax.ts';
import type { Logic } from '../model/logic.ts';
import type {
  Alerts,
  Limit,
  OutputColumn,
  Sample,
  Segment,
  SegmentAbout,
  Split,
  StageSet,
} from '../model/segment.ts';
import type { Leaf } from '../model/value.ts';
import { booleanOf, fieldsOf, integerOf, listOf, shareOf, textOf, textsOf } from '../yaml/fields.ts';
import type { YamlNode, YamlScalar } from '../yaml/node.ts';
import { checkCondition } from './condition.ts';
import type { Context } from './context.ts';
import { checkField } from './field.ts';
import { simpleTest } from './leaf.ts';
import { readShare } from './literal.ts';
import { messages } from './messages.ts';
import { checkReference } from './reference.ts';

/** Binds one segment; a stage set gives one segment a stage. Parts that are wrong are reported and left out. */
export function checkSegment(
  syntax: SegmentSyntax,
  channels: readonly string[],
  context: Context,
): readonly Segment[] {
  const base = syntax.base && checkBase(syntax.base, context);
  const inBase = base === undefined ? context : { ...context, base };
  const segment = commonParts(syntax, base, channels, inBase);
  if (syntax.stages) {
    return syntax.stages.map((stage) => ({
      ...segment,
      name: `${syntax.name}.${stage.name.text}`,
      about: { ...segment.about, ...(stage.action === undefined ? {} : { action: stage.action }) },
      where: { ...stageTest(syntax.name, stage.name.text), span: stage.name.span },
    }));
  }
  const where = syntax.where && checkCondition(syntax.where, inBase);
  return [{ ...segment, ...(where ? { where } : {}) }];
}

function stageTest(set: string, stage: string): Logic<Leaf> {
  return simpleTest({ kind: 'stage', set }, 'eq', { type: 'text', text: stage });
}

/** Binds the conditions of a stage set. */
export function checkStageSet(syntax: SegmentSyntax, context: Context): StageSet {
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

function checkBase(name: YamlScalar, context: Context): string | undefined {
  return checkReference(name, context).length > 0 ? name.text : undefined;
}

function commonParts(
  syntax: SegmentSyntax,
  base: string | undefined,
  channels: readonly string[],
  context: Context,
): Segment {
  const { fields } = syntax;
  const channel = checkChannel(fields.get('channel'), channels, context);
  const sample = checkSample(fields.get('sample'), syntax.name, context);
  const limit = checkLimit(fields.get('limit'), context);
  const split = checkSplit(fields.get('split'), syntax.name, context);
  return {
    name: syntax.name,
    about: checkAbout(syntax, context),
    span: syntax.span,
    parameters: syntax.parameters,
    ...(base === undefined ? {} : { base }),
    exclude: syntax.exclude.flatMap((item) => checkCondition(item, context) ?? []),
    ...(channel === undefined ? {} : { channel }),
    ...(sample ? { sample } : {}),
    ...(limit ? { limit } : {}),
    ...(split ? { split } : {}),
    columns: checkColumns(fields.get('columns'), context),
    alerts: checkAlerts(fields.get('alerts'), context),
    output: booleanOf(fields.get('output'), context.report, 'output') ?? true,
    enabled: booleanOf(fields.get('enabled'), context.report, 'enabled') ?? true,
  };
}

function checkAbout({ fields }: SegmentSyntax, { report }: Context): SegmentAbout {
  const texts = (['title', 'description', 'tier', 'owner', 'goal', 'action'] as const).flatMap((key) => {
    const text = textOf(fields.get(key), report, key);
    return text === undefined ? [] : [[key, text] as const];
  });
  return { ...Object.fromEntries(texts), tags: textsOf(fields.get('tags'), report, 'tags') ?? [] };
}

function checkChannel(
  node: YamlNode | undefined,
  channels: readonly string[],
  context: Context,
): string | undefined {
  if (node?.kind === 'scalar' && node.parameter !== undefined) {
    context.report(messages.parameterAsName(node));
    return undefined;
  }
  const channel = textOf(node, context.report, 'channel');
  if (node?.kind !== 'scalar' || channel === undefined || channels.includes(channel)) return channel;
  context.report(messages.unknownChannel(node, channels));
  return undefined;
}

/** `{ share: 10%, seed: spring }`; the seed is the segment's name unless said. */
export function checkSample(node: YamlNode | undefined, name: string, context: Context): Sample | undefined {
  const fields = fieldsOf(node, ['share', 'seed'], context.report, 'sample');
  const share = fields && shareOf(fields.required('share'), context.report, 'share');
  const seed = fields && textOf(fields.get('seed'), context.report, 'seed');
  return share === undefined ? undefined : { share, seed: seed ?? name };
}

function checkLimit(node: YamlNode | undefined, context: Context): Limit | undefined {
  const fields = fieldsOf(node, ['customers', 'highest', 'lowest'], context.report, 'limit');
  if (!fields) return undefined;
  const customers = integerOf(fields.required('customers'), context.report, 'customers');
  const side = fields.has('lowest') ? 'lowest' : 'highest';
  if (fields.has('highest') && fields.has('lowest')) {
    context.report(messages.notHere(fields.keyOf('lowest')!.span, '`lowest`', 'a limit with `highest`'));
  }
  const by = fields.get(side);
  const value = by?.kind === 'scalar' && by.text !== '' ? checkField(by, context) : undefined;
  if (by && !value && by.kind !== 'scalar') context.report(messages.expected(by, 'a field'));
  if (customers === undefined) return undefined;
  return { customers, ...(value ? { by: { side, value } } : {}) };
}

function checkSplit(node: YamlNode | undefined, name: string, context: Context): Split | undefined {
  const fields = fieldsOf(node, ['seed', 'arms'], context.report, 'split');
  const arms = fields?.required('arms');
  if (!fields || !arms) return undefined;
  const seed = textOf(fields.get('seed'), context.report, 'seed') ?? name;
  const shares = (arms.kind === 'map' ? arms.entries : []).flatMap(({ key, value }) => {
    const share = value.kind === 'scalar' && !value.quoted ? readShare(value.text) : undefined;
    if (share === undefined) context.report(messages.expected(value, 'a share such as `10%`'));
    return share === undefined ? [] : [{ name: key.text, share }];
  });
  const total = shares.reduce((sum, arm) => sum + Math.round(Number(arm.share) * 1e8), 0);
  if (arms.kind !== 'map' || arms.entries.length < 2) {
    context.report(
      messages.expected(
        arms,
        'at least two arms with their shares',
        'write `arms: { control: 10%, a: 90% }`',
      ),
    );
    return undefined;
  }
  if (total !== 1e8 && shares.length === arms.entries.length) {
    context.report(messages.sharesOfArms(arms.span, `${total / 1e6}%`));
  }
  return { seed, arms: shares };
}

function checkColumns(node: YamlNode | undefined, context: Context): readonly OutputColumn[] {
  const items =
    node?.kind === 'scalar' && node.text !== ''
      ? [node]
      : (listOf(node, context.report, 'columns')?.items ?? []);
  const names = new Set<string>();
  return items.flatMap((item) => {
    if (item.kind !== 'scalar' || item.text === '') {
      context.report(messages.expected(item, 'a field'));
      return [];
    }
    if (names.has(item.text)) context.report(messages.duplicateName(item.span, 'the column', item.text));
    names.add(item.text);
    const value = checkField(item, context);
    return value ? [{ name: item.text, value }] : [];
  });
}

function checkAlerts(node: YamlNode | undefined, context: Context): Alerts {
  const fields = fieldsOf(node, ['min', 'max', 'change'], context.report, 'alerts');
  if (!fields) return {};
  const min = integerOf(fields.get('min'), context.report, 'min');
  const max = integerOf(fields.get('max'), context.report, 'max');
  const change = shareOf(fields.get('change'), context.report, 'change');
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(change === undefined ? {} : { change }),
  };
}
