import { makeTable } from '../database/relation.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { type Contactable, findContactable } from '../evaluation/contactable.ts';
import { contactColumns } from '../evaluation/contacts.ts';
import { copyNewestBefore } from '../evaluation/recording.ts';
import { counted, countOf } from '../model/count.ts';
import type { Segment } from '../model/segment.ts';
import { callingCodes } from '../outgoing/calling-codes.ts';
import { contactsQuery } from '../outgoing/contacts-query.ts';
import { platforms } from '../outgoing/index.ts';
import {
  type Change,
  compareRows,
  contactsRelation,
  makeRows,
  movedQuery,
  type Rows,
  recordedRelation,
  rowsQuery,
  type Shape,
} from '../outgoing/outgoing.ts';
import { fileName, refuseFolders, resolveDestination } from '../output/destination.ts';
import { refusePartOfList } from '../program/answer.ts';
import { filesArgument } from '../program/arguments.ts';
import { defineCommand, type OptionValues } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { holdingDestination, lockFiles } from '../program/held-folder.ts';
import { askOptions, dataOptions, lockOptions } from '../program/options.ts';
import { refuseRunFile } from '../program/run-file.ts';
import { refuseErrors, reportOpened, withWorkspace } from '../program/session.ts';
import { writeRows } from '../program/write-rows.ts';
import { consentFindings } from '../workspace/consent-words.ts';
import type { Workspace } from '../workspace/workspace.ts';

const options = {
  to: {
    kind: 'choice',
    choices: [...platforms.map(({ name }) => name), 'csv'],
    says: 'where the list goes (default: csv, the list as run writes it)',
  },
  channel: {
    completes: 'channels',
    kind: 'text',
    value: 'NAME',
    says: "whose consent counts: a channel of the project, or none (default: the segment's; email for a platform)",
  },
  dedupe: {
    kind: 'choice',
    choices: ['email', 'phone'],
    says: 'one row for each address or number: that of the first customer key',
  },
  country: {
    completes: callingCodes.map(({ country }) => country),
    kind: 'text',
    value: 'CODE',
    says: 'where customers without a country are, for their telephone numbers: PL, GB',
  },
  'since-last': {
    kind: 'flag',
    says: 'only who was added and removed since the newest recorded run before the as-of',
  },
  ...askOptions,
  ...dataOptions,
  ...lockOptions,
} as const;

type ExportOptions = OptionValues<typeof options>;

