import type { Script } from 'node:vm';

export function loadProgram(): typeof import('../src/cli.ts') & {
  readonly script: Script;
  readonly compiledPath: string;
};
