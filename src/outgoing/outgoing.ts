/** The rows that leave the house: whom a list names, in the shape of where it goes. */
import { CONTACTABLE_RELATION, type Contactable } from '../evaluation/contactable.ts';
import type { Engine } from '../evaluation/read-rows.ts';
import type { Expr, Select, SelectItem } from '../sql/ast.ts';
import { and, ascending, binary, column, integer, text } from '../sql/build.ts';
import { printQuery } from '../sql/print.ts';
import { digestOf } from './digest.ts';
import type { AddressField, Platform } from './platform.ts';

/** The relation of everybody's rows that `makeRows` makes, and of the contacts that it reads. */
const ROWS_RELATION = 'segment_outgoing_rows';
export const CONTACTS_RELATION = 'segment_outgoing_contacts';
/** The relation of those whom an earlier list named: one column `customer`. */
export const RECORDED_RELATION = 'segment_outgoing_recorded';

export interface Shape {
  /** None for the list as `run` writes it. */
  readonly platform: Platform | undefined;
  /** By what two rows are of one person; by the key when absent. */
  readonly dedupe: AddressField | undefined;
}

export interface OutgoingCounts {
  readonly names: readonly string[];
  readonly written: number;
  /** Listed, but nothing in the row tells the platform who is meant. */
  readonly unidentified: number;
  /** Of these, those whose e-mail is no address. */
  readonly misaddressed: number;
  /** Listed, but the person stands in the list already under an earlier key. */
  readonly repeated: number;
  /** Written without the number that the data has, since it cannot be dialled from abroad. */
  readonly undialled: number;
  /** Written without the address or number that the data has, since its own channel has no yes. */
  readonly unasked: Readonly<Record<AddressField, number>>;
}

export interface Moved {
  readonly added: number;
  readonly removed: number;
  /** Removed, but no longer among the customers: nothing is known to name them by. */
  readonly gone: number;
}

/** Makes the rows of everybody, and counts those of the list. `CONTACTS_RELATION` must be there for a platform. */
export async function makeRows(
  { database, dialect }: Engine,
  list: Contactable,
  shape: Shape,
): Promise<OutgoingCounts> {
  const { platform, dedupe } = shape;
  const columns = platform ? platform.columns : ownColumns(list);
  const isJoined = platform !== undefined || dedupe !== undefined;
  const people = printQuery({ with: [], body: peopleOf(list, platform) }, dialect);
  await database.run(`CREATE OR REPLACE TEMP TABLE ${ROWS_RELATION} AS
    WITH shaped AS (
      SELECT person AS customer, is_listed,
        ${columns.map(({ sql }, place) => `${sql} AS c${place}`).join(', ')},
        ${identityOf(shape)} AS identity,
        ${platform ? 'phone IS NOT NULL AND e164 IS NULL' : 'false'} AS is_undialled,
        ${addressFields.map((field) => `${isJoined ? `is_unasked_${field}` : 'false'} AS is_unasked_${field}`).join(', ')},
        ${isJoined ? 'coalesce(is_misaddressed, false)' : 'false'} AS is_misaddressed
      FROM ${isJoined ? reachedPeople(list, people) : `(${people})`} AS people
    ),
    known AS (SELECT *, ${identifiedBy(platform)} AS is_identified FROM shaped)
    SELECT *, ${dedupe ? 'row_number() OVER (PARTITION BY is_listed AND is_identified, identity ORDER BY customer)' : '1'} AS place
    FROM known
    ORDER BY customer`);
  const [row = []] = await database.rows(`SELECT
    COUNT(*) FILTER (WHERE is_identified AND place = 1),
    COUNT(*) FILTER (WHERE NOT is_identified),
    COUNT(*) FILTER (WHERE is_identified AND place > 1),
    COUNT(*) FILTER (WHERE is_identified AND place = 1 AND is_undialled),
    COUNT(*) FILTER (WHERE NOT is_identified AND is_misaddressed),
    ${addressFields.map((field) => `COUNT(*) FILTER (WHERE is_identified AND place = 1 AND is_unasked_${field})`).join(', ')}
    FROM ${ROWS_RELATION} WHERE is_listed`);
  const [written = 0, unidentified = 0, repeated = 0, undialled = 0, misaddressed = 0, email = 0, phone = 0] =
    row.map(Number);
  return {
    names: columns.map(({ name }) => name),
    written,
    unidentified,
    misaddressed,
    repeated,
    undialled,
    unasked: { email, phone },
  };
}

/** The rows written, by key. */
export function selectRows(names: readonly string[]): Select {
  const where = and(column('is_listed'), column('is_identified'), binary('=', column('place'), integer(1)));
  return {
    kind: 'select',
    items: headed(names),
    from: { relation: ROWS_RELATION },
    where,
    orderBy: [ascending(column('customer'))],
  };
}

const IS_WRITTEN = 'is_listed AND is_identified AND place = 1';

