/** The engine is a native library, which npm puts beside the program for the platform it runs on, and without a word does not. */
import { type Failure, failure } from '../diagnostics/failure.ts';

const PACKAGE = '@duckdb/node-bindings';
const platforms = ['linux', 'darwin', 'win32'].flatMap((system) =>
  ['x64', 'arm64'].map((arch) => `${system}-${arch}`),
);

/** The failure (3) where the error is that the library is not there or cannot be loaded; undefined for any other. */
export function missingEngine(error: unknown, platform: string): Failure | undefined {
  const { code, message = '' } = error as NodeJS.ErrnoException;
  const isMissing = code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
  const isBroken = code === 'ERR_DLOPEN_FAILED' || /native binding/.test(message);
  if (!isBroken && !(isMissing && message.includes(PACKAGE))) return undefined;
  const wanted = platforms.includes(platform) ? `the package \`${PACKAGE}-${platform}\`` : 'no package';
  return failure(
    3,
    'no-engine',
    isBroken && platforms.includes(platform)
      ? `the engine for \`${platform}\` cannot be loaded: ${message.split('\n', 1)[0]}`
      : `the engine for \`${platform}\` is not installed: it is ${wanted}`,
    platforms.includes(platform)
      ? ['install again on this machine, optional dependencies included: `npm ci`, without `--omit=optional`']
      : [`there are engines for ${platforms.map((each) => `\`${each}\``).join(', ')}`],
  );
}
