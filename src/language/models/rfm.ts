/** The `rfm` section of a project file: one model, or several by name, and presets of one's own. */
import type { Span } from '../../diagnostics/source.ts';
import type { Duration } from '../../model/duration.ts';
import { choiceOf, durationOf, expected, type Fields, fieldsOf, mapOf, scalarOf } from '../../yaml/fields.ts';
import { entryOf, type YamlEntry, type YamlMap, type YamlNode } from '../../yaml/node.ts';
import type { Parsing } from '../parsing.ts';
import type { ConditionSyntax, Keyed, ScalarSyntax } from '../syntax.ts';
import { parseCuts, type RfmCutsSyntax } from './rfm-cuts.ts';
import { parseLevels, parsePreset, type RfmPresetSyntax } from './rfm-preset.ts';
import type { ModelSection, ModelsSyntax } from './section.ts';
import { withoutErrors } from './without-errors.ts';

/**
 * `quantile`: the rank among all, equal values equal scores. `ntile`: groups of equal size, ties by key. `edges`:
 * between the quantiles of the values (type 7), the lower edge excluded. `fixed`: thresholds of the project file.
 * `r-rfm`: the cuts of the R package rfm.
 */
export const rfmMethods = ['quantile', 'ntile', 'edges', 'fixed', 'r-rfm'] as const;

export type RfmMethod = (typeof rfmMethods)[number];

/** The money of the table's own column, of a column that is named, the number of some rows, or nothing. */
export type RfmMonetarySyntax =
  | { readonly kind: 'none' }
  | { readonly kind: 'sum' | 'average'; readonly column?: ScalarSyntax; readonly span: Span }
  | { readonly kind: 'count'; readonly where: ConditionSyntax };

export interface RfmModelSyntax {
  /** Absent where the section is one model. */
  readonly name?: ScalarSyntax;
  /** Of its name, or of the section. */
  readonly span: Span;
  readonly on?: ScalarSyntax;
  readonly where?: ConditionSyntax;
  readonly last?: Duration;
  readonly frequency?: 'events' | 'days';
  readonly monetary?: RfmMonetarySyntax;
  readonly method?: RfmMethod;
  readonly levels?: number;
  readonly cuts?: RfmCutsSyntax;
  readonly preset?: Keyed<ScalarSyntax>;
}

export interface RfmSyntax extends ModelsSyntax {
  /** Those without an error. */
  readonly models: readonly RfmModelSyntax[];
  readonly presets: readonly RfmPresetSyntax[];
  /** Whether a preset is wrong, so that any name may be its. */
  readonly hasBrokenPreset: boolean;
}

const modelKeys = ['on', 'where', 'last', 'frequency', 'monetary', 'method', 'levels', 'cuts', 'preset'];

export const rfmSection: ModelSection<RfmSyntax> = {
  says: 'how recency, frequency and money are scored',
  parse: (node, parsing) => {
    const { report } = parsing;
    const map = mapOf(node, report, 'rfm');
    if (!map) return { names: [], models: [], presets: [], hasBrokenPreset: false };
    const own = mapOf(entryOf(map.entries, 'presets')?.value, report, 'presets')?.entries ?? [];
    const presets = own.map((entry) => withoutErrors(report, (watched) => parsePreset(entry, watched)));
    const found = presets.filter((preset) => preset !== undefined);
    const models = parseModels(map, parsing);
    return { names: namesOfModels(map), models, presets: found, hasBrokenPreset: found.length < own.length };
  },
};

function modelEntries({ entries }: YamlMap): readonly YamlEntry[] {
  return entries.filter(({ key }) => key.text !== 'presets');
}

function namesOfModels(map: YamlMap): readonly ScalarSyntax[] {
  const entries = modelEntries(map);
  return entries.every(isNamedModel) ? entries.map(({ key }) => key) : [];
}

function isNamedModel({ key, value }: YamlEntry): boolean {
  return !modelKeys.includes(key.text) && value.kind === 'map';
}

function parseModels(map: YamlMap, parsing: Parsing): readonly RfmModelSyntax[] {
  const entries = modelEntries(map);
  const named = entries.length > 0 && entries.every(isNamedModel);
  const places = named
    ? entries.map(({ key, value }) => ({ key, node: value, keys: modelKeys }))
    : [{ key: undefined, node: map, keys: [...modelKeys, 'presets'] }];
  return places.flatMap(({ key, node, keys }) => {
    const model = withoutErrors(parsing.report, (report) => {
      const fields = fieldsOf(node, keys, report, key?.text ?? 'rfm');
      return fields && parseModel(key, fields, { ...parsing, report });
    });
    return model ?? [];
  });
}

/** Errors are reported; what is returned beside them is to be thrown away. */
function parseModel(name: ScalarSyntax | undefined, fields: Fields, parsing: Parsing): RfmModelSyntax {
  const { report } = parsing;
  const where = fields.get('where');
  const preset = scalarOf(fields.get('preset'), report, 'preset');
  return {
    span: name?.span ?? fields.span,
    ...defined({
      name,
      on: scalarOf(fields.get('on'), report, 'on'),
      where: where && parsing.rowTest(where, parsing),
      last: durationOf(fields.get('last'), report, 'last'),
      frequency: choiceOf(fields.get('frequency'), ['events', 'days'] as const, report, 'frequency'),
      monetary: parseMonetary(fields.get('monetary'), parsing),
      method: choiceOf(fields.get('method'), rfmMethods, report, 'method'),
      levels: parseLevels(fields.get('levels'), report),
      cuts: parseCuts(fields.get('cuts'), report),
      preset: preset && { key: fields.keyOf('preset')!, value: preset },
    }),
  };
}

/** `sum`, `average`, `none`, `{ sum: COLUMN }`, `{ average: COLUMN }` or `{ count: ROWTEST }`. */
function parseMonetary(node: YamlNode | undefined, parsing: Parsing): RfmMonetarySyntax | undefined {
  if (!node) return undefined;
  const { report } = parsing;
  if (node.kind !== 'map') {
    const kind = choiceOf(node, ['sum', 'average', 'none'] as const, report, 'monetary');
    return kind === 'none' ? { kind } : kind && { kind, span: node.span };
  }
  const fields = fieldsOf(node, ['sum', 'average', 'count'], report, 'monetary');
  if (!fields) return undefined;
  if (node.entries.length > 1) return expected('one of `sum`, `average`, `count`', node, report, 'monetary');
  const where = fields.get('count');
  if (where) return { kind: 'count', where: parsing.rowTest(where, parsing) };
  const kind = fields.has('sum') ? 'sum' : 'average';
  const column = scalarOf(fields.get(kind), report, kind);
  return column && { kind, column, span: column.span };
}

function defined<Values extends Readonly<Record<string, unknown>>>(values: Values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    readonly [Key in keyof Values]?: Exclude<Values[Key], undefined>;
  };
}
