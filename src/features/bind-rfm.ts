/** RFM models as the project file says, bound to its event tables and presets. */
import type { Report } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/problem.ts';
import { alternatives, didYouMean } from '../diagnostics/suggest.ts';
import type { RfmModelSyntax, RfmSyntax } from '../language/models/rfm.ts';
import { withoutErrors } from '../language/models/without-errors.ts';
import { wrongValue } from '../language/parsing.ts';
import type { EventTable } from '../model/schema.ts';
import { bindCuts } from './bind-rfm-cuts.ts';
import { bindMonetary } from './bind-rfm-monetary.ts';
import { bindRfmPreset } from './bind-rfm-preset.ts';
import {
  type RfmModel,
  rfmModelProblems,
  usualRfmModel,
  usualRfmPreset,
  usualRfmTable,
} from './rfm-model.ts';
import type { RfmPreset } from './rfm-preset.ts';
import { rfmPresets } from './rfm-presets/index.ts';

/** The name of the model of a project that names none. */
export const USUAL_RFM_NAME = 'rfm';

interface Setting {
  readonly tables: readonly EventTable[];
  /** Those of the product and those of the project; absent when one of its own is broken, since any name may be its. */
  readonly presets?: readonly RfmPreset[];
  readonly report: Report;
}

/**
 * The models of the section. Without one there is the usual model, if there is a table for it. Models that are
 * wrong are reported and left out.
 */
export function rfmModelsOf(
  syntax: RfmSyntax | undefined,
  tables: readonly EventTable[],
  report: Report,
): readonly RfmModel[] {
  if (!syntax) {
    const table = usualRfmTable(tables);
    return table ? [usualRfmModel(USUAL_RFM_NAME, table)] : [];
  }
  const own = syntax.presets.map((preset) => bindRfmPreset(preset, report));
  const isWhole = !syntax.hasBrokenPreset && own.every((preset) => preset !== undefined);
  const presets = [...rfmPresets, ...own.filter((preset) => preset !== undefined)];
  return syntax.models.flatMap(
    (model) =>
      withoutErrors(report, (watched) =>
        bindModel(model, { tables, report: watched, ...(isWhole ? { presets } : {}) }),
      ) ?? [],
  );
}

/** The presets of the product and those of the section that are right. */
export function presetsOf(syntax: RfmSyntax | undefined): readonly RfmPreset[] {
  const own = syntax?.presets.flatMap((preset) => bindRfmPreset(preset, () => undefined) ?? []);
  return [...rfmPresets, ...(own ?? [])];
}

/** Errors are reported; what is returned beside them is to be thrown away. */
function bindModel(syntax: RfmModelSyntax, setting: Setting): RfmModel | undefined {
  const { presets, report } = setting;
  const { where, last, frequency, method } = syntax;
  const table = scoredTable(syntax, setting);
  const named = presets && presetOf(syntax, presets, report);
  if (!table) return undefined;
  const usual = usualRfmModel(syntax.name?.text ?? USUAL_RFM_NAME, table);
  const monetary = (syntax.monetary && bindMonetary(syntax.monetary, table, report)) ?? usual.monetary;
  const preset = named ?? usualRfmPreset(monetary);
  const levels = syntax.levels ?? preset.levels;
  const cuts = syntax.cuts && bindCuts(syntax.cuts, levels, report);
  if (!presets || (syntax.cuts && !cuts)) return undefined;
  const model: RfmModel = {
    ...usual,
    ...(where ? { where } : {}),
    ...(last ? { last } : {}),
    ...(frequency ? { frequency } : {}),
    ...(method ? { method } : {}),
    ...(cuts ? { cuts } : {}),
    monetary,
    levels,
    preset,
  };
  for (const message of rfmModelProblems(model)) {
    report(problem(syntax.preset?.key.span ?? syntax.span, 'rfm-model', message));
  }
  return model;
}

function scoredTable({ on, span }: RfmModelSyntax, { tables, report }: Setting): EventTable | undefined {
  const timed = tables.filter(({ time }) => time !== undefined).map(({ name }) => name);
  const choices = timed.length > 0 ? [`event tables with a time: ${alternatives(timed)}`] : [];
  if (!on) {
    const table = usualRfmTable(tables);
    if (table) return table;
    const message = '`rfm` needs `on`, the table of events to score';
    report(problem(span, 'missing-key', message, ...choices));
    return undefined;
  }
  const table = tables.find(({ name }) => name === on.text);
  if (table?.time !== undefined) return table;
  const message = table
    ? `\`${on.text}\` has no time, and recency needs one`
    : `there is no event table \`${on.text}\``;
  const near = didYouMean(on.text, timed);
  report(problem(on.span, 'unknown-table', message, ...(near ? [near] : choices)));
  return undefined;
}

function presetOf(
  { preset }: RfmModelSyntax,
  presets: readonly RfmPreset[],
  report: Report,
): RfmPreset | undefined {
  if (!preset) return undefined;
  const { value } = preset;
  const found = presets.find(({ name }) => name === value.text);
  if (found) return found;
  const names = presets.map(({ name }) => name);
  const near = didYouMean(value.text, names);
  const list = names.map((name) => `\`${name}\``).join(', ');
  report(wrongValue(value, `one of ${list} for \`preset\``, ...(near ? [near] : [])));
  return undefined;
}
