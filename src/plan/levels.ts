/** How many passes must be made before the rows of another can be read. */
import { type Logic, leaves } from '../model/logic.ts';
import { remembered } from '../model/remembered.ts';
import type { Leaf, Rows, Value } from '../model/value.ts';

/** Rows that are bounded by what other rows gave can only be read after those. */
export function levelOf(rows: Rows): number {
  const bounds = rows.bounds.flatMap(({ from, to }) => [from, to]);
  const levels = bounds.flatMap((bound) => (bound?.kind === 'value' ? [levelOfValue(bound.value)] : []));
  const steps = [...rows.steps, ...(rows.absent ? [rows.absent] : [])].map((step) => levelOf(step.rows));
  return Math.max(0, ...levels, ...steps);
}

function levelOfValue(value: Value): number {
  switch (value.kind) {
    case 'measure':
      return levelOf(value.rows) + 1;
    case 'part':
      return levelOfValue(value.of);
    case 'arithmetic':
      return levelOfOperands(value);
    default:
      return 0;
  }
}

const levelOfOperands = remembered((value: Value) =>
  value.kind === 'arithmetic' ? Math.max(0, ...value.operands.map((each) => levelOfValue(each))) : 0,
);

/** The level of the passes that a group's test must come after: it may read the customer's own values. */
export function levelOfTest(logic: Logic<Leaf>, rows: Rows): number {
  const others = leaves(logic).flatMap(valuesOnTheRight);
  return Math.max(levelOf(rows), ...others.map((value) => Math.max(1, levelOfValue(value))));
}

/** The values on the right side of a leaf. */
function valuesOnTheRight(leaf: Leaf): readonly Value[] {
  switch (leaf.kind) {
    case 'comparison':
      return leaf.right.flatMap((operand) => (operand.kind === 'value' ? [operand.value] : []));
    case 'window':
      return [leaf.bounds.from, leaf.bounds.to].flatMap((bound) =>
        bound?.kind === 'value' ? [bound.value] : [],
      );
    default:
      return [];
  }
}
