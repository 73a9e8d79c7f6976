// Times whole processes, start and end included, and the most memory that each held.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Measured {
  readonly seconds: number;
  /** Seconds of the processors, the system's included. */
  readonly cpu: number;
  readonly megabytes: number;
}

export interface Runner {
  /** Runs Node with these words; standard output goes to nowhere, or to the file. */
  readonly run: (words: readonly string[], stdout?: string) => Measured;
}

/** `scratch` takes small files. Throws when a process fails. */
export function makeRunner(scratch: string): Runner {
  const hook = join(scratch, 'peak.mjs');
  const peak = join(scratch, 'peak.txt');
  writeFileSync(
    hook,
    `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(${JSON.stringify(peak)}, JSON.stringify(process.resourceUsage())));\n`,
  );
  return {
    run(words, stdout = '/dev/null') {
      const out = openSync(stdout, 'w');
      const start = performance.now();
      const { status } = spawnSync(process.execPath, ['--import', hook, ...words], {
        stdio: ['ignore', out, 'inherit'],
      });
      const seconds = (performance.now() - start) / 1000;
      closeSync(out);
      if (status !== 0) throw new Error(`node ${words.join(' ')} exited with ${status}`);
      const used = JSON.parse(readFileSync(peak, 'utf8')) as NodeJS.ResourceUsage;
      return { seconds, cpu: (used.userCPUTime + used.systemCPUTime) / 1e6, megabytes: used.maxRSS / 1024 };
    },
  };
}

/** Runs all the things in turn, so many times, so that whatever slows the machine slows them all; medians by name. */
export function sideBySide<Name extends string>(
  runs: number,
  things: Readonly<Record<Name, () => Measured>>,
): Readonly<Record<Name, Measured>> {
  const names = Object.keys(things) as Name[];
  const found = new Map<Name, Measured[]>(names.map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const name of names) found.get(name)!.push(things[name]());
  }
  const entries = names.map((name) => [name, medianOf(found.get(name)!)] as const);
  return Object.fromEntries(entries) as Record<Name, Measured>;
}

/** The median of the seconds, with the most memory. */
export function medianOf(all: readonly Measured[]): Measured {
  return {
    seconds: median(all.map(({ seconds }) => seconds)),
    cpu: median(all.map(({ cpu }) => cpu)),
    megabytes: Math.max(...all.map(({ megabytes }) => megabytes)),
  };
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
