/** What can be wrong with tables that are made of others. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { EventTable } from '../model/schema.ts';
import type { Name } from '../project/project.ts';
import { nameProblem } from './field-of-table.ts';

export function tableCircle(at: Name, path: readonly string[]): Diagnostic {
  const steps = path.map((step) => `\`${step}\``).join(' → ');
  return nameProblem(at, 'table-circle', `tables are made of each other in a circle: ${steps}`);
}

export function otherKey(key: Name, from: Name, { customer }: EventTable): Diagnostic {
  const message = `the key of customers made of \`${from.name}\` is its customer \`${customer}\`, found \`${key.name}\``;
  const help = 'leave `key` out, or rename the column under `columns` of that table';
  return nameProblem(key, 'wrong-key', message, help);
}
