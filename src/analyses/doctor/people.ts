import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { counted, countOf, countThat } from '../../model/count.ts';
import type { LeftOutReason } from '../../sources/loaded.ts';
import {
  distinctValues,
  oddAddresses,
  sharedAddresses,
  unknownKeys,
  withoutValue,
} from '../../sources/oddities.ts';
import { countOrphans } from '../../sources/orphans.ts';
import { unknownWords } from '../../workspace/orphans.ts';
import { leadingColumn } from '../../workspace/owner-column.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Check, Finding } from './finding.ts';

export const addresses: Check = {
  name: 'shared-addresses',
  summary: 'addresses that several customers have',
  find: async ({ schema, project, database }) => {
    const { relation } = schema.customers;
    const found: Finding[] = [];
    for (const { name, contact } of project.customers.channels) {
      if (!contact) continue;
      const shared = await sharedAddresses(relation, contact.name, database);
      if (shared.addresses === 0) continue;
      const says = `${countOf(shared.customers, 'customer')} share ${countOf(shared.addresses, 'address', 'addresses')} of \`${contact.name}\`, up to ${counted(shared.most)} one of them`;
      const help = `somebody may get a message twice: \`export --dedupe ${name}\` writes an address once; who refused is withheld for all who share it`;
      found.push({
        severity: 'warning',
        table: 'customers',
        check: 'shared-addresses',
        rows: shared.customers,
        example: contact.name,
        says,
        help: [help],
      });
    }
    return found;
  },
};

export const unknownCustomers: Check = {
  name: 'unknown-customers',
  summary: 'rows whose customer the customers table does not have',
  find: async ({ schema, project, facts, database }) => {
    const orphans = await countOrphans(
      schema.events.map((events) => ({ events, by: leadingColumn(events, project) })),
      schema,
      database,
    );
    const found: Finding[] = [];
    for (const table of schema.events) {
      const rows = orphans.get(table.name) ?? 0;
      if (rows === 0) continue;
      const all = facts.find((fact) => fact.table === table.name)?.rows ?? rows;
      const look = await unknownKeys(table, schema.customers, database);
      const why =
        look.byZeros > 0
          ? `${countOf(look.byZeros, 'key')} would be known but for leading zeros: a spreadsheet took them away`
          : look.byCase > 0
            ? `${countOf(look.byCase, 'key')} would be known in another letter case: \`customer: { column: ${table.customer}, normalise: email }\``
            : 'they count for nobody; is the customers file older than this one?';
      found.push({
        severity: rows >= 0.5 * all ? 'error' : 'warning',
        table: table.name,
        check: 'unknown-customers',
        rows,
        example: look.shapes.join(' '),
        says: `${rows} of ${all} rows of \`${table.name}\` ${unknownWords(leadingColumn(table, project))}`,
        help: [why],
      });
    }
    return found;
  },
};

export const nobody: Check = {
  name: 'rows-of-nobody',
  summary: 'rows without a customer',
  find: async (workspace) => {
    const { facts, diagnostics } = workspace;
    const computed = await computedNobody(workspace);
    return facts.flatMap(({ table, ofNobody: told = 0, rows }): readonly Finding[] => {
      const ofNobody = told || (computed.get(table) ?? 0);
      return ofNobody === 0
        ? []
        : [
            {
              severity: ofNobody === rows ? 'error' : 'note',
              table,
              check: 'rows-of-nobody',
              rows: ofNobody,
              example: '',
              says:
                saidOf(table, ['rows-of-nobody'], diagnostics) ??
                `${countOf(ofNobody, 'row')} of \`${table}\` without a customer, which ${ofNobody === 1 ? 'counts' : 'count'} for nobody`,
              help: ['guests are people too where another column tells them apart, as an address does'],
            },
          ];
    });
  },
};

/** Rows without a customer where that is a computed column, which nobody counts while the file is read. */
async function computedNobody(workspace: Workspace): Promise<ReadonlyMap<string, number>> {
  const { schema, project, database } = workspace;
  const found = new Map<string, number>();
  for (const table of schema.events) {
    const own = project.events.find(({ name }) => name.name === table.name);
    const isComputed = own?.computed.some(({ name }) => name.name === own.customer?.column.name);
    if (isComputed) found.set(table.name, await withoutValue(table.relation, table.customer, database));
  }
  return found;
}

