import { Failure } from '../diagnostics/failure.ts';
import { definitionSchema } from '../editor/definitions.ts';
import { type KnownNames, namesOf, noNames } from '../editor/names.ts';
import { projectSchema } from '../editor/project-file.ts';
import { defineCommand } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { engineOptions, projectOptions } from '../program/options.ts';
import { type SessionOptions, withWorkspace } from '../program/session.ts';
import { writeText } from '../program/write-text.ts';

const { project, data } = projectOptions;

export const schema = defineCommand({
  name: 'schema',
  summary: 'a JSON Schema of definitions and project file, for editors',
  details: [
    'With a project, its own tables, fields, traits and segments are offered as well; print it again when they change. An editor with a YAML language server finds it by a first line `# yaml-language-server: $schema=PATH`, or by its settings.',
    'A schema knows shapes, not types of all fields: `segment check` is the judge.',
  ],
  arguments: [],
  options: {
    project,
    data,
    ...engineOptions,
    for: { kind: 'choice', choices: ['segment', 'project'], says: 'which file it is for (default: segment)' },
    out: { kind: 'text', value: 'FILE', says: 'write to a file', completes: 'files' },
  },
  examples: [
    { command: 'segment schema --out segments.schema.json', says: 'for the files in `segments/`' },
    { command: 'segment schema --for project --out project.schema.json', says: 'for segment.config.yaml' },
  ],
  run: async (context, _args, options) => {
    const names = await namesIn(context, options);
    const made = options.for === 'project' ? projectSchema(names) : definitionSchema(names);
    await writeText(`${JSON.stringify(made, null, 2)}\n`, options.out, context);
  },
});

/** A project that is not there, or cannot be read, leaves the schema of the language. */
async function namesIn(context: Context, options: SessionOptions): Promise<KnownNames> {
  try {
    return await withWorkspace(context, options, [], async ({ workspace }) =>
      namesOf(
        workspace.schema,
        workspace.fileSchema,
        workspace.definitions,
        workspace.names(() => undefined).models,
      ),
    );
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const [first] = error.diagnostics;
    if (first?.code === 'no-project') return noNames;
    if (options.project !== undefined && first?.code === 'missing-file') throw error;
    for (const diagnostic of error.diagnostics) context.report({ ...diagnostic, severity: 'warning' });
    context.say('no-names', 'the schema is without the names of the project, which cannot be read');
    return noNames;
  }
}
