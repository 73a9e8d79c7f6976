/** A draft as the text of a project file, with what was found said beside it. */
import type { Draft, DraftConsent, DraftCustomers, DraftEvents, DraftTable } from './draft.ts';
import { eventLines } from './event-text.ts';
import { consentColumn } from './guess-roles.ts';
import { innerColumns } from './json-columns.ts';
import { ordersMaker } from './orders-maker.ts';
import {
  columnsLines,
  keyScalar,
  lookupsLine,
  type ProjectFacts,
  sourceLines,
  type TableWords,
} from './table-text.ts';
import { columnScalar, inBraces, inBrackets, indented, plainName, scalar } from './yaml-text.ts';

/** The whole text, ending in a line end. */
export function projectText(blocks: readonly string[], facts: ProjectFacts): string {
  return `${[headLines(facts).join('\n'), ...blocks].join('\n\n')}\n`;
}

/** Traits come last, so more of them are more lines. */
export function withTraits(text: string, traits: readonly string[]): string {
  if (traits.length === 0) return text;
  const head = /^traits:$/m.test(text)
    ? ''
    : '\ntraits:  # a value for each customer: to test, to list, to rank by\n';
  return `${text}${head}${indented(traits).join('\n')}\n`;
}

/** The blocks below the head. Every table of the draft is one that was found. */
export function draftBlocks(draft: Draft, facts: TableWords): readonly string[] {
  const { customers, events, lookups } = draft;
  const named = new Set([...events, ...lookups].map(({ name }) => name));
  const maker = ordersMaker(draft);
  const blocks = [
    customers ? customersLines(customers, facts) : customersOf(events),
    events.length > 0
      ? [
          'events:',
          ...indented(
            events.flatMap((table) => eventLines(table, facts, { named, isMaker: table === maker })),
          ),
        ]
      : [],
    lookups.length > 0
      ? ['lookups:', ...indented(lookups.flatMap((table) => lookupLines(table, facts)))]
      : [],
  ];
  return blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
}

function headLines({ timezone, timezoneFrom, currency }: ProjectFacts): readonly string[] {
  return [
    '# What the files of this folder are; `segment sources` shows what was read of them.',
    `timezone: ${timezone}  # of ${timezoneFrom}: every day, week and month is counted in it`,
    ...(currency === undefined ? [] : [`currency: ${currency}`]),
  ];
}

/** Where there is no file of them, whoever has a row in the first event table, and what its rows say of them. */
function customersOf([first]: readonly DraftEvents[]): readonly string[] {
  if (!first) return [];
  const inner = innerColumns(first.facts).map((column) => ({
    ...column,
    filled: 0,
    distinct: 0,
    values: [],
  }));
  const known = [...first.facts.columns, ...inner];
  const email = known.find(({ form }) => form.kind === 'email')?.name;
  const consent = consentColumn({ ...first.facts, columns: known });
  const told = [email, consent?.field, consent?.refused?.field].filter((name) => name !== undefined);
  const columns = told.map((name) => {
    const column = columnScalar(name);
    return `${column}: { value_of_last: ${column}, where: { ${column}: { set: true } } }`;
  });
  return [
    'customers:',
    ...indented([
      `from: ${scalar(first.name)}  # whoever has a row there`,
      ...(columns.length === 0 ? [] : ['columns:', ...indented(columns)]),
      ...(email === undefined ? [] : [`contact: { email: ${columnScalar(email)} }`]),
      ...(email === undefined || consent === undefined
        ? []
        : [`consent: { email: ${consentText(consent)} }`]),
    ]),
  ];
}

function customersLines(customers: DraftCustomers, facts: TableWords): readonly string[] {
  const { key, isAddress, from, created, email, phone, consent, smsConsent } = customers;
  const contact = {
    ...(email ? { email: columnScalar(email) } : {}),
    ...(phone ? { sms: columnScalar(phone) } : {}),
  };
  const agreed = {
    ...(consent && email ? { email: consentText(consent) } : {}),
    ...(smsConsent ? { sms: consentText(smsConsent) } : {}),
  };
  const lines = [
    ...sourceLines(customers, facts),
    `key: ${keyScalar(key, customers.facts, isAddress ? 'email' : undefined)}`,
    ...(from === undefined ? [] : [`from: ${scalar(from)}  # guests are people too, by their address`]),
    ...(created === undefined ? [] : [`created: ${columnScalar(created)}  # nobody is a customer before it`]),
    ...(Object.keys(contact).length === 0 ? [] : [`contact: ${inBraces(contact)}`]),
    ...(Object.keys(agreed).length === 0 ? [] : [`consent: ${inBraces(agreed)}`]),
    ...columnsLines(customers, facts),
    ...lookupsLine(customers.lookups),
  ];
  return ['customers:', ...indented(lines)];
}

export function consentText({ field, yes, table, refused, isMark = false }: DraftConsent): string {
  const listed = yes?.length === 1 ? scalar(yes[0]!) : inBrackets(yes ?? []);
  const words = isMark ? '{ set: false }' : listed;
  const condition = {
    [plainName(field)]: words,
    ...(refused ? { not: inBraces({ [plainName(refused.field)]: inBrackets(refused.words) }) } : {}),
  };
  if (table !== undefined) {
    const rows = inBraces({ where: inBraces(condition) });
    return inBraces({ where: inBraces({ [scalar(table)]: rows }) });
  }
  if (refused || isMark) return inBraces({ where: inBraces(condition) });
  return yes ? inBraces({ field: columnScalar(field), yes: inBrackets(yes) }) : columnScalar(field);
}

function lookupLines(table: DraftTable, facts: TableWords): readonly string[] {
  const lines = [
    ...sourceLines(table, facts),
    ...(table.key === undefined ? [] : [`key: ${columnScalar(table.key)}`]),
    ...columnsLines(table, facts),
    ...lookupsLine(table.lookups),
  ];
  return [`${scalar(table.name)}:`, ...indented(lines)];
}
