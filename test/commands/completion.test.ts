import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeCommand } from '../../src/commands/complete.ts';
import { completion } from '../../src/commands/completion.ts';
import { commands } from '../../src/commands/index.ts';
import type { Context } from '../../src/program/context.ts';
import { messageOptions } from '../../src/program/options.ts';
import { shellScripts } from '../../src/program/shell-scripts.ts';
import { buildFixture, finish, quietEnv, temporaryFolder } from './fixture/program.ts';

const folder = temporaryFolder();

beforeAll(async () => {
  const program = await buildFixture(folder.path);
  mkdirSync(join(folder.path, 'bin'));
  const binary = join(folder.path, 'bin', 'segment');
  writeFileSync(binary, `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(binary, 0o755);
  mkdirSync(join(folder.path, 'work dir'));
  writeFileSync(join(folder.path, 'work dir', 'a file.yaml'), '');
  writeFileSync(join(folder.path, 'completion.bash'), shellScripts.bash);
});
afterAll(folder.remove);

/** What bash offers after these words, the last being under the cursor. */
async function offered(...words: string[]): Promise<readonly string[]> {
  const script = [
    'source ../completion.bash',
    `COMP_WORDS=(${['segment', ...words].map((word) => `'${word}'`).join(' ')})`,
    `COMP_CWORD=${words.length}`,
    '_segment',
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ].join('\n');
  const path = `${join(folder.path, 'bin')}:${process.env['PATH']}`;
  const { out, err } = await finish('bash', ['--norc', '-c', script], {
    cwd: join(folder.path, 'work dir'),
    env: quietEnv({ PATH: path }),
  });
  expect(err).toBe('');
  return out.split('\n').filter((line) => line !== '');
}

describe('completion in bash', () => {
  it('offers commands', async () => {
    expect(await offered('e')).toEqual(['echo']);
    expect(await offered('')).toEqual(['rows', 'echo', 'fail', 'write', 'copy', 'sizes', 'help']);
  });

  it('offers options and their values', async () => {
    expect(await offered('rows', '--q')).toEqual(['--quiet']);
    expect(await offered('rows', '--format', 'nd')).toEqual(['ndjson']);
  });

  it('leaves files to the shell, blanks in names and all', async () => {
    expect(await offered('echo', 'vips', 'a')).toEqual(['a file.yaml']);
  });
});

describe('every value of every option', () => {
  /** What only its writer can know. */
  const FREE =
    /^(DATE|DATE\|INSTANT|DURATION|SPAN|RATE|HIGH,MEDIUM|NAME=VALUE|CMD|KEY|SEED|ARMS|ARM|EFFECT|TEST|RANGE|COLUMN|TEXT|CONDITION|NODE=VALUES|SCHEMA\.TABLE)$/;

  it('is offered, unless it is free', async () => {
    const missing: string[] = [];
    for (const { name, hidden, load } of commands) {
      const { options } = await load();
      for (const [option, facts] of Object.entries(options)) {
        if (hidden || facts.kind === 'flag' || facts.kind === 'choice' || facts.kind === 'number') continue;
        if (facts.completes === undefined && !FREE.test(facts.value)) missing.push(`${name} --${option}`);
      }
    }
    expect(missing).toEqual([]);
  });

  const root = fileURLToPath(new URL('../..', import.meta.url));
  const complete = async (...words: string[]): Promise<readonly string[]> => {
    const chunks: string[] = [];
    const write = async (texts: unknown) => void chunks.push(...(texts as string[]));
    const context = { cwd: root, env: {}, stdout: { write } } as unknown as Context;
    await completeCommand(commands).run(context, words, {});
    return chunks.map((line) => line.trimEnd().split('\t')[0]!);
  };

  it('offers every command, every option of it, and every choice, as the program has them', async () => {
    expect(await complete('--')).toEqual(['--help', '--version']);
    const shown = commands.filter(({ hidden }) => !hidden);
    expect(await complete('')).toEqual([...shown.map(({ name }) => name), 'help']);
    for (const { name, load } of shown) {
      const { options, arguments: places } = await load();
      const names = Object.keys({ ...options, ...messageOptions });
      expect([name, await complete(name, '--')]).toEqual([
        name,
        [...names.map((each) => `--${each}`), '--help'],
      ]);
      for (const [option, facts] of Object.entries({ ...options, ...messageOptions })) {
        if (facts.kind !== 'choice') continue;
        expect([option, await complete(name, `--${option}`, '')]).toEqual([option, [...facts.choices]]);
      }
      const free = places.filter((place) => place.completes === undefined).map((place) => place.name);
      expect([name, free.filter((place) => !/^(WORDS|ID|KEY|KEYS)$/.test(place))]).toEqual([name, []]);
    }
  });

  it.each([
    [['kpis', '--on', 'ord'], 'orders'],
    [['rfm', '--preset', 'kl'], 'klaviyo6'],
    [['cohorts', '--split', 'coun'], 'country'],
    [['lift', '--metric', 'spend'], 'spend_1y'],
    [['moves', 'lifecy'], 'lifecycle'],
    [['export', '--channel', 'em'], 'email'],
    [['count', '--format=nd'], '--format=ndjson'],
    [['count', '--select', 'tag:ret'], 'tag:retention'],
    [['count', 'at-ri'], 'at-risk-vips'],
    [['--project', 'segment.config.yaml', 'kp'], 'kpis'],
    [['--quiet', 'rfm', '--preset', 'put'], 'putler11'],
    [['explain', 'at-risk-v'], 'at-risk-vips'],
    [['sql', '--dialect', 'duck'], 'duckdb'],
    [['completion', 'fi'], 'fish'],
    [['count', '--excel', 'p'], 'pl'],
    [['init', '--timezone', 'Europe/W'], 'Europe/Warsaw'],
    [['help', 'exit'], 'exit-codes'],
  ])('%j', async (words, expected) => {
    expect(await complete(...words)).toContain(expected);
  });
});

describe('segment completion', () => {
  const printed = async (shell: string): Promise<string> => {
    const chunks: string[] = [];
    const write = async (texts: unknown) => void chunks.push(...(texts as string[]));
    await completion.run({ stdout: { write } } as unknown as Context, [shell], {});
    return chunks.join('');
  };

  it.each(['bash', 'zsh', 'fish'] as const)(
    'prints the script of %s, which asks `segment complete`',
    async (shell) => {
      expect(await printed(shell)).toBe(shellScripts[shell]);
      expect(shellScripts[shell]).toContain('segment complete -- ');
    },
  );

  it('refuses other shells', async () => {
    await expect(printed('tcsh')).rejects.toMatchObject({
      exitCode: 2,
      message: 'no completion for `tcsh`: there is `bash`, `zsh`, `fish`',
    });
    await expect(printed('toString')).rejects.toMatchObject({ exitCode: 2 });
  });
});
