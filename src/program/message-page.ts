/** What the code of a message means, as `segments/messages.md` tells it. */
import type { Context } from './context.ts';
import { helpColumns } from './help.ts';
import { knownNames } from './known-names.ts';
import { pageText } from './page-text.ts';
import { findPage, headingsOf, sectionOf } from './pages.ts';

const CODE = /^[a-z]+(-[a-z]+)*$/;

/** The text for the terminal; undefined for a name that is no code, or that a segment of the project may have. */
export function meaningOf(
  name: string,
  context: Pick<Context, 'cwd' | 'env' | 'stdout'>,
  project: string | undefined,
): string | undefined {
  if (!CODE.test(name)) return undefined;
  const page = findPage('messages.md');
  if (page === undefined || !headingsOf(page).includes(name)) return undefined;
  if (knownNames('segments', context, project).some((template) => mayMake(template, name))) return undefined;
  return pageText(sectionOf(page, name), helpColumns(context.stdout.columns));
}

/** Whether the name of a definition, in which parameters may stand, is that of a segment for some values. */
function mayMake(template: string, name: string): boolean {
  const parts = template.split(/\$\{\w+\}|\$\w+/);
  return new RegExp(`^${parts.join('.+')}$`).test(name);
}

/** The codes that the page explains. */
export function explainedCodes(): readonly string[] {
  return headingsOf(findPage('messages.md') ?? '').filter((heading) => CODE.test(heading));
}
