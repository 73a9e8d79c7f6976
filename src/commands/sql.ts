import packageJson from '../../package.json' with { type: 'json' };
import { failure } from '../diagnostics/failure.ts';
import { alternatives, didYouMean } from '../diagnostics/suggest.ts';
import { runSql } from '../evaluation/run-sql.ts';
import { filesArgument } from '../program/arguments.ts';
import { defineCommand } from '../program/command.ts';
import { askOptions, engineOptions, projectOptions } from '../program/options.ts';
import { refuseErrors, reportWarnings, withWorkspace } from '../program/session.ts';
import { writeText } from '../program/write-text.ts';
import type { Dialect } from '../sql/dialect.ts';
import { dialects } from '../sql/dialects/index.ts';

export const sql = defineCommand({
  name: 'sql',
  summary: 'the SQL of a run',
  details: [
    'Prints one query with a row for each member of each segment, in the order of `segment run`. An event table is read in one pass for each way in which measures need its rows, mostly one or two, however many segments there are. It reads the tables as `segment sources` shows them, and holds the boundaries of time as they are at the as-of: print it again for another day.',
    'For another engine its SQL is printed without asking it: `--dialect` names one of clickhouse, postgres, bigquery, snowflake, databricks, redshift, trino. What it cannot say exactly is refused by name. The head says on which version the dialect was run, or that it was only read.',
  ],
  arguments: [filesArgument],
  options: {
    ...askOptions,
    ...projectOptions,
    ...engineOptions,
    dialect: {
      completes: dialects.map(({ name }) => name),
      kind: 'text',
      value: 'NAME',
      says: 'whose SQL (default: that of the engine, which is duckdb)',
    },
    into: { kind: 'text', value: 'SCHEMA.TABLE', says: 'make a table of the members: `marketing.segments`' },
    out: { kind: 'text', value: 'FILE', says: 'write to a file', completes: 'files' },
  },
  examples: [
    { command: 'segment sql at-risk-vips', says: 'the query of one segment' },
    {
      command: 'segment sql active-customers --dialect postgres --into marketing.segments',
      says: 'a table of members in PostgreSQL',
    },
    { command: "segment sql 'segments/*.yaml' --as-of 2026-03-31 > march.sql", says: 'of all, at a date' },
  ],
  run: async (context, files, options) => {
    const named = options.dialect === undefined ? undefined : dialectNamed(options.dialect);
    await withWorkspace(context, options, files, async ({ workspace }) => {
      reportWarnings(context, workspace);
      refuseErrors(workspace);
      const written = workspace.asked.filter((segment) => segment.output);
      const segments = written.length > 0 ? written : workspace.asked;
      if (segments.length === 0) throw failure(2, 'no-segments', 'no segment that is asked for is enabled');
      const dialect = named ?? workspace.engine?.dialect ?? workspace.dialect;
      const text = await runSql(workspace, segments, dialect, packageJson.version, options.into);
      await writeText(text, options.out, context);
    });
  },
});

function dialectNamed(name: string): Dialect {
  const found = dialects.find((dialect) => dialect.name === name);
  if (found) return found;
  const names = dialects.map((dialect) => dialect.name);
  const near = didYouMean(name, names);
  throw failure(2, 'dialect', `there is no dialect \`${name}\``, [near ?? `there is ${alternatives(names)}`]);
}
