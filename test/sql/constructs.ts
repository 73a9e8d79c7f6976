/** `constructs.yaml` over the shop of the golden cases and what it has not, opened. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkspace } from '../../src/workspace/open.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

/** The shop, with names and lists that are hard to write, which it has none of, and with messages. */
export function shopOfConstructs(folder: string): void {
  cpSync('test/cases/_project', folder, { recursive: true });
  cpSync('test/sql/constructs', folder, { recursive: true });
  const path = join(folder, 'segment.config.yaml');
  const messages =
    '  emails: { file: emails.csv, key: activity_id, customer: customer_id, time: at, columns: { weight: { type: float } } }\n';
  writeFileSync(path, readFileSync(path, 'utf8').replace('\nlookups:', `${messages}\nlookups:`));
}

export async function openConstructs(): Promise<Workspace> {
  const folder = mkdtempSync(join(tmpdir(), 'segment-constructs-'));
  shopOfConstructs(folder);
  cpSync('test/sql/constructs.yaml', join(folder, 'constructs.yaml'));
  const workspace = await openWorkspace({
    cwd: folder,
    env: {},
    now: '2026-07-01T12:00:00Z',
    project: undefined,
    data: undefined,
    asOf: undefined,
    parameters: [],
    memoryLimit: undefined,
    threads: 1,
    files: ['constructs.yaml'],
  });
  const close = (): void => {
    workspace.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...workspace, close };
}
