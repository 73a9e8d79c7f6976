// How long an editor waits at a keystroke: the gallery open, its longest file typed into, and after each letter all that
// is wrong, what may stand there, and what stands there. In one process, without the protocol.
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { expandPatterns } from '../../src/definitions/asked-words.ts';
import { LanguageService } from '../../src/editor/language-service.ts';
import { openWorkspace } from '../../src/workspace/open.ts';
import { median } from './measure.ts';

/** Milliseconds. */
export interface Typed {
  readonly keystrokes: number;
  readonly median: number;
  readonly longest: number;
  /** Of the processors, a keystroke. */
  readonly cpu: number;
}

/** Not counted: the code is compiled while they are typed. */
const WARMING = 10;

const WRITTEN = '\n# what a person types: a long enough sentence to be timed';

/** The first letters are typed and not counted, `warming` of them. */
export async function typeIntoGallery(written = WRITTEN, warming = WARMING): Promise<Typed> {
  const cwd = resolve('.');
  const service = new LanguageService(() => open(cwd), cwd);
  const paths = expandPatterns(['segments/**/*.yaml'], cwd);
  const path = paths.toSorted((a, b) => statSync(b).size - statSync(a).size)[0]!;
  const text = readFileSync(path, 'utf8');
  const place = text.indexOf('where:');
  const typed = async (letters: string): Promise<number> => {
    const start = performance.now();
    service.setText(path, text + letters);
    await service.diagnostics();
    await service.complete(path, place);
    await service.hover(path, place);
    return performance.now() - start;
  };
  for (let length = 0; length < warming; length++) await typed(written.slice(0, length));
  const before = process.cpuUsage();
  const times: number[] = [];
  for (let length = warming; length <= written.length; length++) {
    times.push(await typed(written.slice(0, length)));
  }
  const { user, system } = process.cpuUsage(before);
  await service.reload();
  return {
    keystrokes: times.length,
    median: median(times),
    longest: Math.max(...times),
    cpu: (user + system) / 1000 / times.length,
  };
}

function open(cwd: string) {
  return openWorkspace({
    cwd,
    env: {},
    now: '2026-07-01T00:00:00Z',
    project: undefined,
    data: undefined,
    asOf: undefined,
    parameters: [],
    memoryLimit: undefined,
    threads: undefined,
    files: [],
    cache: true,
  });
}
