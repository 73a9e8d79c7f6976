/** A segment on its way out of the house: who is in it, who may be contacted, and why the others may not. */
import type { Segment } from '../model/segment.ts';
import type { Planner } from '../plan/planner.ts';
import { addressStep, type StepName } from '../plan/steps.ts';
import type { Expr, Query } from '../sql/ast.ts';
import {
  aggregate,
  and,
  ascending,
  binary,
  column,
  descending,
  isNull,
  notTrue,
  or,
  sqlTrue,
  text,
} from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type ContactField, contactColumns } from './contacts.ts';
import { type ListPlaces, selectKeys, shapeLists } from './lists.ts';
import { listsWanted } from './membership.ts';
import { readRows } from './read-rows.ts';
import { makeRelation } from './relation.ts';

/** The relation that `findContactable` makes: everybody, in the order of the keys. */
export const CONTACTABLE_RELATION = 'segment_contactable_people';

export interface Withheld {
  /** `no email`, `consent`, the name of a suppressing segment, `address refused` by another, or `holdout`. */
  readonly reason: string;
  readonly customers: number;
}

export interface Contactable {
  /** Who meets the conditions, before anybody is withheld. */
  readonly customers: number;
  readonly contactable: number;
  /** Each customer once, under the first reason that applies; the most frequent first. */
  readonly withheld: readonly Withheld[];
  /** Whom `run` would write: the contactable after sample and limit. */
  readonly listed: number;
  /** The key's column in the relation. */
  readonly key: string;
  /** A query of the keys of those who are listed. */
  readonly list: Query;
  /** Addresses that are another channel's: the boolean column that tells whether the customer agreed to one. */
  readonly agreed: ReadonlyMap<ContactField, string>;
  /** The columns of the list, the arm first where there is one: header, and place in the relation. */
  readonly columns: readonly { readonly name: string; readonly column: string }[];
}

/** Evaluates the segment as a list for the channel, in place of its own; without one nobody is asked for consent. */
export async function findContactable(
  workspace: Workspace,
  segment: Segment,
  channel: string | undefined,
): Promise<Contactable> {
  const { definitions } = workspace;
  const { channel: _, ...rest } = segment;
  const name = `${segment.name} for export`;
  const outgoing: Segment = { ...rest, name, ...(channel === undefined ? {} : { channel }) };
  const extended = {
    ...workspace,
    definitions: { ...definitions, segments: [...definitions.segments, outgoing] },
  };
  const { asked } = await makeRelation(extended, CONTACTABLE_RELATION, (planner) => {
    const steps = new Map(planner.steps(name).map((step) => [step.name, step.column]));
    const suppressing =
      channel === undefined
        ? []
        : definitions.suppress.map((each) => ({ name: each, member: planner.segment(each).member }));
    const segment = planner.segment(name);
    const agreed =
      channel === undefined ? new Map<ContactField, string>() : agreedColumns(workspace, channel, planner);
    const further = [...steps.values(), ...suppressing.map(({ member }) => member), ...agreed.values()];
    return { ...listsWanted(planner, [segment], further), steps, suppressing, agreed, segment };
  });
  const { key, steps, suppressing, agreed, segment: planned } = asked;
  const body = selectKeys(key, planned, CONTACTABLE_RELATION);
  const counts = await countReasons(workspace, { channel, key, steps, suppressing });
  const items = [{ expr: aggregate('count', undefined), as: 'listed' }];
  const [row = []] = await readRows(workspace, { ...body, items });
  return {
    ...counts,
    listed: Number(row[0] ?? 0),
    key,
    list: { with: [], body },
    agreed,
    columns: writtenColumns(asked),
  };
}

/** Those behind the key, under their headers. */
function writtenColumns(lists: ListPlaces): Contactable['columns'] {
  const items = shapeLists(lists, 'none').items(lists.segments[0]!);
  return items.flatMap(({ expr, as }) =>
    expr.kind === 'column' && expr.name !== lists.key ? [{ name: as, column: expr.name }] : [],
  );
}

/**
 * A field that several channels use is free when one of them has a yes, as the list's own channel has, and nobody who
 * shares what stands in it has refused.
 */
function agreedColumns(
  workspace: Workspace,
  channel: string,
  planner: Planner,
): ReadonlyMap<ContactField, string> {
  const { project, definitions } = workspace;
  const found = Object.entries(contactColumns(workspace)).flatMap(([field, name]) => {
    const names = project.customers.channels
      .filter(({ contact }) => contact?.name === name)
      .map((each) => each.name);
    const channels = definitions.channels.filter((each) => names.includes(each.name));
    if (channels.length === 0 || names.includes(channel)) return [];
    const free = channels.map((each) =>
      and(
        column(planner.condition(each.allowed, `agreed to ${each.name}`)),
        column(planner.unrefused(addressStep(each, definitions))),
      ),
    );
    return [[field as ContactField, planner.computed(or(...free), `may use ${field}`)] as const];
  });
  return new Map(found);
}

interface Steps {
  readonly channel: string | undefined;
  readonly key: string;
  readonly steps: ReadonlyMap<StepName, string>;
  readonly suppressing: readonly { readonly name: string; readonly member: string }[];
}

async function countReasons(workspace: Workspace, asked: Steps) {
  const { relation, key } = workspace.schema.customers;
  const reason = reasonOf(workspace, asked);
  const customers = aggregate('count', undefined);
  const rows = await readRows(workspace, {
    kind: 'select',
    items: [
      { expr: reason, as: 'reason' },
      { expr: customers, as: 'customers' },
    ],
    from: { relation: CONTACTABLE_RELATION, as: 'people' },
    joins: [
      {
        kind: 'inner',
        relation,
        as: 'customers',
        on: binary('=', column(key, 'customers'), column(asked.key, 'people')),
      },
    ],
    where: leftAfter(asked.steps, ['exclude', 'where', 'base']),
    groupBy: [reason],
    orderBy: [descending(customers), ascending(reason)],
  });
  const withheld = rows
    .filter(([found]) => found !== null)
    .map(([found, count]) => ({ reason: String(found), customers: Number(count) }));
  const all = rows.reduce((sum, row) => sum + Number(row[1]), 0);
  const contactable = all - withheld.reduce((sum, each) => sum + each.customers, 0);
  return { customers: all, contactable, withheld };
}

/** Steps add up: the column of the last that there is tells who is left after all of them. */
function leftAfter(steps: ReadonlyMap<StepName, string>, names: readonly StepName[]): Expr {
  const found = names.map((name) => steps.get(name)).find((name) => name !== undefined);
  return found === undefined ? sqlTrue : column(found, 'people');
}

function reasonOf({ project }: Workspace, { channel, steps, suppressing }: Steps): Expr {
  const contact = project.customers.channels.find(({ name }) => name === channel)?.contact;
  const outside = (name: StepName): Expr => notTrue(leftAfter(steps, [name]));
  const reasons: readonly (readonly [Expr, string])[] = [
    ...(contact ? [[isNull(column(contact.name, 'customers')), `no ${channel}`] as const] : []),
    [outside('channel'), 'consent'],
    ...suppressing.map(({ name, member }) => [column(member, 'people'), name] as const),
    [outside('address'), 'address refused'],
    [outside('holdout'), 'holdout'],
  ];
  return { kind: 'case', branches: reasons.map(([when, reason]) => ({ when, then: text(reason) })) };
}
