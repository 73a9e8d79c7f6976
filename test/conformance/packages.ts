/** The engines' packages, which are not the product's. */
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const fromHere = createRequire(resolve('test/conformance/package.json'));

/** The package, without its types. */
export function load(name: string): unknown {
  return fromHere(name);
}

/** Its main file. */
export function pathOf(name: string): string {
  return fromHere.resolve(name);
}

/** Whether it was installed in this folder. */
export function hasPackage(name: string): boolean {
  try {
    return pathOf(name) !== '';
  } catch {
    return false;
  }
}
