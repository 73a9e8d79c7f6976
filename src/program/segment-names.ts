/** The names of the segments of a project, for completion: found without reading the definitions as such. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join, parse } from 'node:path';

const NAMED = /^(?:\s*-)?\s*name:\s*["']?([a-z0-9][a-z0-9_-]*)["']?\s*$/gm;

/** Names in `segments/` beside the nearest project file, sorted; approximate, and empty when there is none. */
export async function segmentNames(cwd: string): Promise<readonly string[]> {
  const folder = await projectFolder(cwd);
  if (folder === undefined) return [];
  const names = (await yamlFiles(join(folder, 'segments'))).map(namesIn);
  return [...new Set((await Promise.all(names)).flat())].sort();
}

async function projectFolder(start: string): Promise<string | undefined> {
  for (let folder = start; ; folder = dirname(folder)) {
    const names = await readdir(folder).catch((): string[] => []);
    if (names.includes('segment.config.yaml')) return folder;
    if (folder === parse(folder).root) return undefined;
  }
}

async function yamlFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true }).catch((): string[] => []);
  return entries.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(folder, name));
}

async function namesIn(path: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const names = [...text.matchAll(NAMED)].map((match) => match[1]!);
  return names.length > 0 ? names : [basename(path, extname(path))];
}
