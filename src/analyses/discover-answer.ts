/** Groups as an answer: a row a group with what is typical of it, how far they can be leaned on, and the definitions. */
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import { counted, countOf } from '../model/count.ts';
import type { BarFigure, HeatFigure } from '../model/figure.ts';
import type { Cell, Table } from '../model/table.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Answer } from './answer.ts';
import { type DiscoverQuestion, type Discovery, discoverGroups } from './discover.ts';
import { type NamedGroup, nameGroups, printGroups, UNKNOWN_GROUP } from './discover-words.ts';

export interface DiscoverAnswer extends Answer {
  readonly discovery: Discovery;
  /** The text of a definition file; undefined where there are no groups. */
  readonly definitions: string | undefined;
}

/** `name` is that of the stage set. */
export async function answerDiscover(
  workspace: Workspace,
  question: DiscoverQuestion,
  name: string,
): Promise<DiscoverAnswer> {
  const discovery = await discoverGroups(workspace, question);
  const groups = nameGroups(discovery);
  const { segment } = question;
  const asOf = workspace.asOf.date;
  return {
    ...pictured(groupTable(discovery, groups)),
    notes: [...warnings(discovery, groups)],
    legend: legendOf(discovery, groups),
    sql: discovery.sql,
    discovery,
    definitions: discovery.found && printGroups(discovery, groups, { name, segment, asOf }),
  };
}

/** `cluster,customers,share,agreement` and the median of each trait, the largest first; those of whom one is missing last. */
function groupTable(discovery: Discovery, groups: readonly NamedGroup[]): Table {
  const { traits, base, missing } = discovery;
  const filled = groups.filter(({ customers }) => customers > 0);
  const rows = filled.map(({ name, customers, agree, medians }): readonly Cell[] => [
    name,
    customers,
    customers / base,
    agree / customers,
    ...medians.map((median) => median ?? null),
  ]);
  const unknown: readonly Cell[] = [UNKNOWN_GROUP, missing, missing / base, null, ...traits.map(() => null)];
  return {
    columns: [
      { name: 'cluster', kind: 'text' },
      { name: 'customers', kind: 'integer' },
      { name: 'share', kind: 'percent' },
      { name: 'agreement', kind: 'percent' },
      ...traits.map(({ name }) => ({ name, kind: 'number' }) as const),
    ],
    rows: filled.length > 0 && missing > 0 ? [...rows, unknown] : rows,
  };
}

/** How large the groups are, and where each lies among the others in every trait. */
function pictured(rows: Table): Pick<Answer, 'rows' | 'figures'> {
  const known = rows.rows.filter((row) => row[3] !== null);
  if (known.length === 0) return { rows };
  const sizes: BarFigure = {
    kind: 'bars',
    title: 'Customers by group',
    isInTable: true,
    measured: 'integer',
    series: ['customers'],
    groups: known.map(([name, customers]) => ({ name: String(name), values: [Number(customers)] })),
  };
  const traits = rows.columns.slice(FIRST_TRAIT);
  const table: Table = {
    columns: [rows.columns[0]!, ...traits],
    rows: known.map((row) => [row[0]!, ...row.slice(FIRST_TRAIT)]),
    picture: { kind: 'heat-map', columns: traits.map(({ name }) => name), scale: 'column' },
  };
  const apart: HeatFigure = {
    kind: 'heat-map',
    title: 'What is typical of each: the median',
    isInTable: true,
    table,
  };
  return { rows, figures: [sizes, apart] };
}

/** The column behind the name, the customers, the share and the agreement. */
const FIRST_TRAIT = 4;

/** Of everybody of whom all is known, the share whom the rules put where the nearest centre is. */
function agreementOf(groups: readonly NamedGroup[]): number {
  const total = (pick: (group: NamedGroup) => number): number =>
    groups.reduce((sum, group) => sum + pick(group), 0);
  return (
    total(({ agree }) => agree) /
    Math.max(
      1,
      total(({ customers }) => customers),
    )
  );
}

const STEADY = 0.8;

function warnings(
  { found, base, missing, alike }: Discovery,
  groups: readonly NamedGroup[],
): readonly Diagnostic[] {
  const notes: Diagnostic[] = alike.map(({ name }) =>
    info('alike', `nearly everybody has the same \`${name}\`, so that it tells no groups apart`, {
      field: name,
    }),
  );
  if (!found) {
    const known = base - missing;
    const message = `no groups: the ${countOf(known, 'customer')} of whom all is known are one cloud, or too few to tell`;
    return [...notes, info('no-groups', message, { customers: known })];
  }
  if (found.stability < STEADY) {
    const message = `the groups are loose: found again in halves of the customers, they agree by ${found.stability.toFixed(2)} of 1 (adjusted Rand index)`;
    notes.push({ severity: 'warning', code: 'loose-groups', message, facts: { stability: found.stability } });
  }
  const lost = groups.filter(({ customers }) => customers === 0);
  if (lost.length > 0) {
    const message = `${countOf(lost.length, 'group is', 'groups are')} too mixed with the others for a rule of their own`;
    notes.push({ severity: 'warning', code: 'unruled-groups', message, facts: { groups: lost.length } });
  }
  return notes;
}

function legendOf(
  { found, traits, base, missing, sampled }: Discovery,
  groups: readonly NamedGroup[],
): readonly Diagnostic[] {
  if (!found) return [];
  const { silhouette, ofNone, stability, centres } = found;
  const agreement = agreementOf(groups);
  const scales = traits.map(({ name, logarithm }) =>
    logarithm ? `the logarithm of \`${name}\`` : `\`${name}\``,
  );
  return [
    info(
      'groups',
      `${countOf(centres.length, 'group')} by ${scales.join(', ')}, found among ${counted(sampled)} customers: silhouette ` +
        `${silhouette.toFixed(2)}, ${ofNone.toFixed(2)} in a cloud without groups; stability ${stability.toFixed(2)} of 1`,
      { groups: centres.length, silhouette, of_none: ofNone, stability },
    ),
    info('agreement', `the rules agree with the groups for ${(100 * agreement).toFixed(1)}% of customers`, {
      agreement,
    }),
    ...(missing > 0
      ? [
          info(
            'missing',
            `of ${counted(missing)} of ${countOf(base, 'customer')} a number is missing: they are \`${UNKNOWN_GROUP}\``,
            {
              customers: missing,
            },
          ),
        ]
      : []),
  ];
}
