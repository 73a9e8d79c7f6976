/** What a model measures of each customer, as ordinary measures that share the scan of their table. */
import { type Checking, findEvents, inRow } from '../check/context.ts';
import { checkField } from '../check/field.ts';
import { measureValue } from '../language/measure-value.ts';
import type { ConditionSyntax, ScalarSyntax } from '../language/syntax.ts';
import { shiftInstant } from '../model/calendar.ts';
import { all } from '../model/logic.ts';
import type { EventTable } from '../model/schema.ts';
import type { MeasureValue, Rows } from '../model/value.ts';
import type { RfmModel } from './rfm-model.ts';

export interface BoundRfm {
  readonly model: RfmModel;
  /** Whole days from the last event to the as-of date; missing for whoever has none. */
  readonly recency: MeasureValue;
  /** Events, or days with events; 0 for whoever has none. */
  readonly frequency: MeasureValue;
  /** Absent for models without money. */
  readonly monetary?: MeasureValue;
}

/** Binds the row tests and columns of a model; undefined when one is wrong, which has then been reported. */
export function bindRfm(model: RfmModel, context: Checking): BoundRfm | undefined {
  const table = findEvents(context, model.table)!;
  const rows = bindRows(model, table, [model.where], context);
  if (!rows) return undefined;
  const { monetary } = model;
  const bound: BoundRfm = {
    model,
    recency: measureValue('days_since_last', rows),
    // Rows that share a key are one row already.
    frequency: measureValue(model.frequency === 'days' ? 'days' : 'count', rows),
  };
  switch (monetary.kind) {
    case 'none':
      return bound;
    case 'count': {
      const some = bindRows(model, table, [model.where, monetary.where], context);
      return some && { ...bound, monetary: measureValue('count', some) };
    }
    case 'sum':
    case 'average': {
      const of = checkField(columnName(monetary.column), inRow(context, table));
      return of && { ...bound, monetary: measureValue(monetary.kind === 'sum' ? 'sum' : 'avg', rows, of) };
    }
  }
}

function bindRows(
  { last }: RfmModel,
  table: EventTable,
  tests: readonly (ConditionSyntax | undefined)[],
  context: Checking,
): Rows | undefined {
  const written = tests.filter((test) => test !== undefined);
  const bound = written.flatMap((test) => context.rowTest(test, table, context) ?? []);
  if (bound.length < written.length) return undefined;
  const { instant, zone } = context.asOf;
  const from = last && shiftInstant(instant, last, -1, zone);
  return {
    table: table.name,
    ...(bound.length > 0 ? { where: all(bound) } : {}),
    bounds:
      from === undefined
        ? []
        : [{ from: { kind: 'instant', instant: from }, to: { kind: 'instant', instant } }],
    steps: [],
  };
}

function columnName(text: string): ScalarSyntax {
  const source = { name: '', text };
  return { kind: 'scalar', text, quoted: true, span: { source, start: 0, end: text.length } };
}
