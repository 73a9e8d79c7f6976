/** Sentences as messages write them (lower case, names in backticks, no full stop) as a page prints them. */
import { visible } from '../diagnostics/visible.ts';
import { datesWhole, escapeHtml } from '../output/escape-html.ts';

/** The sentence as HTML. */
export function sentence(text: string): string {
  const whole = /[.!?:]$/.test(text) ? text : `${text}.`;
  return inline(whole.charAt(0).toUpperCase() + whole.slice(1));
}

/** A text as HTML, with names set apart. */
export function inline(text: string): string {
  return datesWhole(escapeHtml(visible(text))).replace(/`([^`]*)`/g, '<code>$1</code>');
}

export function paragraph(text: string, style?: string): string {
  return `<p${style === undefined ? '' : ` class="${style}"`}>${sentence(text)}</p>\n`;
}
