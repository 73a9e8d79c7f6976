/** What a field is tested against, in the shape that its operator or window word can take at all. */
import { unknownKey } from '../diagnostics/unknown-key.ts';
import { entryOf, type YamlMap, type YamlNode } from '../yaml/node.ts';
import type { OperandShape } from './operator.ts';
import { findOperator } from './operators/index.ts';
import { type Parsing, wrongValue } from './parsing.ts';
import type { FieldSyntax, Keyed, OperandSyntax, ScalarSyntax, WindowSyntax } from './syntax.ts';
import { isWindowWord, valueOfWindow } from './windows.ts';

const TRUTH = '`true` or `false`';

/** What operators take that compare with no other field. */
const shapeWords: Readonly<Partial<Record<OperandShape, string>>> = {
  list: 'a list of at least one value',
  boolean: TRUTH,
  pattern: 'a pattern such as `"^A"`',
};

/** A mapping with which a test compares: another field. */
const comparedField = {
  keys: ['field', 'times', 'plus'],
  what: 'a field to compare with',
  shape: 'a value or `{ field: NAME }`, perhaps with `times` or `plus`',
};

/** A mapping that is the end of a window. */
const windowEnd = {
  keys: ['field', 'plus'],
  what: 'the end of a window',
  shape: '`{ field: NAME }`, perhaps with `plus: 14d`',
};

/** Parses what stands behind an operator, a modifier or a window word of a test. */
export function parseOperand(
  key: ScalarSyntax,
  node: YamlNode,
  { report }: Parsing,
): OperandSyntax | undefined {
  if (node.kind === 'scalar') return node;
  const operator = findOperator(key.text);
  const plain = operator ? shapeWords[operator.operand] : (valueOfWindow(key.text) ?? modifierOf(key));
  if (node.kind === 'map' && plain !== undefined) {
    report(wrongValue(node, plain));
    return undefined;
  }
  return parseValues(node, operator ? comparedField : windowEnd, report);
}

function modifierOf({ text }: ScalarSyntax): string | undefined {
  return isWindowWord(text) ? undefined : TRUTH;
}

/** Parses the windows among the entries of a block; what is wrong is left out. */
export function parseWindows(
  entries: readonly { readonly key: ScalarSyntax; readonly value: YamlNode }[],
  parsing: Parsing,
): readonly WindowSyntax[] {
  return entries
    .filter(({ key }) => isWindowWord(key.text))
    .flatMap(({ key, value }) => {
      const operand = parseWindow(key, value, parsing);
      return operand ? [{ key, value: operand }] : [];
    });
}

function parseWindow(key: ScalarSyntax, node: YamlNode, { report }: Parsing): OperandSyntax | undefined {
  const plain = valueOfWindow(key.text);
  if (node.kind !== 'map' || plain === undefined) return parseValues(node, windowEnd, report);
  report(wrongValue(node, plain));
  return undefined;
}

type FieldShape = typeof comparedField;

function parseValues(
  node: YamlNode,
  shape: FieldShape,
  report: Parsing['report'],
): OperandSyntax | undefined {
  switch (node.kind) {
    case 'scalar':
      return node;
    case 'map':
      return parseField(node, shape, report);
    case 'list': {
      const items = node.items.map((item) => parseValues(item, shape, report));
      const found = items.filter((item) => item !== undefined);
      return found.length === items.length ? { ...node, items: found } : undefined;
    }
  }
}

function parseField(map: YamlMap, shape: FieldShape, report: Parsing['report']): FieldSyntax | undefined {
  const unknown = map.entries.find(({ key }) => !comparedField.keys.includes(key.text));
  const field = entryOf(map.entries, 'field')?.value;
  if (unknown) report(unknownKey(unknown.key, shape.keys, shape.what));
  else if (field?.kind !== 'scalar' || field.text === '') report(wrongValue(map, shape.shape));
  const times = parseMoved(map, 'times', 'a factor such as `2` or `50%`, for a number', report);
  const plus = parseMoved(map, 'plus', 'a span such as `30d` or `24h`', report);
  if (unknown || field?.kind !== 'scalar' || field.text === '' || times === false || plus === false) {
    return undefined;
  }
  return {
    kind: 'field',
    field,
    ...(times ? { times } : {}),
    ...(plus ? { plus } : {}),
    span: map.span,
  };
}

/** `times` or `plus`: undefined where there is none, false where it is wrong, which has been reported. */
function parseMoved(
  map: YamlMap,
  name: string,
  what: string,
  report: Parsing['report'],
): Keyed<ScalarSyntax> | undefined | false {
  const entry = entryOf(map.entries, name);
  if (!entry) return undefined;
  if (entry.value.kind === 'scalar') return { key: entry.key, value: entry.value };
  report(wrongValue(entry.value, what));
  return false;
}
