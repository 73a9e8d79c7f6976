import type { Table, TableRow } from '../model/table.ts';
import type { LiftAnswer } from './lift.ts';

const header = [
  ['metric', 'text'],
  ['group', 'text'],
  ['arm', 'text'],
  ['customers', 'integer'],
  ['mean', 'number'],
  ['control_customers', 'integer'],
  ['control_mean', 'number'],
  ['difference', 'number'],
  ['se', 'number'],
  ['low', 'number'],
  ['high', 'number'],
  ['statistic', 'number'],
  ['p', 'number'],
  ['relative', 'percent'],
  ['relative_low', 'percent'],
  ['relative_high', 'percent'],
] as const;

/** A row an effect; `group` is empty where it is of everybody. */
export function liftTable({ effects }: LiftAnswer): Table {
  return {
    columns: header.map(([name, kind]) => ({ name, kind })),
    rows: effects.map(
      ({ metric, group, arm, treated, control, comparison, relative }): TableRow => [
        metric,
        group,
        arm,
        treated?.n ?? 0,
        treated?.mean ?? null,
        control?.n ?? 0,
        control?.mean ?? null,
        comparison?.difference ?? null,
        comparison?.se ?? null,
        comparison?.low ?? null,
        comparison?.high ?? null,
        comparison?.statistic ?? null,
        comparison?.p ?? null,
        relative?.relative ?? null,
        relative?.low ?? null,
        relative?.high ?? null,
      ],
    ),
  };
}