export const exportCommand = defineCommand({
  name: 'export',
  summary: 'lists in the shape that a platform takes, of those who agreed',
  details: [
    'Writes the header that the platform wants; for Google Ads and Meta as SHA-256 of the normalised values, telephone numbers with the code of their country. Values that are 64 hex digits already are left alone, and rows without anything to know a person by are left out.',
    'Only customers who said yes to the channel are written; an address or a number that belongs to another channel with consent is written only where that has a yes too. How many were withheld, and why, is said on standard error.',
    'Columns are found by their usual names: email, phone, first_name, last_name, city, postcode or zip, country (two letters). `contact` of the project file names others: `contact: { email: mail, sms: mobile, first_name: vorname }`.',
    '`--since-last` compares with what `run --record` kept: with `--out DIR/` in two files, `NAME-added` and `NAME-removed`, else in one with a last column `change`.',
  ],
  arguments: [filesArgument],
  options,
  examples: [
    {
      command: 'segment export segments/at-risk-vips.yaml --to google-ads > audience.csv',
      says: 'hashed, for Customer Match',
    },
    {
      command: 'segment export segments/at-risk-vips.yaml --to mailchimp --dedupe email --out lists/',
      says: 'one row for each address, in `lists/at-risk-vips.csv`',
    },
    {
      command: 'segment export segments/birthdays-in-july.yaml --to csv --channel sms --excel',
      says: 'who may be texted, for a spreadsheet',
    },
  ],
  exitCodes: [
    { code: 75, says: 'another run writes into the folder, or holds the history (`--since-last`)' },
  ],
  run: async (context, files, chosen) => {
    refuseCountry(chosen.country);
    const destination = await resolveDestination({
      out: chosen.out,
      format: chosen.format ?? 'csv',
      cwd: context.cwd,
      isTerminal: false,
    });
    const { kind } = destination;
    refusePartOfList(destination, chosen.rows);
    const holding = { ...chosen, opens: lockFiles(destination) };
    await withWorkspace(context, holding, files, async ({ workspace, working }) => {
      refuseErrors(workspace);
      const segments = workspace.asked.filter(({ output }) => output);
      refuseSeveral(segments, kind === 'folder');
      if (destination.kind === 'folder') {
        const names = filesOf(segments, chosen).map((name) => fileName(destination, name));
        refuseRunFile(names);
        await refuseFolders(destination, names);
      }
      const channels = segments.map((segment) => channelOf(segment, workspace, chosen));
      reportOpened(context, workspace);
      await refuseUnknownConsent(context, workspace, segments, channels);
      working('evaluating the segments');
      await makeContacts(workspace, chosen);
      if (chosen['since-last']) await refuseUnrecorded(segments, workspace);
      await holdingDestination(context, workspace.database, destination, chosen['lock-wait'], async () => {
        for (const [place, segment] of segments.entries()) {
          const channel = channels[place];
          const list = await findContactable(workspace, segment, channel);
          await exportList({
            context,
            workspace,
            chosen,
            segment,
            list,
            channel,
            inFolder: kind === 'folder',
          });
        }
      });
    });
  },
});

/** Without their extension. */
function filesOf(segments: readonly Segment[], chosen: ExportOptions): readonly string[] {
  return segments.flatMap(({ name }) =>
    chosen['since-last'] ? changes.map((change) => `${name}-${change}`) : [name],
  );
}

const changes = ['added', 'removed'] as const satisfies Change[];

/** Channels that the command line has chosen; those of the definitions are looked at as they are opened. */
async function refuseUnknownConsent(
  context: Context,
  workspace: Workspace,
  segments: readonly Segment[],
  channels: readonly (string | undefined)[],
): Promise<void> {
  const own = new Set(segments.map(({ channel }) => channel));
  const chosen = workspace.definitions.channels.filter(
    ({ name }) => channels.includes(name) && !own.has(name),
  );
  const found = await consentFindings(chosen, workspace);
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Failure(2, errors);
  for (const warning of found) context.report(warning);
}

/** Before the first list is written. */
async function refuseUnrecorded(segments: readonly Segment[], workspace: Workspace): Promise<void> {
  for (const { name } of segments) {
    const since = await copyNewestBefore(workspace, name, recordedRelation);
    if (since === undefined) throw notRecorded(name, workspace.asOf.date);
  }
}

interface Outgoing {
  readonly context: Context;
  readonly workspace: Workspace;
  readonly chosen: ExportOptions;
  readonly segment: Segment;
  readonly list: Contactable;
  readonly channel: string | undefined;
  readonly inFolder: boolean;
}

async function exportList(outgoing: Outgoing): Promise<void> {
  const { context, workspace, chosen, segment, list, channel } = outgoing;
  const { database } = workspace;
  const shape = shapeOf(chosen);
  const rows = await makeRows(database, list, shape);
  sayWithheld(context, segment.name, list, channel);
  sayLeftOut(context, segment.name, rows, chosen);
  if (chosen['since-last']) return exportMoved(outgoing, shape, rows);
  await write(outgoing, segment.name, rows.names, rowsQuery(rows.names), rows.written);
}

