/** What a definition names, found in its syntax: position alone tells a name from a value. */
import type { ConditionSyntax, LeafSyntax, SegmentSyntax } from '../language/syntax.ts';
import { leaves } from '../model/logic.ts';
import { entryOf, type YamlNode } from '../yaml/node.ts';

export interface ChosenNames {
  readonly tables: ReadonlySet<string>;
  readonly traits: ReadonlySet<string>;
  readonly segments: ReadonlySet<string>;
}

/** Event tables, traits and segments, in the order of their first mention. */
export function usesOf(segment: SegmentSyntax, names: ChosenNames): readonly string[] {
  const { base, where, exclude, stages = [], fields } = segment;
  const conditions = [where, ...exclude, ...stages.map((stage) => stage.where)];
  return [
    ...new Set([
      ...(base ? [base.text] : []),
      ...conditions.flatMap((condition) => (condition ? ofCondition(condition, names) : [])),
      ...fieldsIn(fields.get('columns'), names),
      ...['highest', 'lowest'].flatMap((key) => fieldsIn(valueAt(fields.get('limit'), key), names)),
    ]),
  ];
}

function ofCondition(condition: ConditionSyntax, names: ChosenNames): readonly string[] {
  return leaves(condition).flatMap((leaf) => ofLeaf(leaf, names));
}

function ofLeaf(leaf: LeafSyntax, names: ChosenNames): readonly string[] {
  switch (leaf.kind) {
    case 'named':
      return names.tables.has(leaf.name.text)
        ? [leaf.name.text, ...ofBlock(leaf.body, names)]
        : [...ofField(leaf.name.text, names), ...ofTest(leaf.body, names)];
    case 'segments':
      return leaf.names.map((name) => name.text);
    case 'movement':
      return [leaf.segment.text];
    case 'file':
      return leaf.field ? ofField(leaf.field.text, names) : [];
    case 'sql':
      return leaf.uses.flatMap((name) => ofField(name.text, names));
  }
}

/** A trait, a stage set (`lifecycle.stage`) or a split segment (`spring.arm`); columns are no names of the project. */
function ofField(text: string, { traits, segments }: ChosenNames): readonly string[] {
  const [first = ''] = text.split('.');
  if (traits.has(first)) return [first];
  const owner = text.replace(/\.(stage|arm)$/, '');
  return owner !== text && segments.has(owner) ? [owner] : [];
}

function fieldsIn(node: YamlNode | undefined, names: ChosenNames): readonly string[] {
  const items = node?.kind === 'list' ? node.items : node ? [node] : [];
  return items.flatMap((item) => (item.kind === 'scalar' ? ofField(item.text, names) : []));
}

const ROW_TESTS = new Set(['where', 'having', 'every', 'share']);

/** Inside a block the tests of rows name columns only; the other keys may name fields and, in steps, tables. */
function ofBlock(node: YamlNode, names: ChosenNames): readonly string[] {
  if (node.kind !== 'map') return [];
  return node.entries.flatMap(({ key, value }) => {
    if (ROW_TESTS.has(key.text)) return [];
    return key.text === 'then' || key.text === 'then_not' ? ofSteps(value, names) : ofTest(value, names);
  });
}

function ofSteps(node: YamlNode, names: ChosenNames): readonly string[] {
  const steps = node.kind === 'list' ? node.items : [node];
  return steps.flatMap((step) =>
    step.kind === 'map'
      ? step.entries.flatMap(({ key, value }) =>
          names.tables.has(key.text) ? [key.text, ...ofBlock(value, names)] : [],
        )
      : [],
  );
}

/** `{ field: NAME }` wherever it stands in a test. */
function ofTest(node: YamlNode, names: ChosenNames): readonly string[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'list') return node.items.flatMap((item) => ofTest(item, names));
  return node.entries.flatMap(({ key, value }) =>
    key.text === 'field' ? fieldsIn(value, names) : ofTest(value, names),
  );
}

function valueAt(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.kind === 'map' ? entryOf(node.entries, key)?.value : undefined;
}
