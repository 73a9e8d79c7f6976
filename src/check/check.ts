/** The entry of this stage: every definition of a project, bound to its schema. */

import type { Report } from '../diagnostics/diagnostic.ts';
import type { Source } from '../diagnostics/source.ts';
import type { SampleSyntax } from '../language/picking.ts';
import type { SegmentSyntax } from '../language/segment.ts';
import type { ConditionSyntax, ScalarSyntax, TraitSyntax } from '../language/syntax.ts';
import type { AsOf } from '../model/calendar.ts';
import { all, type Logic } from '../model/logic.ts';
import type { Recipe } from '../model/recipe.ts';
import type { Schema } from '../model/schema.ts';
import type { Channel, Definitions } from '../model/segment.ts';
import type { Leaf, NamedValue, Value } from '../model/value.ts';
import { levelsOf } from '../model/value-facts.ts';
import { checkCondition, checkRowTest } from './condition.ts';
import { type ChannelSyntax, checkConsent, customerColumn, truth } from './consent.ts';
import type { Checking, Model } from './context.ts';
import { checkField } from './field.ts';
import { simpleTest } from './leaf.ts';
import { warnOfMissing } from './missing.ts';
import { nameMessages } from './name-messages.ts';
import { deeperThan, dependencies, findCycles } from './order.ts';
import { checkReference } from './reference.ts';
import { checkSegment, checkStageSet, seededSample } from './segment.ts';
import { checkTrait } from './trait.ts';

/** What there is to check. */
export interface CheckInput<M extends Model = Model> {
  readonly schema: Schema;
  readonly asOf: AsOf;
  readonly segments: readonly SegmentSyntax[];
  readonly traits: readonly TraitSyntax[];
  /** The rows that are meant, an event table each. */
  readonly filters: ReadonlyMap<string, ConditionSyntax>;
  /** How relations come about that no file holds. */
  readonly recipes?: readonly Recipe[];
  readonly channels: readonly ChannelSyntax[];
  readonly suppress: readonly ScalarSyntax[];
  readonly holdout?: SampleSyntax;
  /** The named models; those that are bound when they are first asked for get what all names mean then. */
  readonly models: (known: Omit<Checking, 'models'>, context: () => Checking) => readonly M[];
  readonly resolvePath: (source: Source, path: string) => string;
}

/** Before any definition is checked, as tables are made. */
export const nothingDefined: Omit<Parameters<typeof contextOf>[0], 'schema' | 'asOf'> = {
  segments: [],
  traits: [],
  filters: new Map(),
  channels: [],
  suppress: [],
  models: () => [],
  resolvePath: (_, path) => path,
};

/** What names mean in the project, for what is asked outside its definitions, such as a field on the command line. */
export function contextOf(input: CheckInput, report: Report): Checking {
  return makeContext(
    input,
    uniqueSegments(input.segments, () => undefined),
    report,
  );
}

export interface Checked<M extends Model> {
  readonly definitions: Definitions;
  readonly models: readonly M[];
}

/** Binds everything, reporting all that is wrong; what could not be bound is left out. */
export function checkDefinitions<M extends Model>(input: CheckInput<M>, report: Report): Checked<M> {
  const segments = uniqueSegments(input.segments, report);
  const context = makeContext(input, segments, report);
  const channels = checkChannels(input, context);
  const channelNames = channels.map((channel) => channel.name);
  const traits = input.traits.flatMap(({ name }) => {
    const value = context.trait(name.text);
    return value ? [{ name: name.text, value }] : [];
  });
  const holdout = input.holdout && seededSample(input.holdout, 'global');
  const definitions: Definitions = {
    segments: segments.flatMap((segment) => checkSegment(segment, channelNames, context)),
    stageSets: segments.filter((segment) => segment.stages).map((segment) => checkStageSet(segment, context)),
    traits,
    named: namedFields(context),
    filters: checkFilters(input, context),
    recipes: input.recipes ?? [],
    channels,
    suppress: checkSuppress(input.suppress, context),
    ...(holdout ? { holdout } : {}),
  };
  reportCycles(definitions, report);
  warnOfMissing(definitions, report);
  return { definitions, models: context.models };
}