/** Compares with `RECORDED_RELATION`: `selectMoved` then gives the rows. Persons, not keys, are added and removed. */
export async function compareRows({ database }: Engine, { platform }: Shape): Promise<Moved> {
  await database.run(`CREATE OR REPLACE TEMP TABLE segment_outgoing_moved AS
    WITH now AS (SELECT * FROM ${ROWS_RELATION} WHERE ${IS_WRITTEN}),
    was AS (
      SELECT * FROM ${ROWS_RELATION} SEMI JOIN ${RECORDED_RELATION} USING (customer) WHERE is_identified
    )
    SELECT *, 'added' AS change FROM now ANTI JOIN was USING (identity)
    UNION ALL
    SELECT *, 'removed' AS change FROM was ANTI JOIN now USING (identity)
    QUALIFY row_number() OVER (PARTITION BY identity ORDER BY customer) = 1
    ORDER BY change, customer`);
  const gone = `SELECT customer FROM ${RECORDED_RELATION} ANTI JOIN ${ROWS_RELATION} USING (customer)`;
  if (!platform) {
    await database.run(`INSERT INTO segment_outgoing_moved BY NAME
      SELECT customer, customer AS c0, 'removed' AS change FROM (${gone})`);
  }
  const [row = []] = await database.rows(`SELECT COUNT(*) FILTER (WHERE change = 'added'),
    COUNT(*) FILTER (WHERE change = 'removed'), (SELECT COUNT(*) FROM (${gone})) FROM segment_outgoing_moved`);
  const [added = 0, removed = 0, left = 0] = row.map(Number);
  return { added, removed, gone: platform ? left : 0 };
}

export type Change = 'added' | 'removed';

/** The rows of one change, or of both with `change` as the last column. */
export function selectMoved(names: readonly string[], change: Change | undefined): Select {
  const which = column('change');
  const isBoth = change === undefined;
  return {
    kind: 'select',
    items: [...headed(names), ...(isBoth ? [{ expr: which, as: 'change' }] : [])],
    from: { relation: 'segment_outgoing_moved' },
    ...(isBoth ? {} : { where: binary('=', which, text(change)) }),
    orderBy: [...(isBoth ? [ascending(which)] : []), ascending(column('customer'))],
  };
}

/** Under names that no contact has. */
function peopleOf({ key, list, agreed, columns }: Contactable, platform: Platform | undefined): Select {
  const own = platform
    ? []
    : columns.map((each, place) => ({ expr: column(each.column), as: `own_${place}` }));
  const consents = [...agreed].map(([field, name]) => ({ expr: column(name), as: `agreed_${field}` }));
  const isListed: Expr = { kind: 'in-query', item: column(key), query: list };
  return {
    kind: 'select',
    items: [{ expr: column(key), as: 'person' }, { expr: isListed, as: 'is_listed' }, ...consents, ...own],
    from: { relation: CONTACTABLE_RELATION },
  };
}

function ownColumns({ key, columns }: Contactable) {
  return [{ name: key, sql: 'person' }, ...columns.map(({ name }, place) => ({ name, sql: `own_${place}` }))];
}

const addressFields = ['email', 'phone'] as const satisfies AddressField[];

/** What the platform is not given: an address or a number whose own channel the listed person did not agree to. */
function reachedPeople(list: Contactable, people: string): string {
  const isUnasked = (field: AddressField): string => {
    const column = list.agreed.get(field);
    const refused = column === undefined ? 'false' : `NOT agreed_${field}`;
    return `is_listed AND ${field} IS NOT NULL AND ${refused}`;
  };
  const kept = (field: AddressField, name: string): string =>
    `CASE WHEN NOT (${isUnasked(field)}) THEN ${name} END AS ${name}`;
  return `(
        SELECT people.*,
          contacts.* EXCLUDE (customer) REPLACE (
            ${[kept('email', 'email'), kept('phone', 'phone'), kept('phone', 'e164')].join(', ')}),
          ${addressFields.map((field) => `${isUnasked(field)} AS is_unasked_${field}`).join(', ')}
        FROM (${people}) AS people
        LEFT JOIN ${CONTACTS_RELATION} AS contacts ON contacts.customer = person
      )`;
}

/** A platform knows people by their address as it is given it, whatever their keys are here. */
function identityOf({ platform, dedupe }: Shape): string {
  const by = dedupe ?? (platform ? 'email' : undefined);
  if (by === undefined) return "'key ' || person";
  const given = platform?.columns.find(({ reaches }) => reaches === by)?.sql;
  const known = by === 'phone' ? 'coalesce(e164, phone)' : 'email';
  const value = digestOf(given === undefined ? known : `coalesce(${given}, ${known})`);
  return `coalesce('${by} ' || (${value}), 'key ' || person)`;
}

function identifiedBy(platform: Platform | undefined): string {
  if (!platform) return 'true';
  const places = new Map(platform.columns.map(({ name }, place) => [name, `c${place} IS NOT NULL`]));
  const alone = platform.columns.filter(({ identifies }) => identifies).map(({ name }) => places.get(name)!);
  const together = platform.together?.map((name) => places.get(name)!).join(' AND ');
  return [...alone, ...(together === undefined ? [] : [`(${together})`])].join(' OR ');
}

function headed(names: readonly string[]): readonly SelectItem[] {
  return names.map((name, place) => ({ expr: column(`c${place}`), as: name }));
}
