/** A field by its name: one of the customer, or `TABLE.COLUMN` of the only row that a customer has in the table. */
import { findEvents } from '../check/context.ts';
import { checkField } from '../check/field.ts';
import { collector } from '../diagnostics/collect.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import { measureValue } from '../language/measure-value.ts';
import type { Value } from '../model/value.ts';
import { typeOf } from '../model/value.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface MeasuredField {
  readonly name: string;
  readonly value: Value;
  /** The table whose rows it comes from, of which a customer may have one. */
  readonly table?: string;
}

/** Binds the name that `option` was given. Throws a `Failure` (2) with what is wrong with it. */
export function readField(workspace: Workspace, option: string, name: string): MeasuredField {
  const found = collector();
  const context = workspace.names(found.report);
  const source = { name: `--${option}`, text: name };
  const scalar = (text: string) =>
    ({ kind: 'scalar', text, quoted: false, span: { source, start: 0, end: name.length } }) as const;
  const [first = '', ...rest] = name.split('.');
  const table = rest.length > 0 ? findEvents(context, first) : undefined;
  const value = table
    ? checkField(scalar(rest.join('.')), { ...context, row: table })
    : checkField(scalar(name), context);
  if (!value || found.hasErrors()) throw new Failure(2, found.diagnostics);
  if (typeOf(value) === 'list') {
    throw failure(2, 'field-type', `\`${name}\` is a list, and \`--${option}\` wants one value a customer`);
  }
  return table ? { name, value: onlyValue(table.name, value), table: table.name } : { name, value };
}

function onlyValue(table: string, of: Value): Value {
  return measureValue('max', { table, bounds: [], steps: [] }, of);
}
