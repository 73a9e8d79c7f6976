/** Pages that come with the program, in the folder `segments/` beside it: read only when they are asked for. */
import { existsSync, readFileSync } from 'node:fs';
import { failure } from '../diagnostics/failure.ts';

/** The text of a page. Throws a `Failure` (3) where the program was installed without it. */
export function readPage(name: string): string {
  const page = findPage(name);
  if (page !== undefined) return page;
  throw failure(3, 'missing-page', `\`segments/${name}\` is not beside the program`, ['install it again']);
}

/** The text of a page; undefined where the program was installed without it. */
export function findPage(name: string): string | undefined {
  for (let folder = new URL('.', import.meta.url); ; folder = new URL('..', folder)) {
    const page = new URL(`segments/${name}`, folder);
    if (existsSync(page)) return readFileSync(page, 'utf8');
    if (new URL('..', folder).href === folder.href) return undefined;
  }
}

/** From the heading to the next one of its level or above; throws where there is no such heading. */
export function sectionOf(page: string, heading: string): string {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => headingOf(line)?.text === heading);
  if (start < 0) throw new Error(`the page has no heading ${heading}`);
  const { level } = headingOf(lines[start]!)!;
  const length = lines.slice(start + 1).findIndex((line) => (headingOf(line)?.level ?? 9) <= level);
  return lines
    .slice(start, length < 0 ? undefined : start + 1 + length)
    .join('\n')
    .trim();
}

/** The headings of a page, in order. */
export function headingsOf(page: string): readonly string[] {
  return page.split('\n').flatMap((line) => headingOf(line)?.text ?? []);
}

function headingOf(line: string): { readonly level: number; readonly text: string } | undefined {
  const [, marks, text] = /^(#+) (.*)$/.exec(line) ?? [];
  return marks === undefined ? undefined : { level: marks.length, text: text! };
}
