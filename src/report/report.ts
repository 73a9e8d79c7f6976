/** The whole report: sections one after the other, as one page. */
import { Failure } from '../diagnostics/failure.ts';
import { figureStyle } from '../output/figures/draw.ts';
import { page } from '../output/page.ts';
import type { Theme } from '../output/palette.ts';
import { article } from './article.ts';
import type { Edition } from './edition.ts';
import { contents, masthead } from './masthead.ts';
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
  return page(
    { title: layout.title, theme: layout.theme, style: `${STYLE}${figureStyle('page')}` },
    body(written, edition, layout),
  );
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
  const told = written.flatMap(({ section, story }) => (story ? [{ section, story }] : []));
  yield '<main>\n';
  yield* masthead(edition, title);
  for (const [place, { section, story }] of told.entries()) {
    yield* article(section, story);
    if (place === 0 && told.length > 1) yield contents(told.slice(1).map((each) => each.section));
  }
  yield* leftOut(written);
  yield '</main>\n';
}

/** What the project had nothing for, in a sentence each. */
function* leftOut(written: readonly Written[]): Generator<string> {
  const missing = written.filter((each) => each.missing !== undefined);
  if (missing.length === 0) return;
  yield '<footer>\n';
  for (const { section, missing: why } of missing) yield paragraph(`without “${section.title}”: ${why}`);
  yield '</footer>\n';
}
