/** How the report looks, beyond what every page has. */
export const STYLE = `h1 { font-size: clamp(1.9rem, 5vw, 3rem); line-height: 1.1; margin: 0.5rem 0 0; letter-spacing: -0.01em; }
h2 { font-size: 1.45rem; line-height: 1.2; margin: 2.5rem 0 0.6rem; padding-top: 0.6rem; border-top: 3px double var(--ink); }
h3 { font-size: 1.1rem; margin: 1.5rem 0 0.5rem; }
.dateline { color: var(--muted); margin: 0.25rem 0 0; padding-bottom: 0.5rem; border-bottom: 1px solid var(--ink); }
.lead { font-size: 1.08rem; max-width: 44rem; }
.remarks { color: var(--muted); font-size: 0.85rem; padding-left: 1.1rem; max-width: 52rem; }
code { font: 0.9em ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
footer { margin-top: 3rem; border-top: 1px solid var(--rule); color: var(--muted); font-size: 0.85rem; }
`;
