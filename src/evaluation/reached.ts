/** How many of the members of segments can be reached by each channel. */
import type { Segment } from '../model/segment.ts';
import { aggregate, and, column } from '../sql/build.ts';
import { consentFindings } from '../workspace/consent-words.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { MEMBERSHIP_RELATION } from './lists.ts';
import { evaluate } from './membership.ts';
import { readRows } from './read-rows.ts';

export interface Reached {
  /** Customers that exist at the as-of. */
  readonly base: number;
  /** Members by segment name. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Channels of which it is known who has agreed. */
  readonly channels: readonly string[];
  /** By segment name, in the order of the channels: members who have an address, have agreed, and are not withheld. */
  readonly reached: ReadonlyMap<string, readonly number[]>;
  /** The query that they come from. */
  readonly sql: string;
}

/** Evaluates the segments, and whom a list for each channel may hold, in one go. */
export async function evaluateReached(workspace: Workspace, segments: readonly Segment[]): Promise<Reached> {
  const { definitions } = workspace;
  const channels = await knownChannels(workspace);
  const everybody = channels.map((channel) => reachedBy(channel));
  const extended = {
    ...workspace,
    definitions: { ...definitions, segments: [...definitions.segments, ...everybody] },
  };
  const { base, sizes, segments: planned, sql } = await evaluate(extended, [...segments, ...everybody]);
  const memberOf = (name: string) => column(planned.find((each) => each.name === name)!.member);
  const counts = segments.flatMap(({ name }) =>
    everybody.map((reach) =>
      aggregate('count', undefined, { filter: and(memberOf(name), memberOf(reach.name)) }),
    ),
  );
  const items = counts.map((expr, index) => ({ expr, as: `n_${index}` }));
  const [row = []] =
    items.length === 0
      ? []
      : await readRows(workspace, { kind: 'select', items, from: { relation: MEMBERSHIP_RELATION } });
  const width = channels.length;
  const reached = segments.map(
    ({ name }, index) => [name, row.slice(index * width, (index + 1) * width).map(Number)] as const,
  );
  return { base, sizes, channels, reached: new Map(reached), sql };
}

/** Where nobody has said which words are a yes, nobody can tell who has agreed. */
async function knownChannels(workspace: Workspace): Promise<readonly string[]> {
  const known: string[] = [];
  for (const channel of workspace.definitions.channels) {
    const findings = await consentFindings([channel], workspace);
    if (findings.every(({ severity }) => severity !== 'error')) known.push(channel.name);
  }
  return known;
}

/** A name that no definition can have. */
function reachedBy(channel: string): Segment {
  return {
    name: `reached by ${channel}`,
    about: { tags: [] },
    span: { source: { name: '', text: '' }, start: 0, end: 0 },
    parameters: {},
    exclude: [],
    channel,
    columns: [],
    alerts: {},
    output: false,
    enabled: true,
  };
}
