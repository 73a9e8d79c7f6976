/** The engines' packages, which are not the product's. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

/** Whether `npm ci` was run in this folder. */
export function hasPackages(): boolean {
  return existsSync(join('test/conformance/node_modules', 'chdb'));
}

/** The package, without its types. */
export function load(name: string): unknown {
  return createRequire(resolve('test/conformance/package.json'))(name);
}
