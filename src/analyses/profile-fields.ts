/** What a profile looks at: every attribute, trait, stage and model field that does not tell people apart by itself. */
import type { Checking, ModelField } from '../check/context.ts';
import { checkField } from '../check/field.ts';
import { collector } from '../diagnostics/collect.ts';
import { typeOf, type Value, type ValueType } from '../model/value.ts';
import { isPersonal } from '../sources/cell-shape.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { readField } from './measured-field.ts';

export interface ProfileField {
  /** As the user would write it. */
  readonly name: string;
  readonly value: Value;
  readonly type: ValueType;
}

/** Those that were asked for, or all: attributes, lookups, traits, stages, models, each in the order of the project. */
export function profileFields(
  workspace: Workspace,
  asked: readonly string[] | undefined,
): readonly ProfileField[] {
  if (asked) {
    return asked.map((name) => {
      const { value } = readFieldOrList(workspace, name);
      return { name, value, type: typeOf(value) };
    });
  }
  const found = collector();
  const context = workspace.names(found.report);
  const names = [...attributes(workspace, context), ...chosenNames(context, workspace)];
  return names.flatMap((name) => {
    const value = bind(name, context);
    return value && !isYearless(value) ? [{ name, value, type: typeOf(value) }] : [];
  });
}

/** Of all fields those that no model has to learn from the past, and the names of the models that do. */
export function knownFields(workspace: Workspace): {
  readonly fields: readonly ProfileField[];
  readonly learned: readonly string[];
} {
  const learned = workspace.models.flatMap(({ kind, name }) => (kind === 'predict' ? [name] : []));
  const fields = profileFields(workspace, undefined).filter(
    ({ value }) => value.kind !== 'model' || !learned.includes(value.model),
  );
  return { fields, learned };
}

function readFieldOrList(workspace: Workspace, name: string): { readonly value: Value } {
  const context = workspace.names(() => undefined);
  const value = bind(name, context);
  return value && typeOf(value) === 'list' ? { value } : readField(workspace, 'fields', name);
}

function bind(text: string, context: Checking): Value | undefined {
  const span = { source: { name: '', text }, start: 0, end: text.length };
  return checkField({ kind: 'scalar', text, quoted: false, span }, context);
}

function isYearless(value: Value): boolean {
  return value.kind === 'column' && value.isYearless === true;
}

/** Columns of the customers and of what they lead to, without keys, addresses and names. */
function attributes({ schema, definitions }: Workspace, context: Checking): readonly string[] {
  const { customers, lookups } = schema;
  const addresses = new Set(
    definitions.channels.map(({ address }) => (address.kind === 'column' ? address.name : '')),
  );
  const keys = new Set([customers.key, ...customers.lookups.map(({ by }) => by)]);
  const own = customers.columns
    .filter(
      ({ name, type }) =>
        !keys.has(name) && !addresses.has(name) && !(type === 'text' && isPersonal({ name })),
    )
    .map(({ name }) => (isShadowed(name, context) ? `customer.${name}` : name));
  const joined = customers.lookups.flatMap(({ name, table }) => {
    const next = lookups.find((candidate) => candidate.name === table);
    const ids = new Set([next?.key, ...(next?.lookups.map(({ by }) => by) ?? [])]);
    return (next?.columns ?? []).filter((each) => !ids.has(each.name)).map((each) => `${name}.${each.name}`);
  });
  return [...own, ...joined];
}

function isShadowed(name: string, { traitNames, models, stages }: Checking): boolean {
  return traitNames.has(name) || stages.has(name) || models.some((model) => model.name === name);
}

function chosenNames({ traitNames, stages, models }: Checking, workspace: Workspace): readonly string[] {
  return [
    ...traitNames,
    ...[...stages.keys()].map((name) => `${name}.stage`),
    ...models.flatMap(({ name, fields }) =>
      differentFields(name, fields, workspace).map((field) => `${name}.${field.name}`),
    ),
  ];
}

/** The fields of a cohort are one date by the day, the week and so on: its first tells them all. */
function differentFields(
  name: string,
  fields: readonly ModelField[],
  workspace: Workspace,
): readonly ModelField[] {
  const isCohort = workspace.models.some((model) => model.name === name && model.kind === 'cohorts');
  return isCohort ? fields.slice(0, 1) : fields;
}
