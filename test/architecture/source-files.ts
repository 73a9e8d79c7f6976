/** The files of `src/` and what they import, read as text. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

export interface SourceFile {
  /** Relative to the root, with forward slashes: `src/check/check.ts`. */
  readonly path: string;
  /** The folder under `src/`, or the file's own name when it stands in `src/` itself. */
  readonly room: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** The file it names, relative to the root; undefined for a package. */
  readonly file: string | undefined;
  /** `@scope/name` or `name`; `node:` for what Node brings along; undefined for a file. */
  readonly package: string | undefined;
}

/** Every TypeScript file under `src/` of a checkout, in the order of their paths. */
export function sourceFiles(checkout = root): readonly SourceFile[] {
  return listFiles(checkout, 'src')
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readSource(checkout, path));
}

function listFiles(checkout: string, folder: string): readonly string[] {
  return readdirSync(join(checkout, folder), { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? listFiles(checkout, path) : [path];
    });
}

function readSource(checkout: string, path: string): SourceFile {
  const text = readFileSync(join(checkout, path), 'utf8');
  return { path, room: path.split('/')[1]!, text, imports: importsOf(path, text) };
}

/** Static imports, re-exports and imports at run time; a comment cannot hold one at the start of a line. */
export function importsOf(path: string, text: string): readonly Import[] {
  const found = withoutComments(text).matchAll(
    /(?:^(?:import|export)\s[^;'"]*?from\s*|^import\s*|\bimport\s*\(\s*)['"]([^'"]+)['"]/gm,
  );
  return [...found].map(([, specifier]) => ({
    specifier: specifier!,
    file: specifier!.startsWith('.') ? posix.join(posix.dirname(path), specifier!) : undefined,
    package: specifier!.startsWith('.') ? undefined : packageOf(specifier!),
  }));
}

/** The text with its comments blanked, so that prose about `new Date()` is not code. */
export function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, (comment) =>
    comment.replaceAll(/[^\n]/g, ' '),
  );
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:';
  const [first, second] = specifier.split('/');
  return first!.startsWith('@') ? `${first}/${second}` : first!;
}
