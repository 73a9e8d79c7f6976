import { makeTable } from '../database/relation.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import { findContactable } from '../evaluation/contactable.ts';
import { contactColumns } from '../evaluation/contacts.ts';
import type { Segment } from '../model/segment.ts';
import { callingCodes } from '../outgoing/calling-codes.ts';
import { contactsQuery } from '../outgoing/contacts-query.ts';
import { CONTACTS_RELATION } from '../outgoing/outgoing.ts';
import { fileName, refuseFolders, resolveDestination } from '../output/destination.ts';
import { refusePartOfList } from '../program/answer.ts';
import { filesArgument } from '../program/arguments.ts';
import { defineCommand } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { refuseElsewhere } from '../program/elsewhere.ts';
import { channelOf } from '../program/export-channel.ts';
import { changes, exportList, refuseUnrecorded, shapeOf } from '../program/export-lists.ts';
import { type ExportOptions, exportOptions } from '../program/export-options.ts';
import { holdingDestination, lockFiles } from '../program/held-folder.ts';
import { refuseRunFile } from '../program/run-file.ts';
import { refuseErrors, reportOpened, withWorkspace } from '../program/session.ts';
import { consentFindings } from '../workspace/consent-words.ts';
import type { Workspace } from '../workspace/workspace.ts';

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
  options: exportOptions,
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
      refuseElsewhere(workspace, 'export', 'addresses and consents of customers');
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
  const { schema, database, dialect } = workspace;
  const query = contactsQuery(schema.customers, columns, chosen.country?.toUpperCase(), dialect);
  await makeTable(database, CONTACTS_RELATION, query);
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
