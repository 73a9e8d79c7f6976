/** A page that can be forwarded: one file without script and without network, for any screen and for paper. */
import { visible } from '../diagnostics/visible.ts';
import { escapeHtml } from './escape-html.ts';
import { heatStyle, paletteStyle, type Theme } from './palette.ts';

export interface PageHead {
  readonly title: string;
  readonly theme?: Theme;
  /** Rules beyond those that every page has. */
  readonly style?: string;
}

/** Nothing is loaded and nothing runs, whatever a value on the page may say. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

export function* page({ title, theme = 'auto', style = '' }: PageHead, body: Iterable<string>) {
  yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n';
  yield `<meta http-equiv="Content-Security-Policy" content="${POLICY}">\n`;
  yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n';
  yield `<title>${escapeHtml(visible(title))}</title>\n`;
  yield `<style>\n${paletteStyle(theme)}${heatStyle()}${STYLE}${style}</style>\n</head>\n<body>\n`;
  yield* body;
  yield '</body>\n</html>\n';
}

const STYLE = `body { margin: 0; font: 16px/1.5 Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif; color: var(--ink); background: var(--ground); overflow-wrap: break-word; }
main { max-width: 68rem; margin: 0 auto; padding: 1rem 1.25rem 3rem; }
table { border-collapse: collapse; font: 14px/1.35 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--muted); padding-bottom: 0.4rem; }
th, td { padding: 0.28rem 0.6rem; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; }
thead th { vertical-align: bottom; border-bottom: 2px solid var(--ink); font-weight: 600; }
th.number, td.number { text-align: right; white-space: nowrap; }
thead th.number { white-space: normal; }
tbody th { font-weight: 500; min-width: 7rem; }
.heat tbody th { white-space: nowrap; min-width: 0; }
.dense { font-size: 12px; }
.dense th, .dense td { padding: 0.2rem 0.35rem; white-space: nowrap; }
.dense th.number { text-align: center; }
.dense th.number span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; max-height: 9rem; overflow: hidden; }
time { white-space: nowrap; }
.nothing { color: var(--muted); }
.wide { overflow-x: auto; max-width: 100%; }
.wide:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
svg { display: block; max-width: 100%; height: auto; }
@media (max-width: 40rem) { main { padding: 0.75rem 0.9rem 2rem; } table { font-size: 13px; } th, td { padding: 0.25rem 0.4rem; } tbody th { min-width: 5rem; } }
@media print { .wide { overflow: visible; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
