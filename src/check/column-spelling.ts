/** Upper and lower case are one name: what is computed stands in the place of the column that a file spells otherwise. */
import type { EventTable } from '../model/schema.ts';
import type { EventEntry, Name } from '../project/project.ts';
import type { Checking } from './context.ts';
import { nameProblem } from './field-of-table.ts';

export function isOneName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/**
 * Those that can stand where they are asked for. A key, a time or a customer that is spelled otherwise is needed as it
 * is, and of two that are computed neither is meant more than the other: both are reported.
 */
export function spelledOnce(
  computed: EventEntry['computed'],
  { name: table, key, customer, time }: EventTable,
  { report }: Checking,
): EventEntry['computed'] {
  const roles = [key, customer, time].filter((name) => name !== undefined);
  return computed.filter(({ name }, index) => {
    const earlier = computed.slice(0, index).map((column) => column.name.name);
    const other = [...roles, ...earlier].find((each) => each !== name.name && isOneName(each, name.name));
    if (other !== undefined) report(twoSpellings(name, other, table));
    return other === undefined;
  });
}

function twoSpellings(name: Name, other: string, table: string) {
  const message = `two columns of \`${table}\` are \`${name.name}\`: the other is written \`${other}\``;
  return nameProblem(
    name,
    'duplicate-column',
    message,
    'choose another name (upper and lower case are one name)',
  );
}
