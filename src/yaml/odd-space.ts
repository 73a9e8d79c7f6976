/** Spaces that come with copied text, which YAML takes for letters. */
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Source } from '../diagnostics/source.ts';
import { type Explanation, toDiagnostic } from './explanation.ts';

/** Spaces that look like spaces and are not, where YAML would have needed one: it takes them for letters. */
export const ODD_SPACE =
  /^(-?)[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]|[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]$|[:\n][ \t]*[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]|[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]#/;

const ANY_ODD_SPACE = /[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]+/;

/** Reports the odd spaces of a token, where YAML would have needed spaces. */
export function reportOddSpace(source: Source, start: number, end: number, report: Report): void {
  report(toDiagnostic(source, explainOddSpace(source.text.slice(start, end), start)));
}

/** The line's odd space where it stands in its indentation. */
export function oddIndentation(text: string, offset: number): Explanation | undefined {
  const odd = ANY_ODD_SPACE.exec(text);
  return odd && /^[ \t]*$/.test(text.slice(0, odd.index)) ? explainOddSpace(text, offset) : undefined;
}

function explainOddSpace(text: string, offset: number): Explanation {
  const match = ANY_ODD_SPACE.exec(text);
  const start = offset + (match?.index ?? 0);
  const found = match?.[0] ?? ' ';
  const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const name = code === '00A0' ? 'a non-breaking space' : 'a special space';
  return {
    code: 'odd-space',
    message: `${name} (U+${code}) stands where only a plain space will do`,
    start,
    end: start + found.length,
    help: 'replace it by a plain space; such characters come with text copied from web pages and documents',
  };
}
