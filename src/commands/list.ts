import type { Database } from '../database/database.ts';
import { type CatalogueEntry, readCatalogue } from '../definitions/catalogue.ts';
import { isAskedIn, readDefinitionFiles } from '../definitions/definition-files.ts';
import { collector, sortDiagnostics } from '../diagnostics/collect.ts';
import { type Diagnostic, info, type Report } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import { countOf } from '../model/count.ts';
import type { Table } from '../model/table.ts';
import { openAnswer } from '../program/answer.ts';
import { someFilesArgument } from '../program/arguments.ts';
import { isAskedFor, readAsked } from '../program/asked.ts';
import { defineCommand, type OptionValues } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { askOptions, outputOptions, projectOptions } from '../program/options.ts';
import type { FindOptions } from '../project/find.ts';
import type { Project } from '../project/project.ts';
import { openProject } from '../sources/inspect.ts';

const { project, data } = projectOptions;
const { select } = askOptions;
const options = { select, project, data, ...outputOptions } as const;

export const list = defineCommand({
  name: 'list',
  summary: 'the segments: name, title, tags, and what they use',
  details: [
    'Reads definitions only, no data: every segment of the project, or of the files that are named. A stage set gives one segment a stage. `uses` names the event tables, traits and segments of the definition.',
  ],
  arguments: [someFilesArgument],
  options,
  examples: [
    { command: 'segment list', says: 'every segment of the project' },
    { command: 'segment list --select tag:retention --format csv', says: 'those with a tag, for scripts' },
  ],
  exitCodes: [{ code: 1, says: 'some definitions cannot be read; the others are listed' }],
  run: async (context, files, values) => {
    const { give } = await openAnswer(context, values, 'list');
    const found = collector();
    const entries = await read(context, files, values, found);
    await give({
      rows: catalogueTable(entries),
      notes: [...sortDiagnostics(found.diagnostics), summaryOf(entries)],
    });
    if (found.hasErrors()) context.answerNo();
  },
});

async function read(
  context: Context,
  files: readonly string[],
  values: OptionValues<typeof options>,
  found: ReturnType<typeof collector>,
): Promise<readonly CatalogueEntry[]> {
  const { cwd, env } = context;
  const given = { cwd, env, project: values.project, data: values.data };
  const opened = await openProjectOnly(given, found.report);
  if (!opened) throw new Failure(2, found.diagnostics);
  const asked = await readAsked(context, files, values);
  const known = readDefinitionFiles(opened, asked, cwd, found.report);
  const entries = readCatalogue(opened, known, found.report);
  return isAskedFor(files, values) ? entries.filter(isAskedIn(known, asked.select)) : entries;
}

/** Only a folder without a project file is looked into with the engine. */
async function openProjectOnly(given: FindOptions, report: Report): Promise<Project | undefined> {
  let database: Database | undefined;
  const openEngine = async (): Promise<Database> => {
    const { openDatabase } = await import('../database/database.ts');
    database = await openDatabase({ threads: 1 });
    return database;
  };
  try {
    return await openProject(given, openEngine, report);
  } finally {
    database?.close();
  }
}

function catalogueTable(entries: readonly CatalogueEntry[]): Table {
  return {
    columns: [
      { name: 'segment', kind: 'key' },
      { name: 'title', kind: 'prose' },
      { name: 'tags', kind: 'prose' },
      { name: 'uses', kind: 'prose' },
    ],
    rows: entries.map(({ name, title, tags, uses }) => [
      name,
      title ?? null,
      tags.join(', ') || null,
      uses.join(', ') || null,
    ]),
  };
}

function summaryOf(entries: readonly CatalogueEntry[]): Diagnostic {
  const unwritten = entries.filter((entry) => !entry.written).length;
  const rest = unwritten === 0 ? '' : `, ${unwritten} of them not written by \`run\``;
  return info('segments', `${countOf(entries.length, 'segment')}${rest}`, {
    segments: entries.length,
    unwritten,
  });
}
