/** The report in a browser without a network, where there is one: Chromium, looked for where Debian and others put it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../architecture/source-files.ts';
import { runBundle } from '../program/bundle.ts';
import { markedShop } from './fixture/marked-shop.ts';
import { type Built, buildSegment } from './fixture/segment.ts';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = places.find((place) => existsSync(place));

/** None where it cannot start, such as without its libraries. */
const browser: Browser | undefined = executablePath
  ? await chromium.launch({ executablePath, args: ['--no-sandbox'] }).catch(() => undefined)
  : undefined;

let built: Built;
let page: string;
beforeAll(async () => {
  built = await buildSegment();
  const folder = built.folder(markedShop('<script>document.title = 1</script> \u202e'));
  const { code, out } = await runBundle(['report', '--no-cache', '--title', '<script>'], { cwd: folder });
  expect(code).toBe(0);
  page = join(folder, 'report.html');
  writeFileSync(page, out);
});
afterAll(async () => {
  await browser?.close();
  built.remove();
});

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** The page as a reader with such a screen has it; what happened while it opened is in `seen`. */
async function open(width: number, colorScheme: 'light' | 'dark') {
  const context = await browser!.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    offline: true,
    bypassCSP: true,
  });
  const tab = await context.newPage();
  const seen: string[] = [];
  tab.on('console', (message) => seen.push(message.text()));
  tab.on('pageerror', (error) => seen.push(error.message));
  tab.on('request', (request) => seen.push(request.url()));
  await tab.goto(pathToFileURL(page).href);
  return { context, tab, seen };
}

describe.skipIf(!browser)('the report in a browser', () => {
  const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

  it.each([
    [380, 'light'],
    [380, 'dark'],
    [1400, 'light'],
    [1400, 'dark'],
  ] as const)(
    '%i pixels, %s: nothing loaded, nothing to the side, readable for everybody',
    async (width, scheme) => {
      const { context, tab, seen } = await open(width, scheme);
      expect(seen).toEqual([pathToFileURL(page).href]);
      expect(await tab.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(await tab.evaluate('document.querySelectorAll("script").length')).toBe(0);
      await tab.evaluate(axe);
      const { violations } = await tab.evaluate<{ violations: readonly Violation[] }>(
        'axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] })',
      );
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      await context.close();
    },
  );

  it('on A4 no table is cut, headings stay with what they are of, and the ground is white', async () => {
    const { context, tab } = await open(688, 'dark');
    await tab.emulateMedia({ media: 'print' });
    const cut = await tab.evaluate(
      '[...document.querySelectorAll("table")].filter((t) => t.getBoundingClientRect().right > innerWidth + 1).map((t) => t.closest("section").id)',
    );
    expect(cut).toEqual([]);
    // Boxes beside each other are not broken between, whatever their headings ask for.
    const loose = await tab.evaluate(
      `[...document.querySelectorAll(".pair, .wide, h2, h3, .lead:has(+ .pair), .note:has(+ .pair)")].filter((each) => {
        const { display, breakInside, breakAfter } = getComputedStyle(each);
        if (each.matches(".pair")) return display !== "block";
        return each.matches(".wide") ? breakInside !== "avoid" && each.querySelectorAll("tr").length < 30 : breakAfter !== "avoid";
      }).map((each) => each.outerHTML.slice(0, 80))`,
    );
    expect(loose).toEqual([]);
    expect(await tab.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 254, 251)');
    await context.close();
  });
});
