/** What models find out about each customer, as relations that plans join. */
import type { Database } from '../database/database.ts';
import { makeTable } from '../database/relation.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { CustomerData, CustomerRelation } from '../features/named-model.ts';
import { resolveAsOf } from '../model/calendar.ts';
import type { Logic } from '../model/logic.ts';
import type { Leaf, Rows, Value } from '../model/value.ts';
import { relationAt } from '../plan/joined-relation.ts';
import { printQuery } from '../sql/print.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What is needed to look at customers: it is made of relations, which may need models themselves. */
export interface Looking {
  /** Makes the relation `customer,…` of the values of everybody. */
  readonly measure: (
    values: Readonly<Record<string, Value>>,
    conditions: Readonly<Record<string, Logic<Leaf>>>,
    into: string,
  ) => Promise<void>;
  readonly histories: (rows: Rows, value: Value | undefined, into: string) => Promise<void>;
  /** The same for the workspace at another as-of. */
  readonly of: (workspace: Workspace) => Looking;
  readonly gaps: (rows: Rows) => Promise<readonly (readonly [number, number])[]>;
}

interface Known {
  /** What is there already, or under way, by its name: the data of a database does not change. */
  readonly made: Map<string, Promise<void>>;
  /** By model and kind of doubt: one night is not told of each of its dates. */
  readonly doubts: Map<string, Diagnostic>;
}

const knownOf = new WeakMap<Database, Known>();

function knownIn(database: Database): Known {
  const known = knownOf.get(database) ?? { made: new Map(), doubts: new Map() };
  knownOf.set(database, known);
  return known;
}

/** What is to be said of the models that anything so far was made of. */
export function modelDoubts({ database }: Workspace): readonly Diagnostic[] {
  return [...knownIn(database).doubts.values()];
}

/** Makes those that are not there yet: once for each as-of, whoever asks for it. */
export async function makeJoined(
  workspace: Workspace,
  relations: readonly CustomerRelation[],
  looking: Looking,
): Promise<void> {
  const { database, asOf } = workspace;
  const { made } = knownIn(database);
  for (const relation of relations) {
    const name = relationAt(relation, asOf);
    if (!made.has(name)) made.set(name, make(workspace, relation, name, looking));
    await made.get(name);
  }
}

async function make(
  workspace: Workspace,
  relation: CustomerRelation,
  name: string,
  looking: Looking,
): Promise<void> {
  const { database, dialect } = workspace;
  const { query, notes } = await relation.make(customerData(workspace, name, looking));
  const { doubts } = knownIn(database);
  for (const note of notes.filter(({ severity }) => severity === 'warning')) {
    doubts.set(`${relation.name} ${note.code}`, {
      ...note,
      message: `\`${relation.name}\`: ${note.message}`,
    });
  }
  await makeTable(database, name, printQuery(query, dialect));
}

/** What a model may ask of customers; the relations that this takes are named after `name`. */
export function customerData(workspace: Workspace, name: string, looking: Looking): CustomerData {
  const { database, dialect, asOf } = workspace;
  let made = 0;
  const next = (what: string): string => `${name}_${what}_${++made}`;
  return {
    asOf,
    measure: async (values, conditions = {}) => {
      const into = next('measured');
      await looking.measure(values, conditions, into);
      return into;
    },
    at: (date) => {
      const then = workspace.at(resolveAsOf(date, asOf.zone)!);
      return {
        data: customerData(then, next(date.replaceAll('-', '')), looking.of(then)),
        model: (wanted) => then.models.find((model) => model.name === wanted)?.bound(),
      };
    },
    histories: async (rows, value) => {
      const into = next('histories');
      await looking.histories(rows, value, into);
      return into;
    },
    gaps: looking.gaps,
    load: async (columns) => {
      const into = next('loaded');
      await database.load(into, columns);
      return into;
    },
    rows: (asked) => database.rows(printQuery(asked, dialect)),
    numbers: (asked) => database.numbers(printQuery(asked, dialect)),
  };
}
