/** The whole report: sections one after the other, as one page. */
import { Failure } from '../diagnostics/failure.ts';
import { escapeHtml } from '../output/escape-html.ts';
import { page } from '../output/page.ts';
import type { Theme } from '../output/palette.ts';
import { article } from './article.ts';
import type { Edition } from './edition.ts';
import { paragraph } from './prose.ts';
import type { Section, Story } from './section.ts';
import { STYLE } from './style.ts';

export interface Layout {
  readonly title: string;
  readonly theme: Theme;
  readonly sections: readonly Section[];
}

/** A section and what it tells, or why it tells nothing. */
interface Written {
  readonly section: Section;
  readonly story?: Story;
  readonly missing?: string;
}

/** The page as pieces of text. Throws a `Failure` for what no section can do without. */
export async function writeReport(edition: Edition, layout: Layout): Promise<Iterable<string>> {
  const written: Written[] = [];
  for (const section of layout.sections) written.push(await write(section, edition));
  return page({ title: layout.title, theme: layout.theme, style: STYLE }, body(written, edition, layout));
}

async function write(section: Section, edition: Edition): Promise<Written> {
  try {
    const story = await section.write(edition);
    return story ? { section, story } : { section };
  } catch (error) {
    if (!(error instanceof Failure) || error.exitCode !== 2) throw error;
    return { section, missing: error.message };
  }
}

function* body(written: readonly Written[], edition: Edition, { title }: Layout): Generator<string> {
  const { asOf } = edition.workspace;
  yield `<main>\n<header>\n<h1>${escapeHtml(title)}</h1>\n`;
  yield `<p class="dateline">As of ${asOf.date}</p>\n</header>\n`;
  for (const each of written) if (each.story) yield* article(each.section, each.story);
  yield '<footer>\n';
  for (const { section, missing } of written) {
    if (missing !== undefined) yield paragraph(`without “${section.title}”: ${missing}`);
  }
  yield '</footer>\n</main>\n';
}