async function exportMoved(outgoing: Outgoing, shape: Shape, { names }: Rows): Promise<void> {
  const { context, workspace, segment, inFolder } = outgoing;
  const since = await copyNewestBefore(workspace, segment.name, recordedRelation);
  if (since === undefined) throw notRecorded(segment.name, workspace.asOf.date);
  const moved = await compareRows(workspace.database, shape);
  context.say(
    'moved',
    `${segment.name}: ${counted(moved.added)} added, ${counted(moved.removed)} removed since ${since.date}`,
    { segment: segment.name, added: moved.added, removed: moved.removed, since: since.date },
  );
  if (moved.gone > 0) {
    context.report({
      severity: 'warning',
      code: 'removed-unknown',
      message: `${counted(moved.gone)} of \`${segment.name}\` are no longer among the customers, and cannot be named as removed`,
      help: ['remove them where the list went, or send the whole list in its place'],
    });
  }
  if (!inFolder) {
    const both = [...names, 'change'];
    return write(outgoing, segment.name, both, movedQuery(names, undefined), moved.added + moved.removed);
  }
  for (const change of changes) {
    await write(outgoing, `${segment.name}-${change}`, names, movedQuery(names, change), moved[change]);
  }
}

function write(
  { context, chosen, workspace, list }: Outgoing,
  title: string,
  names: readonly string[],
  sql: string,
  rows: number,
): Promise<void> {
  const format = chosen.format ?? (chosen.out === undefined ? 'csv' : undefined);
  return writeRows(context, { ...chosen, format }, title, {
    database: workspace.database,
    key: list.key,
    names,
    query: sql,
    count: rows,
  });
}

function shapeOf({ to, dedupe }: ExportOptions): Shape {
  return { platform: platforms.find(({ name }) => name === to), dedupe };
}

async function makeContacts(workspace: Workspace, chosen: ExportOptions): Promise<void> {
  const { platform, dedupe } = shapeOf(chosen);
  if (!platform && !dedupe) return;
  const columns = contactColumns(workspace);
  const wanted = dedupe ?? 'email';
  if (columns[wanted] === undefined && (dedupe || columns.phone === undefined)) {
    throw failure(2, 'no-contact-column', `no column of the customers is the ${wanted}`, [
      `name it in the project file, below \`customers\`: \`contact: { ${wanted}: COLUMN }\``,
    ]);
  }
  const query = contactsQuery(workspace.schema.customers, columns, chosen.country?.toUpperCase());
  await makeTable(workspace.database, contactsRelation, query);
}

/** The channel whose consent counts; none for a plain list of a segment that has none. */
function channelOf(segment: Segment, workspace: Workspace, chosen: ExportOptions): string | undefined {
  const channels = workspace.definitions.channels.map(({ name }) => name);
  const asked = chosen.channel;
  const channel = effectiveChannel(segment, channels, chosen);
  if (asked === 'none' && segment.channel !== undefined) {
    throw failure(
      2,
      'channel',
      `\`${segment.name}\` is a list for the channel \`${segment.channel}\`, and \`--channel\` says \`none\``,
      ['take `channel` out of the definition if consent is not needed'],
    );
  }
  if (asked !== undefined && asked !== 'none' && !channels.includes(asked)) {
    throw failure(2, 'unknown-channel', `there is no channel \`${asked}\``, [
      didYouMean(asked, channels) ??
        (channels.length > 0
          ? `the project's channels are ${channels.map((name) => `\`${name}\``).join(', ')}`
          : 'a channel needs `contact` and `consent` of the customers in the project file'),
    ]);
  }
  if (channel === undefined && asked !== 'none' && shapeOf(chosen).platform) {
    throw failure(2, 'no-consent', `nothing says whose consent counts for \`${segment.name}\``, [
      'give the project `contact` and `consent` for `email`, or the segment a `channel`',
      'or say that nobody needs to be asked: `--channel none`',
    ]);
  }
  if (chosen['since-last'] && channel !== segment.channel) {
    const kept = segment.channel === undefined ? 'without a channel' : `for \`${segment.channel}\``;
    throw failure(
      2,
      'channel',
      `the history keeps the list of \`${segment.name}\` ${kept}, not for \`${channel}\``,
      [`add \`channel: ${channel}\` to the definition, so that both are the same list`],
    );
  }
  return channel;
}

