/** The names that a project file chooses, and those it refers to. */
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { reservedWords } from '../language/reserved-words.ts';
import type { EventEntry, LookupEntry, LookupTableEntry, Name, Project } from './project.ts';

/** A name that a project gives to something, with what messages call that: `an event table`. */
export interface ChosenName {
  readonly kind: string;
  readonly name: Name;
}

/** The names of the project's tables. */
export function tableNames({ events, lookups }: Pick<Project, 'events' | 'lookups'>): readonly ChosenName[] {
  return [
    ...events.map(({ name }) => ({ kind: 'an event table', name })),
    ...lookups.map(({ name }) => ({ kind: 'a lookup table', name })),
  ];
}

/**
 * Event tables, lookups, traits, stage sets and models are one set of names: unique, also without case, and no
 * word of the language.
 */
export function checkNames(chosen: readonly ChosenName[], report: Report): void {
  const first = new Map<string, string>();
  for (const { kind, name } of chosen) {
    reportBadName(name, kind, report);
    const folded = name.name.toLowerCase();
    const taken = first.get(folded);
    if (taken) reportTaken(name, kind, taken, report);
    else first.set(folded, kind);
  }
}

/** Reports a chosen name that cannot be one. `kind` is as in "an event table". */
function reportBadName({ name, span }: Name, kind: string, report: Report): void {
  const place = span ? { span } : {};
  if (!/^\p{L}[\p{L}\p{M}\p{N}_-]*$/u.test(name)) {
    const message = `\`${name}\` cannot name ${kind}`;
    const help = ['a name starts with a letter, and has letters, digits, `_` and `-`'];
    report({ severity: 'error', code: 'bad-name', message, help, ...place });
  } else if (reservedWords.has(name)) {
    const message = `\`${name}\` is a word of the language and cannot name ${kind}`;
    report({ severity: 'error', code: 'reserved-name', message, help: ['choose another name'], ...place });
  }
}

function reportTaken({ name, span }: Name, kind: string, taken: string, report: Report): void {
  const message =
    kind === taken
      ? `\`${name}\` is ${kind} already`
      : `\`${name}\` cannot name ${kind}: it is ${taken} already`;
  const help = ['names of tables, lookups, traits, stage sets and models are one set'];
  report({ severity: 'error', code: 'duplicate-name', message, help, ...(span ? { span } : {}) });
}

/** The project, when every table that it refers to exists and lookups lead in no circle. */
export function checkReferences(project: Project, report: Report): Project | undefined {
  const complete = [checkLookups(project, report), checkCircles(project, report), checkFrom(project, report)];
  return complete.every(Boolean) ? project : undefined;
}

function checkLookups(project: Project, report: Report): boolean {
  const keyed = project.events.filter(({ key }) => key);
  const tables = [...project.lookups, ...keyed].map(({ name }) => name.name);
  const relations = [project.customers, ...project.events, ...project.lookups];
  const unknown = relations
    .flatMap(({ lookups }) => lookups)
    .filter(({ table }) => !tables.includes(table.name));
  for (const { table } of unknown) {
    const isEvent = project.events.some(({ name }) => name.name === table.name);
    const message = isEvent
      ? `\`${table.name}\` has no \`key\`, by which a lookup finds its rows`
      : `there is no lookup table \`${table.name}\``;
    const help = isEvent
      ? 'say which column tells its rows apart: `key: …`'
      : (didYouMean(table.name, tables) ?? `add \`${table.name}\` under \`lookups\``);
    report({ severity: 'error', code: 'unknown-lookup', message, help: [help], ...spanIfWritten(table) });
  }
  return unknown.length === 0;
}

/** Reports the first circle found from each table that starts one, once for each circle. */
function checkCircles(project: Project, report: Report): boolean {
  const circles = new Map<string, readonly LookupEntry[]>();
  for (const table of project.lookups) {
    const circle = findCircle(project, table, []);
    if (!circle) continue;
    const identity = circle
      .map((step) => step.table.name)
      .sort()
      .join(' ');
    if (!circles.has(identity)) circles.set(identity, circle);
  }
  for (const circle of circles.values()) {
    const path = [...circle, circle[0]!].map((step) => `\`${step.table.name}\``).join(' → ');
    const message = `lookups lead in a circle: ${path}`;
    report({ severity: 'error', code: 'lookup-circle', message, ...spanIfWritten(circle[0]!.table) });
  }
  return circles.size === 0;
}

function findCircle(
  project: Project,
  table: LookupTableEntry,
  path: readonly LookupEntry[],
): readonly LookupEntry[] | undefined {
  for (const step of table.lookups) {
    const start = path.findIndex((earlier) => earlier.table.name === step.table.name);
    if (start >= 0) return path.slice(start);
    const next = project.lookups.find(({ name }) => name.name === step.table.name);
    const circle = next && findCircle(project, next, [...path, step]);
    if (circle) return circle;
  }
  return undefined;
}

/** Every `from` names an event table, and none leads back to itself. */
function checkFrom(project: Project, report: Report): boolean {
  const { customers, events } = project;
  const tables = events.map(({ name }) => name.name);
  const made = [
    ...(customers.from ? [{ from: customers.from, what: 'to take customers from' }] : []),
    ...events.flatMap(({ from, name }) => (from ? [{ from, what: `to make \`${name.name}\` of` }] : [])),
  ];
  const unknown = made.filter(({ from }) => !tables.includes(from.name));
  for (const { from, what } of unknown) {
    const message = `there is no event table \`${from.name}\` ${what}`;
    const help = didYouMean(from.name, tables);
    const found = { severity: 'error', code: 'unknown-table', message } as const;
    report({ ...found, ...(help ? { help: [help] } : {}), ...spanIfWritten(from) });
  }
  const lost = project.events.filter((event) => isOfNobody(event, project));
  for (const { name } of lost) {
    const message = `\`${name.name}\` needs \`customer\``;
    const help = ['without one its rows are of nobody: to make others of (`from`) or to look up'];
    report({ severity: 'error', code: 'missing-key', message, help, ...spanIfWritten(name) });
  }
  return unknown.length + lost.length === 0;
}

/** Rows of nobody that nothing is made of, and that nobody looks up. */
function isOfNobody({ name, customer, from }: EventEntry, project: Project): boolean {
  const { customers, events, lookups } = project;
  const made = [customers.from, ...events.map((event) => event.from)];
  const joined = [customers, ...events, ...lookups].flatMap((table) =>
    table.lookups.map((each) => each.table),
  );
  return !customer && !from && ![...made, ...joined].some((each) => each?.name === name.name);
}

function spanIfWritten({ span }: Name): { readonly span?: Span } {
  return span ? { span } : {};
}
