/** What came of an expectation: who is in or out against it, and which conditions decided that. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Segment } from '../model/segment.ts';
import { Clocks } from '../plan/clocks.ts';
import { lowerLogic } from '../plan/lower.ts';
import type { Select } from '../sql/ast.ts';
import { and, cast, column, integer, oneOf, sqlFalse, text } from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { decidingNodes } from './deciding.ts';
import { type SeenNode, seeCustomers } from './explain.ts';
import { MEMBERSHIP_RELATION } from './lists.ts';
import type { Membership } from './membership.ts';
import { readRows } from './read-rows.ts';
import type { Expectation } from './test-binding.ts';

export type Verdict =
  | { readonly kind: 'passed' }
  | {
      readonly kind: 'failed';
      readonly strays: readonly Stray[];
      /** Strays besides those. */
      readonly more: number;
      /** The number of customers, where it is not as expected. */
      readonly customers?: number;
    }
  /** It could not be found out. */
  | { readonly kind: 'broken'; readonly diagnostics: readonly Diagnostic[] };

/** A customer against what was expected. */
export interface Stray {
  readonly customer: string;
  readonly is: 'in' | 'out' | 'nobody';
  /** Every node, as `explain --id` has it, and those that decided. */
  readonly nodes: readonly SeenNode[];
  readonly deciding: readonly SeenNode[];
}

/** So many are explained. */
const MOST_STRAYS = 5;

export async function judge(
  expectation: Expectation,
  segment: Segment | undefined,
  workspace: Workspace,
  membership: Membership,
): Promise<Verdict> {
  if (!segment) return { kind: 'broken', diagnostics: [unknownSegment(expectation, workspace)] };
  const size = membership.sizes.get(segment.name) ?? 0;
  const { wrong, more } = await findStrays(expectation, size, workspace, membership);
  const isSize = await isExpectedSize(expectation, size, workspace);
  if (wrong.length === 0 && isSize) return { kind: 'passed' };
  const told = wrong.slice(0, MOST_STRAYS);
  const seen = await seeCustomers(
    workspace,
    segment,
    told.map(([customer]) => customer),
  );
  const strays = told.map(([customer, is]) => strayOf(customer, is, seen.get(customer)));
  return {
    kind: 'failed',
    strays,
    more: more + wrong.length - strays.length,
    ...(isSize ? {} : { customers: size }),
  };
}

function unknownSegment({ segment }: Expectation, { definitions }: Workspace): Diagnostic {
  const names = definitions.segments.map(({ name }) => name);
  const help = didYouMean(segment.text, names);
  const message = `there is no segment \`${segment.text}\` with these rows and parameters`;
  return problem(segment.span, 'unknown-segment', message, ...(help ? [help] : []));
}

type Wrong = readonly [customer: string, is: 'in' | 'out'];

/** Those who are in and should not be, and those who should be and are not, by key. */
async function findStrays(
  { exactly, includes, excludes, segment }: Expectation,
  size: number,
  workspace: Workspace,
  { key, segments }: Membership,
): Promise<{ readonly wrong: readonly Wrong[]; readonly more: number }> {
  const { member } = segments.find(({ name }) => name === segment.text)!;
  const wanted = new Set(exactly ?? includes);
  const named = [...wanted, ...excludes];
  const keyText = cast(column(key), 'text');
  const isNamed = oneOf(keyText, named.map(text));
  const from = { relation: MEMBERSHIP_RELATION };
  const items = [{ expr: keyText, as: 'customer' }];
  const plain: Select = { kind: 'select', items, from, where: column(member) };
  const found =
    named.length === 0 ? [] : await readRows(workspace, { ...plain, where: and(column(member), isNamed) });
  const present = new Set(found.map(([customer]) => String(customer)));
  const missing = [...wanted].filter((customer) => !present.has(customer));
  const unwanted = excludes.filter((customer) => present.has(customer));
  const extras = exactly ? size - present.size : 0;
  const others =
    extras === 0
      ? []
      : await readRows(workspace, {
          ...plain,
          where: named.length === 0 ? column(member) : and(column(member), { kind: 'not', item: isNamed }),
          limit: MOST_STRAYS,
        });
  const wrong: Wrong[] = [
    ...missing.map((customer): Wrong => [customer, 'out']),
    ...unwanted.map((customer): Wrong => [customer, 'in']),
    ...others.map(([customer]): Wrong => [String(customer), 'in']),
  ];
  return { wrong, more: extras - others.length };
}

/** The engine compares, as it compares all else. */
async function isExpectedSize(
  { customers }: Expectation,
  size: number,
  workspace: Workspace,
): Promise<boolean> {
  if (!customers) return true;
  const expr = lowerLogic(customers, {
    clocks: new Clocks(workspace.schema, workspace.asOf),
    named: () => integer(size),
    scoped: () => sqlFalse,
    keep: (each) => each,
  });
  const [[holds] = []] = await readRows(workspace, { kind: 'select', items: [{ expr, as: 'holds' }] });
  return holds === true;
}

function strayOf(customer: string, is: 'in' | 'out', nodes: readonly SeenNode[] | undefined): Stray {
  if (!nodes) return { customer, is: 'nobody', nodes: [], deciding: [] };
  return { customer, is, nodes, deciding: decidingNodes(nodes, is) };
}
