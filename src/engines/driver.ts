/** The packages that speak to engines: they come with the engine that is asked for, and not with this program. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { failure } from '../diagnostics/failure.ts';

/** The package as it is installed beside the project, or beside the program. */
export function loadDriver<Driver>(name: string, type: string, folder: string): Driver {
  for (const place of [join(folder, 'package.json'), import.meta.url]) {
    const require = createRequire(place);
    try {
      require.resolve(name);
    } catch {
      continue;
    }
    return require(name) as Driver;
  }
  throw failure(
    2,
    'engine-package',
    `\`engine: ${type}\` needs the package \`${name}\`, which is not installed`,
    [`\`npm install ${name}\` beside the project file, or \`npm install -g ${name}\``],
  );
}

/** The host of an address, and nothing else of it. */
export function hostOf(url: string): string {
  try {
    const { host } = new URL(url);
    return host === '' ? 'this machine' : decodeURIComponent(host);
  } catch {
    return 'the address in `url`';
  }
}
