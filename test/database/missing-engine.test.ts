import { expect, it } from 'vitest';
import { missingEngine } from '../../src/database/missing-engine.ts';

const thrown = (message: string, code?: string) => Object.assign(new Error(message), code ? { code } : {});

it.each([
  [
    thrown("Cannot find module '@duckdb/node-bindings-linux-x64/duckdb.node'", 'MODULE_NOT_FOUND'),
    'linux-x64',
    '`@duckdb/node-bindings-linux-x64`',
  ],
  [
    thrown("unsupported arch 'riscv64': no native binding"),
    'linux-riscv64',
    'the engine for `linux-riscv64` is not installed',
  ],
  [
    thrown('GLIBC_2.32 not found', 'ERR_DLOPEN_FAILED'),
    'linux-x64',
    'cannot be loaded: GLIBC_2.32 not found',
  ],
])('%s', (error, platform, words) => {
  const failed = missingEngine(error, platform);
  expect(failed).toMatchObject({ exitCode: 3 });
  expect(failed!.message).toContain(words);
});

it('leaves every other error to whoever knows it', () => {
  expect(
    missingEngine(thrown("Cannot find module './own.ts'", 'MODULE_NOT_FOUND'), 'linux-x64'),
  ).toBeUndefined();
  expect(missingEngine(new TypeError('x is undefined'), 'linux-x64')).toBeUndefined();
});
