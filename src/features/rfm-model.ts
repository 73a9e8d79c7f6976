/** One way of scoring customers: which events, how they are measured, how measures become scores and segments. */
import type { RfmMethod } from '../language/models/rfm.ts';
import type { ConditionSyntax } from '../language/syntax.ts';
import type { Duration } from '../model/duration.ts';
import type { EventTable } from '../model/schema.ts';
import { presetAxes, type RfmPreset } from './rfm-preset.ts';
import { rf10 } from './rfm-presets/rf10.ts';
import { rfm11 } from './rfm-presets/rfm11.ts';

/** What M is: money summed or averaged over the events, the number of some of the events, or nothing. */
export type RfmMonetary =
  | { readonly kind: 'sum' | 'average'; readonly column: string }
  | { readonly kind: 'count'; readonly where: ConditionSyntax }
  | { readonly kind: 'none' };

/** k − 1 rising thresholds for each of k levels. */
export interface RfmCuts {
  /** Days: up to the first is the best score, more than the last is score 1. */
  readonly r: readonly number[];
  /** Events: below the first is score 1, the last or more is the best. */
  readonly f: readonly number[];
  /** As `f`; absent without money. */
  readonly m?: readonly number[];
}

export interface RfmModel {
  /** Its fields are `NAME.segment`, `NAME.r` and so on. */
  readonly name: string;
  readonly table: string;
  /** Which rows of the table count: a row test, as written. */
  readonly where?: ConditionSyntax;
  /** How far back rows count; all of them when absent. */
  readonly last?: Duration;
  /** Whether F counts events (distinct keys) or the days on which there were any. */
  readonly frequency: 'events' | 'days';
  readonly monetary: RfmMonetary;
  readonly method: RfmMethod;
  /** k: scores are 1..k. */
  readonly levels: number;
  /** For `fixed` only. */
  readonly cuts?: RfmCuts;
  readonly preset: RfmPreset;
}

/** The preset when nobody says which. */
export function usualRfmPreset(monetary: RfmMonetary): RfmPreset {
  return monetary.kind === 'none' ? rf10 : rfm11;
}

/** The model of a table when nobody says otherwise. */
export function usualRfmModel(name: string, table: EventTable): RfmModel {
  const monetary: RfmMonetary =
    table.value === undefined ? { kind: 'none' } : { kind: 'sum', column: table.value };
  const preset = usualRfmPreset(monetary);
  return {
    name,
    table: table.name,
    frequency: 'events',
    monetary,
    method: 'quantile',
    levels: preset.levels,
    preset,
  };
}

/**
 * The table that is scored when nobody says which: `orders`, or else the only one with times and money; of several the
 * only one with a key, whose rows are each one thing, as invoices beside their lines are.
 */
export function usualRfmTable(tables: readonly EventTable[]): EventTable | undefined {
  const timed = tables.filter(({ time }) => time !== undefined);
  const valued = timed.filter(({ value }) => value !== undefined);
  const only = (found: readonly EventTable[]): EventTable | undefined =>
    found.length === 1 ? found[0] : undefined;
  return (
    timed.find(({ name }) => name === 'orders') ??
    only(valued) ??
    only(valued.filter(({ key }) => key !== undefined))
  );
}

/** What does not fit together in a model, a sentence each. */
export function rfmModelProblems({ preset, levels, monetary, method, cuts }: RfmModel): readonly string[] {
  const problems: string[] = [];
  if (levels !== preset.levels) {
    problems.push(
      `preset \`${preset.name}\` is for scores from 1 to ${preset.levels}, and \`levels\` is ${levels}`,
    );
  }
  const money = presetAxes(preset).filter((axis) => axis === 'm' || axis === 'monetary');
  if (money.length > 0 && monetary.kind === 'none') {
    problems.push(`preset \`${preset.name}\` needs \`${money[0]}\`, and there is no monetary value`);
  }
  if ((method === 'fixed') !== (cuts !== undefined)) {
    problems.push(cuts ? '`cuts` go with `method: fixed` only' : '`method: fixed` needs `cuts`');
  }
  if (cuts && (cuts.m === undefined) !== (monetary.kind === 'none')) {
    problems.push(cuts.m ? '`cuts` have `m`, and there is no monetary value' : '`cuts` need `m`');
  }
  return problems;
}