function effectiveChannel(
  { channel }: Segment,
  channels: readonly string[],
  chosen: ExportOptions,
): string | undefined {
  if (chosen.channel === 'none') return undefined;
  const usual = shapeOf(chosen).platform && channels.includes('email') ? 'email' : undefined;
  return chosen.channel ?? channel ?? usual;
}

function refuseCountry(country: string | undefined): void {
  const codes = callingCodes.map((each) => each.country);
  if (country === undefined || codes.includes(country.toUpperCase())) return;
  throw failure(
    2,
    'option-value',
    `\`--country\` wants two letters such as \`PL\`, found \`${country}\``,
    [],
  );
}

function refuseSeveral(segments: readonly Segment[], inFolder: boolean): void {
  if (segments.length === 0) {
    throw failure(2, 'nothing-to-export', 'no segment that is asked for is a list', [
      'segments with `output: false` or `enabled: false` are not exported',
    ]);
  }
  if (segments.length === 1 || inFolder) return;
  throw failure(2, 'several-lists', `these are ${segments.length} segments, and a list is of one`, [
    'write a file for each: `--out lists/`',
  ]);
}

function notRecorded(segment: string, date: string) {
  return failure(2, 'not-recorded', `no run of \`${segment}\` before ${date} is recorded`, [
    'send the whole list first, and record it: `segment run FILES --record`',
  ]);
}

/** `vips: 6,210 in the segment, 5,871 contactable, 339 withheld (consent 301, bounced 38)` */
function sayWithheld(context: Context, name: string, list: Contactable, channel: string | undefined): void {
  const { customers, contactable, withheld, listed } = list;
  const reasons = withheld.map((each) => `${each.reason} ${counted(each.customers)}`).join(', ');
  context.say(
    'contactable',
    [
      `${name}: ${counted(customers)} in the segment`,
      `${counted(contactable)} contactable`,
      `${counted(customers - contactable)} withheld${reasons === '' ? '' : ` (${reasons})`}`,
      ...(channel === undefined ? ['nobody asked for consent: no channel'] : []),
      ...(listed < contactable ? [`${counted(listed)} after sample and limit`] : []),
    ].join(', '),
    { segment: name, customers, contactable, withheld, listed, channel: channel ?? null },
  );
}

function sayLeftOut(context: Context, name: string, rows: Rows, { dedupe }: ExportOptions): void {
  const unknown = rows.unidentified - rows.misaddressed;
  const reasons = [
    ...(rows.misaddressed > 0 ? [`e-mail is no address ${counted(rows.misaddressed)}`] : []),
    ...(unknown > 0 ? [`nothing to know them by ${counted(unknown)}`] : []),
    ...(rows.repeated > 0 ? [`same ${dedupe} ${counted(rows.repeated)}`] : []),
  ];
  if (reasons.length > 0) {
    const all = counted(rows.unidentified + rows.repeated);
    context.say(
      'left-out',
      `${name}: ${countOf(rows.written, 'row')}, ${all} left out (${reasons.join(', ')})`,
      {
        segment: name,
        written: rows.written,
        unidentified: rows.unidentified,
        repeated: rows.repeated,
      },
    );
  }
  for (const [field, customers] of Object.entries(rows.unasked)) {
    if (customers === 0) continue;
    const written = customers === 1 ? 'row is' : 'rows are';
    context.say(
      'no-consent',
      `${name}: ${counted(customers)} ${written} without the ${field}: no consent to be reached by it`,
      { segment: name, field, customers },
    );
  }
  if (rows.undialled > 0) {
    const are = rows.undialled === 1 ? 'telephone number is' : 'telephone numbers are';
    context.say(
      'undialled',
      `${name}: ${counted(rows.undialled)} ${are} not complete: \`--country\` says where customers without a country are`,
      { segment: name, customers: rows.undialled },
    );
  }
}
