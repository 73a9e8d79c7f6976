/** The `predict` section of a project file: named models of what customers will do, or one that is `predicted`. */
import type { Report } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/source.ts';
import type { Duration } from '../../model/duration.ts';
import { buyingModels } from '../../stats/buying-models.ts';
import {
  choiceOf,
  durationOf,
  expected,
  type Fields,
  fieldsOf,
  listOf,
  mapOf,
  shareOf,
  textOf,
} from '../../yaml/fields.ts';
import type { YamlMap, YamlNode } from '../../yaml/node.ts';
import { type EventsSyntax, parseEvents } from '../events.ts';
import type { Parsing } from '../parsing.ts';
import type { ScalarSyntax } from '../syntax.ts';
import type { ModelSection, ModelsSyntax } from './section.ts';
import { isOfSigns, parseSigns, type SignsSyntax } from './signs.ts';

export const timeUnits = ['day', 'week'] as const;

export type TimeUnit = (typeof timeUnits)[number];

/** Discounts count periods of so many days. */
export const daysOfPeriod = { d: 1, w: 7, mo: 30, y: 365 } as const;

/** What later money is worth less: 1% a month. */
export interface Discount {
  readonly share: number;
  readonly per: keyof typeof daysOfPeriod;
}

export interface PredictionSyntax {
  /** Absent where the section is one model. */
  readonly name?: ScalarSyntax;
  /** Of its name, or of the section. */
  readonly span: Span;
  readonly on?: EventsSyntax;
  readonly horizon?: Duration;
  /** The name of a model of repeat buying. */
  readonly model?: string;
  readonly unit?: TimeUnit;
  readonly risk?: readonly [number, number];
  readonly discount?: Discount;
}

export interface PredictionsSyntax extends ModelsSyntax {
  readonly models: readonly PredictionSyntax[];
  readonly signs: readonly SignsSyntax[];
}

const keys = ['on', 'horizon', 'model', 'unit', 'risk', 'discount'];

export const predictSection: ModelSection<PredictionsSyntax> = {
  says: 'what customers will do: models by name',
  parse: (node, parsing) => {
    const { report } = parsing;
    const map = mapOf(node, report, 'predict');
    if (!map) return { names: [], models: [], signs: [] };
    if (isOneModel(map)) {
      const fields = fieldsOf(map, keys, report, 'predict');
      return { names: [], models: fields ? parseModel(undefined, fields, parsing) : [], signs: [] };
    }
    const ofSigns = map.entries.filter(isOfSigns);
    const others = map.entries.filter((entry) => !isOfSigns(entry));
    const models = others.flatMap(({ key, value }) => {
      const fields = fieldsOf(value, keys, report, key.text);
      return fields ? parseModel(key, fields, parsing) : [];
    });
    const signs = ofSigns.flatMap((entry) => parseSigns(entry, parsing));
    return { names: map.entries.map(({ key }) => key), models, signs };
  },
};

/** Whether the section is the settings of one model, in place of models by name. */
function isOneModel({ entries }: YamlMap): boolean {
  return entries.some(({ key, value }) => keys.includes(key.text) && value.kind !== 'map');
}

function parseModel(
  name: ScalarSyntax | undefined,
  fields: Fields,
  parsing: Parsing,
): readonly PredictionSyntax[] {
  const { report } = parsing;
  const written = fields.get('on');
  const on = written && parseEvents(written, parsing);
  const horizon = durationOf(fields.get('horizon'), report, 'horizon');
  const names = buyingModels.map((model) => model.name);
  const model = choiceOf(fields.get('model'), names, report, 'model');
  const unit = choiceOf(fields.get('unit'), timeUnits, report, 'unit');
  const risk = parseRiskNode(fields.get('risk'), report);
  const discount = parseDiscountNode(fields.get('discount'), report);
  if (written && !on) return [];
  return [
    {
      span: name?.span ?? fields.span,
      ...(name ? { name } : {}),
      ...(on ? { on } : {}),
      ...(horizon ? { horizon } : {}),
      ...(model === undefined ? {} : { model }),
      ...(unit ? { unit } : {}),
      ...(risk ? { risk } : {}),
      ...(discount ? { discount } : {}),
    },
  ];
}

function parseRiskNode(node: YamlNode | undefined, report: Report): readonly [number, number] | undefined {
  const items = listOf(node, report, 'risk')?.items;
  if (!node || !items) return undefined;
  const texts = items.flatMap((item) =>
    shareOf(item, report, 'risk') ? [textOf(item, report, 'risk')!] : [],
  );
  if (texts.length < items.length) return undefined;
  return parseRisk(texts) ?? expected('two rising percentages such as `[20%, 50%]`', node, report, 'risk');
}

function parseDiscountNode(node: YamlNode | undefined, report: Report): Discount | undefined {
  const text = textOf(node, report, 'discount');
  if (!node || text === undefined) return undefined;
  return parseDiscount(text) ?? expected('a rate such as `1%/mo`', node, report, 'discount');
}

/** `20%,50%`: the chance of an order below which risk is high, and below which it is medium. */
export function parseRisk(texts: readonly string[]): readonly [number, number] | undefined {
  const shares = texts.map((text) => /^(\d+(?:\.\d+)?)%$/.exec(text.trim())?.[1]).map(Number);
  const [high, medium] = shares;
  if (shares.length !== 2 || !(high! >= 0 && high! <= medium! && medium! <= 100)) return undefined;
  return [high! / 100, medium! / 100];
}

/** `1%/mo`: what money is worth less in each period, of a day, a week, 30 days or 365. */
export function parseDiscount(text: string): Discount | undefined {
  const match = /^(\d+(?:\.\d+)?)%\/(d|w|mo|y)$/.exec(text);
  return match ? { share: Number(match[1]) / 100, per: match[2] as Discount['per'] } : undefined;
}
