/** What can be wrong with tables that are made of others. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import type { ScalarSyntax } from '../language/syntax.ts';
import type { EventTable, Lookup } from '../model/schema.ts';
import type { Name } from '../project/project.ts';
import { nameProblem } from './field-of-table.ts';

export function tableCircle(at: Name, path: readonly string[]): Diagnostic {
  const steps = path.map((step) => `\`${step}\``).join(' → ');
  return nameProblem(at, 'table-circle', `tables are made of each other in a circle: ${steps}`);
}

/** Which rows of a table there are cannot be asked of rows that are made of them. */
export function madeOfThese(
  name: ScalarSyntax,
  { name: lookup, table: made }: Lookup,
  inner: string,
): Diagnostic {
  const message = `which rows of \`${inner}\` there are cannot be asked of \`${made}\`, which is made of them`;
  const help = `ask it where they are counted: \`${inner}: { where: { ${name.text}: … } }\`, or of columns of \`${inner}\` without \`${lookup}.\``;
  return problem(name.span, 'table-circle', message, help);
}

export function otherKey(key: Name, from: Name, { customer }: EventTable): Diagnostic {
  const message = `the key of customers made of \`${from.name}\` is its customer \`${customer}\`, found \`${key.name}\``;
  const help = 'leave `key` out, or rename the column under `columns` of that table';
  return nameProblem(key, 'wrong-key', message, help);
}
