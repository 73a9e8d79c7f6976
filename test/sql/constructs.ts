/** `constructs.yaml` over the shop of the golden cases, opened. */
import { join } from 'node:path';
import { openWorkspace } from '../../src/workspace/open.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

export function openConstructs(): Promise<Workspace> {
  return openWorkspace({
    cwd: join(import.meta.dirname, '../cases/_project'),
    env: {},
    now: '2026-07-01T12:00:00Z',
    project: undefined,
    data: undefined,
    asOf: undefined,
    parameters: [],
    memoryLimit: undefined,
    threads: 1,
    files: [join(import.meta.dirname, 'constructs.yaml')],
  });
}
