import type { SourceFile } from './source-files.ts';

/** Groups of files that import each other in a circle, types included, each as a path that ends where it began. */
export function circles(files: readonly SourceFile[]): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      found.push([...trail.slice(at), path].join(' → '));
      return;
    }
    const file = byPath.get(path);
    if (!file || done.has(path)) return;
    for (const target of file.imports) {
      if (target.file !== undefined) visit(target.file, [...trail, path]);
    }
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return found;
}