/** Where a list of customers stands beside those of a table. */
export const apart: Check = {
  name: 'customers-apart',
  summary: 'a list of customers beside a table whose customers are all others',
  find: async ({ schema: { customers, events }, project, facts, database }) => {
    const { source, from } = project.customers;
    const table = events.find(({ name }) => name === from?.name);
    const listed = facts.find(({ kind }) => kind === 'customers')?.rows;
    if (!source || !table || listed === undefined) return [];
    const known = await distinctValues(customers.relation, customers.key, database);
    const buyers = await distinctValues(table.relation, table.customer, database);
    if (buyers === 0 || known !== listed + buyers) return [];
    return [
      {
        severity: 'warning',
        table: table.name,
        check: 'customers-apart',
        rows: buyers,
        example: table.customer,
        says: `none of the ${countOf(buyers, 'customer')} of \`${table.name}\` is in the customers file: each of both is somebody apart`,
        help: ['export the table with a column that the customers file has too, as a number or an address'],
      },
    ];
  },
};

export const strangeAddresses: Check = {
  name: 'strange-addresses',
  summary: 'e-mail addresses that are none, and those of tests',
  find: async ({ schema, project, database }) => {
    const contact = project.customers.channels.find(({ name }) => name === 'email')?.contact?.name;
    // Names are no addresses: those whom the table names and no list knows (`apart`).
    const isNamed = project.customers.source && project.customers.from && contact === schema.customers.key;
    if (contact === undefined || isNamed) return [];
    const { broken, tests } = await oddAddresses(schema.customers.relation, contact, database);
    const found = { table: 'customers', example: contact };
    return [
      ...(broken === 0
        ? []
        : [
            {
              ...found,
              severity: 'warning' as const,
              check: 'broken-addresses',
              rows: broken,
              says: `${countOf(broken, 'customer')} whose \`${contact}\` is no address`,
              help: ['they are in lists and nothing reaches them'],
            },
          ]),
      ...(tests === 0
        ? []
        : [
            {
              ...found,
              severity: 'note' as const,
              check: 'test-accounts',
              rows: tests,
              says: `${countOf(tests, 'customer')} whose \`${contact}\` is that of a test`,
              help: [
                `a segment \`{ ${contact}: { matches: "^test", ignore_case: true } }\` under \`suppress\` keeps them out of lists with a channel`,
              ],
            },
          ]),
    ];
  },
};

/** Under which codes opening the data tells of rows that are left out for a reason. */
const codesOf: Readonly<Record<LeftOutReason, readonly string[]>> = {
  unreadable: ['rows-skipped'],
  'wrong value': ['rows-skipped'],
  'no key': ['rows-left-out'],
  'no customer': ['rows-left-out'],
  'no time': ['rows-left-out'],
  repeated: ['rows-united'],
  superseded: ['rows-superseded'],
};

function diagnosticsOf(
  table: string,
  codes: readonly string[],
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  return diagnostics.filter(({ code, message }) => codes.includes(code) && message.includes(`\`${table}\``));
}

/** In the words in which every command tells it. */
function saidOf(
  table: string,
  codes: readonly string[],
  diagnostics: readonly Diagnostic[],
): string | undefined {
  const messages = diagnosticsOf(table, codes, diagnostics).map(({ message }) => message);
  return messages.length === 0 ? undefined : messages.join('; ');
}

export const leftOut: Check = {
  name: 'left-out',
  summary: 'rows that were not used, by reason',
  find: async ({ facts, diagnostics }) =>
    facts.flatMap(({ table, leftOut: reasons }) =>
      reasons
        .filter(({ rows }) => rows > 0)
        .map(({ reason, rows }): Finding => {
          const isLost = reason === 'unreadable' || reason === 'wrong value';
          const about = diagnosticsOf(table, codesOf[reason], diagnostics);
          const place = about.find((each) => each.place !== undefined)?.place;
          return {
            severity: isLost ? 'error' : reason === 'no time' ? 'warning' : 'note',
            table,
            check: 'left-out',
            rows,
            example: reason,
            says:
              saidOf(table, codesOf[reason], diagnostics) ??
              `${countThat(rows, 'row', 'is', 'are')} left out of \`${table}\`: ${reason}`,
            help: [helpFor(reason, isLost)],
            ...(place === undefined ? {} : { place }),
          };
        }),
    ),
};

function helpFor(reason: string, isLost: boolean): string {
  if (isLost) return '`segment sources` names the file and the row';
  if (reason === 'no time')
    return 'no window sees them; is the moment in another column, or in another form?';
  return 'nothing to do where that is meant';
}
