/** What models find out about each customer, as relations that plans join. */
import type { Database } from '../database/database.ts';
import type { CustomerRelation } from '../features/named-model.ts';
import type { Value } from '../model/value.ts';
import { relationAt } from '../plan/joined-relation.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Makes the relation `customer,…` of the values of everybody. */
export type Measure = (values: Readonly<Record<string, Value>>, into: string) => Promise<void>;

/** What is there already, or under way, by its name: the data of a database does not change. */
const known = new WeakMap<Database, Map<string, Promise<void>>>();

/** Makes those that are not there yet: once for each as-of, whoever asks for it. */
export async function makeJoined(
  workspace: Workspace,
  relations: readonly CustomerRelation[],
  measure: Measure,
): Promise<void> {
  const { database, asOf } = workspace;
  const made = known.get(database) ?? new Map<string, Promise<void>>();
  known.set(database, made);
  for (const relation of relations) {
    const name = relationAt(relation, asOf);
    if (!made.has(name)) made.set(name, make(workspace, relation, name, measure));
    await made.get(name);
  }
}

async function make(
  { database, dialect, asOf }: Workspace,
  relation: CustomerRelation,
  name: string,
  measure: Measure,
): Promise<void> {
  let measured = 0;
  const query = await relation.make({
    asOf,
    measure: async (values) => {
      measured++;
      const into = `${name}_measured_${measured}`;
      await measure(values, into);
      return into;
    },
    rows: (asked) => database.rows(printQuery(asked, dialect)),
  });
  await database.run(
    `CREATE OR REPLACE TEMP TABLE ${dialect.identifier(name)} AS\n${printQuery(query, dialect)}`,
  );
}