function makeContext<M extends Model>(
  input: CheckInput<M>,
  segments: readonly SegmentSyntax[],
  report: Report,
): Checking & { readonly models: readonly M[] } {
  const named = segments.filter((segment) => !segment.generated);
  const generated = segments.filter((segment) => segment.generated);
  const stages = new Map(
    named.flatMap(({ name, stages: list }) =>
      list ? [[name, list.map((stage) => stage.name.text)] as const] : [],
    ),
  );
  const syntaxes = new Map(input.traits.map((trait) => [trait.name.text, trait]));
  const values = new Map<string, Value | undefined>();
  const underWay: string[] = [];
  const known: Omit<Checking, 'models'> = {
    schema: input.schema,
    asOf: input.asOf,
    report,
    trait,
    traitNames: new Set(syntaxes.keys()),
    stages,
    segmentNames: new Set(named.flatMap(listNames)),
    generatedNames: new Set(generated.flatMap((segment) => [segment.name, ...listNames(segment)])),
    splitNames: new Set(named.filter((segment) => segment.split).flatMap(listNames)),
    resolvePath: input.resolvePath,
    rowTest: checkRowTest,
  };
  const context: Checking & { readonly models: readonly M[] } = {
    ...known,
    models: input.models(known, () => context),
  };
  return context;

  /** Traits may name traits written anywhere, so each is bound when it is first named. */
  function trait(name: string): Value | undefined {
    const syntax = syntaxes.get(name);
    if (!syntax) return undefined;
    const at = underWay.indexOf(name);
    if (at >= 0) {
      report(nameMessages.cycle(syntax.name.span, [...underWay.slice(at), name]));
      return undefined;
    }
    if (!values.has(name)) {
      underWay.push(name);
      const value = underWay.length > MOST_LEVELS ? undefined : checkTrait(syntax, context);
      underWay.pop();
      const isDeep =
        underWay.length === MOST_LEVELS || (value !== undefined && levelsOf(value) > MOST_LEVELS);
      if (isDeep) report(nameMessages.tooDeep(syntax.name.span, name, MOST_LEVELS));
      values.set(name, isDeep ? undefined : value);
    }
    return values.get(name);
  }
}

/** Traits of traits stand in queries one in the other: of so many no engine makes a plan in reasonable time. */
const MOST_LEVELS = 100;

/** Binds every model's fields, those that nothing reads too, so that what is wrong with them is told. */
function namedFields({ models }: Checking): readonly NamedValue[] {
  return models.flatMap((model) =>
    model.fields.flatMap((field) => {
      const value = field.value?.();
      return value && field.isNamed ? [{ name: `${model.name}.${field.name}`, value }] : [];
    }),
  );
}

/** A stage set has a list for each of its stages, and none of its own. */
function listNames({ name, stages }: SegmentSyntax): readonly string[] {
  return stages ? stages.map((stage) => `${name}.${stage.name.text}`) : [name];
}

function uniqueSegments(segments: readonly SegmentSyntax[], report: Report): readonly SegmentSyntax[] {
  const first = new Map<string, SegmentSyntax>();
  for (const segment of segments) {
    const before = first.get(segment.name);
    if (before) {
      report(
        nameMessages.duplicateName(
          segment.span,
          'the segment',
          segment.name,
          `\`${before.span.source.name}\``,
        ),
      );
    } else {
      first.set(segment.name, segment);
    }
  }
  return [...first.values()];
}

function checkFilters(input: CheckInput, context: Checking): ReadonlyMap<string, Logic<Leaf>> {
  return new Map(
    input.schema.events.flatMap((table) => {
      const syntax = input.filters.get(table.name);
      const filter = syntax && checkCondition(syntax, { ...context, row: table, choosesRows: true });
      return filter ? [[table.name, filter] as const] : [];
    }),
  );
}

/** Channels whose addresses are numbers of phones. */
const PHONE_CHANNELS = /sms|phone|whatsapp|call|mobile/i;

function checkChannels(input: CheckInput, context: Checking): readonly Channel[] {
  return input.channels.flatMap(({ name, contact, consent }) => {
    const address = checkField(customerColumn(contact), context);
    const checked = checkConsent(consent, context);
    if (!address || !checked) return [];
    const allowed = all([simpleTest(address, 'set', truth), checked.agreed]);
    const unlisted = checked.unlisted ? { unlisted: checked.unlisted } : {};
    const how = PHONE_CHANNELS.test(name) ? 'phone' : 'email';
    return [{ name, allowed, address, how, refused: checked.refused, ...unlisted }];
  });
}

function checkSuppress(names: readonly ScalarSyntax[], context: Checking): readonly string[] {
  return names.flatMap((name) => checkReference(name, context));
}

function reportCycles(definitions: Definitions, report: Report): void {
  const spans = new Map(
    [...definitions.segments, ...definitions.stageSets].map(({ name, span }) => [name, span]),
  );
  for (const path of findCycles(dependencies(definitions))) {
    const span = path
      .map((name) => spans.get(name) ?? spans.get(name.replace(/\.stage$/, '')))
      .find((found) => found);
    if (span) report(nameMessages.cycle(span, path));
  }
  const deep = deeperThan(MOST_SEGMENTS, dependencies(definitions));
  const span = deep === undefined ? undefined : spans.get(deep);
  if (span) report(nameMessages.tooManySegments(span, deep!, MOST_SEGMENTS));
}

/** Each list stands in a query above those that it depends on. */
const MOST_SEGMENTS = 300;
