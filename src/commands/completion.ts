import { failure } from '../diagnostics/failure.ts';
import { defineCommand } from '../program/command.ts';
import { shellScripts } from '../program/shell-scripts.ts';

export const completion = defineCommand({
  name: 'completion',
  summary: 'completion for your shell: bash, zsh or fish',
  details: ['Prints a script that completes commands, options, their values, segment names and files.'],
  arguments: [{ name: 'SHELL', says: 'bash, zsh or fish', completes: Object.keys(shellScripts) }],
  options: {},
  examples: [
    { command: 'segment completion bash >> ~/.bashrc', says: 'for every bash from now on' },
    { command: 'source <(segment completion zsh)', says: 'for this zsh (after compinit)' },
    {
      command: 'segment completion fish > ~/.config/fish/completions/segment.fish',
      says: 'for every fish from now on',
    },
  ],
  run: async (context, [shell = '']) => {
    if (!isShell(shell)) {
      const known = Object.keys(shellScripts).map((name) => `\`${name}\``);
      throw failure(2, 'unknown-shell', `no completion for \`${shell}\`: there is ${known.join(', ')}`);
    }
    await context.stdout.write([shellScripts[shell]]);
  },
});

function isShell(name: string): name is keyof typeof shellScripts {
  return Object.hasOwn(shellScripts, name);
}
