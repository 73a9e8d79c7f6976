/** Whether a column of consent says yes and no in words that are known, where the project file lists none. */
import type { Database } from '../database/database.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { caution, problem } from '../diagnostics/problem.ts';
import { consentWord, noWords, writtenYes, yesWords } from '../model/consent-words.ts';
import type { Schema } from '../model/schema.ts';
import type { Channel, Unlisted } from '../model/segment.ts';
import { isNumber } from '../model/value.ts';
import { isPersonal, wordOrShape } from '../sources/cell-shape.ts';
import type { Join, Select } from '../sql/ast.ts';
import { aggregate, ascending, binary, column, descending, isNotNull } from '../sql/build.ts';
import type { Dialect } from '../sql/dialect.ts';
import { printQuery } from '../sql/print.ts';

interface Data {
  readonly database: Database;
  readonly dialect: Dialect;
  readonly schema: Schema;
}

/** More different words are no list of yes and no. */
const ENOUGH = 40;
const TOLD = 5;

/** An error for a channel whose words nobody has listed, a warning for one that nobody has agreed to. */
export async function consentFindings(
  channels: readonly Channel[],
  data: Data,
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const { name, unlisted } of channels) {
    if (!unlisted || unlisted.column.type === 'list') continue;
    const words = await wordsOf(unlisted, data);
    const strange = words.filter((word) => !isYes(word, unlisted) && !isNo(word, unlisted));
    if (strange.length > 0) found.push(unknownWords(unlisted, strange));
    else if (!words.some((word) => isYes(word, unlisted))) found.push(nobodyAgreed(name, unlisted));
  }
  return found;
}

/** The most frequent first. */
async function wordsOf({ column: { name, lookups } }: Unlisted, data: Data): Promise<readonly string[]> {
  const { customers } = data.schema;
  const { joins, as } = joined(lookups, data.schema);
  const word = column(name, as);
  const query: Select = {
    kind: 'select',
    items: [{ expr: word, as: 'word' }],
    from: { relation: customers.relation, as: customers.name },
    joins,
    where: isNotNull(word),
    groupBy: [word],
    orderBy: [descending(aggregate('count', undefined)), ascending(word)],
    limit: ENOUGH,
  };
  const rows = await data.database.rows(printQuery({ with: [], body: query }, data.dialect));
  return rows.map(([found]) => String(found));
}

/** The way from the customers through lookups, and the name of the table at its end. */
function joined(path: readonly string[], { customers, lookups }: Schema) {
  const joins: Join[] = [];
  let as = customers.name;
  let known = customers.lookups;
  for (const step of path) {
    const lookup = known.find(({ name }) => name === step)!;
    const table = lookups.find(({ name }) => name === lookup.table)!;
    const on = binary('=', column(lookup.by, as), column(table.key, step));
    joins.push({ kind: 'left', relation: table.relation, as: step, on });
    as = step;
    known = table.lookups;
  }
  return { joins, as };
}

function isYes(word: string, { column: { type } }: Unlisted): boolean {
  return isNumber(type) ? Number(word) === 1 : yesWords.includes(word.toLowerCase());
}

function isNo(word: string, { column: { type } }: Unlisted): boolean {
  return isNumber(type) ? Number(word) === 0 : noWords.includes(word.toLowerCase());
}

function unknownWords({ column: { name }, span }: Unlisted, words: readonly string[]): Diagnostic {
  const shapes = [...new Set(words.map(wordOrShape))];
  const told = shapes.slice(0, TOLD).map((word) => `\`${word}\``);
  const more = shapes.length > TOLD ? ' and others' : '';
  const yes = words.filter((word) => writtenYes.has(consentWord(word)));
  const example = yes.length > 0 ? yes.slice(0, TOLD).join(', ') : 'subscribed';
  return {
    ...problem(
      span,
      'consent-words',
      `\`${name}\` holds ${told.join(', ')}${more}: neither a known yes (${listed(yesWords)}) nor a known no (${listed(noWords)})`,
      `list the words that are a yes, all others are a no: \`{ field: ${name}, yes: [${example}] }\``,
    ),
    ...(isPersonal({ name }) ? {} : { cell: words.slice(0, TOLD).join(', ') }),
  };
}

function listed(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

function nobodyAgreed(channel: string, { column: { name }, span }: Unlisted): Diagnostic {
  return caution(
    span,
    'consent-of-nobody',
    `nobody says yes in \`${name}\`: a list for the channel \`${channel}\` holds nobody`,
    `a yes is ${listed(yesWords)}, or the words that \`yes:\` lists`,
  );
}
