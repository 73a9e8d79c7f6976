/** The text as HTML and SVG show it, in elements and in attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** HTML whose dates are not broken at the end of a line. */
export function datesWhole(html: string): string {
  return html.replace(/\b\d{4}-\d{2}-\d{2}\b/g, '<time>$&</time>');
}
