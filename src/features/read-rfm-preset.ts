/** Presets of one's own, from the `presets` of the project file's `rfm`. */
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import {
  choiceOf,
  expected,
  type Fields,
  fieldsOf,
  integerOf,
  listOf,
  oneOrMore,
  scalarOf,
  textOf,
} from '../yaml/fields.ts';
import type { YamlEntry, YamlNode } from '../yaml/node.ts';
import { type RfmAxis, type RfmCell, type RfmPreset, type RfmSegment, rfmAxes } from './rfm-preset.ts';
import { presetProblems } from './rfm-preset-problems.ts';
import { findRfmPreset } from './rfm-presets/index.ts';
import { parseRange, scoreCells } from './rfm-range.ts';
import { withoutErrors } from './without-errors.ts';

export const fewestLevels = 2;
export const mostLevels = 9;
const usualLevels = 5;

const rowKeys = ['segment', 'title', 'action', 'any', 'cells', ...rfmAxes];

/**
 * A preset is a list of rows, `{ segment: champions, r: 4-5, fm: 4-5, action: … }`, or a mapping of `levels`,
 * `match` and `segments`. A last row without ranges takes all the others. Undefined when something is wrong.
 */
export function readRfmPreset({ key, value }: YamlEntry, report: Report): RfmPreset | undefined {
  const preset = withoutErrors(report, (watched) => readTable(key.text, value, watched));
  if (!preset) return undefined;
  const problem = problemOf(preset);
  if (!problem) return preset;
  report({ severity: 'error', span: key.span, ...problem });
  return undefined;
}

function readTable(name: string, node: YamlNode, report: Report): RfmPreset | undefined {
  const isMap = node.kind === 'map';
  const fields = isMap ? fieldsOf(node, ['levels', 'match', 'segments'], report, name) : undefined;
  const levels = readLevels(fields?.get('levels'), report) ?? usualLevels;
  const match = choiceOf(fields?.get('match'), ['only', 'first'], report, 'match') ?? 'only';
  const list = listOf(isMap ? fields?.required('segments') : node, report, name);
  const rows = list?.items.map((item) => readRow(item, report)).filter((row) => row !== undefined);
  if (!rows) return undefined;
  const last = rows.at(-1);
  const open = last && last.cells.length === 0 ? last : undefined;
  const segments = open ? rows.slice(0, -1) : rows;
  const table = { name, summary: 'of this project', levels, match, segments };
  return open ? { ...table, otherwise: withoutCells(open) } : table;
}

function problemOf(preset: RfmPreset): Pick<Diagnostic, 'code' | 'message' | 'help'> | undefined {
  const { name, segments } = preset;
  if (findRfmPreset(name)) {
    return {
      code: 'duplicate-name',
      message: `\`${name}\` is a preset already`,
      help: ['choose another name'],
    };
  }
  const open = segments.find(({ cells }) => cells.length === 0);
  if (open) {
    const message = `\`${open.name}\` has no ranges, and only the last segment of a preset may have none`;
    const axes = rfmAxes.map((axis) => `\`${axis}\``).join(', ');
    return { code: 'preset-row', message, help: [`add ranges over ${axes}`] };
  }
  const help = presetProblems(preset);
  if (help.length === 0) return undefined;
  return {
    code: 'preset-table',
    message: `preset \`${name}\` has holes, overlaps or rows that nobody reaches`,
    help,
  };
}

function withoutCells({ name, title, action }: RfmSegment): Omit<RfmSegment, 'cells'> {
  return { name, title, action };
}

/** The number of score levels, within what a digit can say. */
export function readLevels(node: YamlNode | undefined, report: Report): number | undefined {
  const levels = integerOf(node, report, 'levels');
  if (levels === undefined || !node || (levels >= fewestLevels && levels <= mostLevels)) return levels;
  return expected(`a whole number from ${fewestLevels} to ${mostLevels}`, node, report, 'levels');
}

function readRow(node: YamlNode, report: Report): RfmSegment | undefined {
  const fields = fieldsOf(node, rowKeys, report, 'a segment of a preset');
  const name = textOf(fields?.required('segment'), report, 'segment');
  const title = textOf(fields?.get('title'), report, 'title');
  const action = textOf(fields?.get('action'), report, 'action');
  const cells = fields && readCells(fields, report);
  if (name === undefined || !cells) return undefined;
  return { name, title: title ?? name, action: action ?? '', cells };
}

/** Ranges beside `segment`, several sets of ranges in `any`, or digits of scores in `cells`. */
function readCells(fields: Fields, report: Report): readonly RfmCell[] | undefined {
  const own = readCell(fields, report);
  const any = oneOrMore(fields.get('any'), report, 'any')?.map((item) => {
    const ranges = fieldsOf(item, rfmAxes, report, 'an item of any');
    return ranges && readCell(ranges, report);
  });
  const codes = oneOrMore(fields.get('cells'), report, 'cells')?.map((item) => readCode(item, report));
  const cells = [...(own && Object.keys(own).length > 0 ? [own] : []), ...(any ?? []), ...(codes ?? [])];
  const broken = !own || (fields.has('any') && !any) || (fields.has('cells') && !codes);
  return !broken && cells.every((cell) => cell !== undefined) ? cells : undefined;
}

function readCell(fields: Fields, report: Report): RfmCell | undefined {
  const named = rfmAxes.filter((axis) => fields.has(axis));
  const ranges = named.map((axis) => [axis, readRange(fields.get(axis), axis, report)] as const);
  return ranges.every(([, range]) => range !== undefined)
    ? (Object.fromEntries(ranges) as RfmCell)
    : undefined;
}

function readRange(node: YamlNode | undefined, axis: RfmAxis, report: Report) {
  const scalar = scalarOf(node, report, axis);
  const range = scalar && parseRange(scalar.text);
  return scalar && !range
    ? expected('a range such as `5`, `4-5`, `4+` or `<4`', scalar, report, axis)
    : range;
}

function readCode(node: YamlNode, report: Report): RfmCell | undefined {
  const scalar = scalarOf(node, report, 'an item of cells');
  if (!scalar) return undefined;
  if (/^[1-9]{3}$/.test(scalar.text)) return scoreCells(Number(scalar.text))[0];
  return expected('three digits such as `543` (R, F, M)', scalar, report, 'an item of cells');
}
