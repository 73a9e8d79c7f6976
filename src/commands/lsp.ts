import { resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { defineCommand } from '../program/command.ts';
import { engineOptions, projectOptions } from '../program/options.ts';
import { openWorkspace } from '../workspace/open.ts';

const { project, 'as-of': asOf } = projectOptions;

export const lsp = defineCommand({
  name: 'lsp',
  summary: 'the language server for editors, over standard input and output',
  details: [
    'Speaks the Language Server Protocol: errors while typing; completion of keys, fields, values, segments and traits; what a segment means and how many it holds where the pointer rests; the way to a definition and back, and new names across the project. An editor starts it; segments/editors.md says how in three of them.',
    'The project is the one of the folder that the editor has open. Data is read once, and again when the project file is saved.',
  ],
  arguments: [],
  options: {
    project,
    'as-of': asOf,
    ...engineOptions,
    stdio: { kind: 'flag', says: 'as editors say it; there is no other way', isHidden: true },
  },
  examples: [
    { command: 'segment lsp', says: 'as an editor starts it; it ends when the editor does' },
    { command: 'segment lsp --project segment.config.yaml', says: 'of this project, wherever the files are' },
  ],
  run: async (context, _args, options) => {
    const { serveLanguage } = await import('../editor/language-server.ts');
    const { input, output } = context.streams();
    await serveLanguage({
      input,
      output,
      version: packageJson.version,
      cwd: context.cwd,
      isNamed: options.project !== undefined,
      open: (cwd) =>
        openWorkspace({
          cwd,
          env: context.env,
          now: context.now(),
          project: options.project && resolve(context.cwd, options.project),
          data: undefined,
          asOf: options['as-of'],
          parameters: [],
          memoryLimit: options['memory-limit'],
          threads: options.threads,
          files: [],
          cache: !options['no-cache'],
        }),
    });
  },
});
