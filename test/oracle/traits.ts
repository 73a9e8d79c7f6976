/** One value per customer: a block with one measure, or arithmetic over numbers, fields and traits. */
import { blockRows } from './block.ts';
import { bindField, type Field, type Names } from './fields.ts';
import { type Measure, measureRows, measureType, measureWords } from './measures.ts';
import type { Node } from './node.ts';
import { asList, asMap, asText, isText } from './node.ts';
import { minus, plus, type Rational, readRational, times, toDouble } from './rational.ts';
import { rowMeets } from './rows.ts';
import { doubleValue, type NumberValue, numberValue, type Value } from './value.ts';

/** Of two numbers that are there. */
export const arithmetic: Readonly<Record<string, (a: NumberValue, b: NumberValue) => Value>> = {
  ratio: (a, b) => (b.number.n === 0n ? null : doubleValue(toDouble(a.number) / toDouble(b.number))),
  plus: (a, b) => either(a, b, plus, (x, y) => x + y),
  minus: (a, b) => either(a, b, minus, (x, y) => x - y),
  times: (a, b) => either(a, b, times, (x, y) => x * y),
};

/** Exact, unless one of them was divided. */
function either(
  a: NumberValue,
  b: NumberValue,
  exactly: (a: Rational, b: Rational) => Rational,
  inDoubles: (a: number, b: number) => number,
): Value {
  if (!a.quotient && !b.quotient) return numberValue(exactly(a.number, b.number));
  return doubleValue(inDoubles(toDouble(a.number), toDouble(b.number)));
}

export function traitField(names: Names, definition: Node): Field {
  const entries = Object.entries(asMap(definition));
  const [name, body] = entries[0]!;
  if (entries.length !== 1) throw new Error('a trait is one thing');
  const operation = arithmetic[name];
  return operation ? computed(names, operation, asList(body)) : measured(names, name, body);
}

function computed(
  names: Names,
  operation: (a: NumberValue, b: NumberValue) => Value,
  items: readonly Node[],
): Field {
  const operands = items.map((item) => operand(names, item));
  return {
    type: 'number',
    read: (scope) =>
      operands
        .map((field) => field.read(scope))
        .reduce((a, b) => {
          if (a === null || b === null) return null;
          if (a.kind !== 'number' || b.kind !== 'number')
            throw new Error('arithmetic over what is no number');
          return operation(a, b);
        }),
  };
}

function operand(names: Names, node: Node): Field {
  if (!isText(node)) return traitField(names, node);
  if (/^[+-]?\d/.test(node)) return { type: 'number', read: () => numberValue(readRational(node)) };
  return bindField(names, node);
}

function measured(names: Names, table: string, body: Node): Field {
  const map = asMap(body);
  if (map['every'] !== undefined) {
    return {
      type: 'boolean',
      read: ({ customer }) => {
        const rows = blockRows(names, table, body, customer);
        const pass = rows.every((row) => rowMeets({ ...names, table }, map['every']!, customer, row));
        return { kind: 'boolean', boolean: rows.length > 0 && pass };
      },
    };
  }
  const words = measureWords.filter((word) => map[word] !== undefined);
  if (words.length !== 1) throw new Error(`a trait has exactly one measure, not ${words.length}`);
  const word = words[0]!;
  const spec = map[word]!;
  const delayed = word === 'delay' ? { word, of: Object.keys(asMap(spec))[0]!, block: map } : undefined;
  const measure: Measure =
    delayed ?? (isText(spec) && asText(spec) === 'true' ? { word } : { word, of: spec });
  return {
    type: measureType(names, table, measure),
    read: ({ customer }) =>
      measureRows(names, table, measure, customer, blockRows(names, table, body, customer)),
  };
}
