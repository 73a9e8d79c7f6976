/** Presets of one's own: ranges as numbers, and tables that fit everybody once. */
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import {
  type RfmPresetRowSyntax,
  type RfmPresetSyntax,
  type RfmRangesSyntax,
  rfmAxes,
} from '../language/models/rfm-preset.ts';
import { withoutErrors } from '../language/models/without-errors.ts';
import { wrongValue } from '../language/parsing.ts';
import type { ScalarSyntax } from '../language/syntax.ts';
import type { RfmCell, RfmPreset, RfmSegment } from './rfm-preset.ts';
import { presetProblems } from './rfm-preset-problems.ts';
import { findRfmPreset } from './rfm-presets/index.ts';
import { parseRange, scoreCells } from './rfm-range.ts';

const USUAL_LEVELS = 5;

/** A last row without ranges takes all the others. Undefined when something is wrong, which has then been reported. */
export function bindRfmPreset(syntax: RfmPresetSyntax, report: Report): RfmPreset | undefined {
  const preset = withoutErrors(report, (watched) => presetTable(syntax, watched));
  if (!preset) return undefined;
  const problem = problemOf(preset);
  if (!problem) return preset;
  report({ severity: 'error', span: syntax.name.span, ...problem });
  return undefined;
}

function presetTable({ name, levels, match, rows }: RfmPresetSyntax, report: Report): RfmPreset {
  const bound = rows.map((row) => segmentOf(row, report));
  const last = bound.at(-1);
  const open = last && last.cells.length === 0 ? last : undefined;
  const table = {
    name: name.text,
    summary: 'of this project',
    levels: levels ?? USUAL_LEVELS,
    match: match ?? 'only',
    segments: open ? bound.slice(0, -1) : bound,
  };
  return open ? { ...table, otherwise: withoutCells(open) } : table;
}

function segmentOf(row: RfmPresetRowSyntax, report: Report): RfmSegment {
  const { name, title, action, ranges, codes } = row;
  const cells = [
    ...ranges.map((each) => cellOf(each, report)),
    ...codes.flatMap((code) => cellOfCode(code, report) ?? []),
  ];
  return { name, title: title ?? name, action: action ?? '', cells };
}

function cellOf(ranges: RfmRangesSyntax, report: Report): RfmCell {
  return Object.fromEntries(
    ranges.flatMap(({ axis, value }) => {
      const range = parseRange(value.text);
      if (range) return [[axis, range] as const];
      report(wrongValue(value, `a range such as \`5\`, \`4-5\`, \`4+\` or \`<4\` for \`${axis}\``));
      return [];
    }),
  );
}

function cellOfCode(code: ScalarSyntax, report: Report): RfmCell | undefined {
  if (/^[1-9]{3}$/.test(code.text)) return scoreCells(Number(code.text))[0];
  report(wrongValue(code, 'three digits such as `543` (R, F, M) for an item of cells'));
  return undefined;
}

function problemOf(preset: RfmPreset): Pick<Diagnostic, 'code' | 'message' | 'help'> | undefined {
  const { name, segments } = preset;
  if (findRfmPreset(name)) {
    const message = `\`${name}\` is a preset already`;
    return { code: 'duplicate-name', message, help: ['choose another name'] };
  }
  const open = segments.find(({ cells }) => cells.length === 0);
  if (open) {
    const message = `\`${open.name}\` has no ranges, and only the last segment of a preset may have none`;
    const axes = rfmAxes.map((axis) => `\`${axis}\``).join(', ');
    return { code: 'preset-row', message, help: [`add ranges over ${axes}`] };
  }
  const help = presetProblems(preset);
  if (help.length === 0) return undefined;
  const message = `preset \`${name}\` has holes, overlaps or rows that nobody reaches`;
  return { code: 'preset-table', message, help };
}

function withoutCells({ name, title, action }: RfmSegment): Omit<RfmSegment, 'cells'> {
  return { name, title, action };
}
