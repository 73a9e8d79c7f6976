/** How the report looks, beyond what every page has. */
export const STYLE = `h1 { font-size: clamp(2rem, 6vw, 3.4rem); line-height: 1.05; margin: 0.75rem 0 0; letter-spacing: -0.015em; }
h2 { font-size: clamp(1.45rem, 3.5vw, 1.9rem); line-height: 1.15; margin: 0 0 0.6rem; }
h3 { font-size: 1.1rem; margin: 1.75rem 0 0.5rem; }
section { margin-top: 2.75rem; padding-top: 0.9rem; border-top: 3px double var(--rule); }
.dateline { color: var(--muted); margin: 0.35rem 0 0; padding-bottom: 0.6rem; border-bottom: 2px solid var(--ink); }
.kicker { margin: 0 0 0.2rem; color: var(--accent); font: 600 0.85rem/1.4 system-ui, sans-serif; }
.lead { font-size: 1.05rem; max-width: 44rem; margin: 0.4rem 0 0.7rem; }
.figures { display: flex; flex-wrap: wrap; gap: 0.6rem 2.2rem; margin: 1rem 0; }
.figures dt { color: var(--muted); font: 0.8rem/1.3 system-ui, sans-serif; }
.figures dd { margin: 0; font-size: 1.7rem; line-height: 1.2; font-variant-numeric: tabular-nums lining-nums; }
nav { margin-top: 2rem; font: 0.9rem/1.9 system-ui, sans-serif; border-top: 1px solid var(--rule); border-bottom: 1px solid var(--rule); padding: 0.4rem 0; }
nav a { color: var(--accent); margin-right: 1.1rem; white-space: nowrap; }
p.note { max-width: 44rem; margin: 0.3rem 0 0.6rem; }
.verdict { border-left: 4px solid var(--accent); padding: 0.2rem 0 0.2rem 0.8rem; max-width: 44rem; }
.remarks { color: var(--muted); font-size: 0.85rem; padding-left: 1.1rem; max-width: 52rem; }
.remarks .warning { color: var(--bad); }
.wide { margin: 0.6rem 0; }
.pair { display: flex; flex-wrap: wrap; gap: 0 2.5rem; align-items: flex-start; }
.pair > * { min-width: 0; }
details { flex-basis: 100%; }
.withheld { color: var(--muted); }
#kpis > .pair:first-of-type td, #kpis > .pair:first-of-type th + th { text-align: right; font-variant-numeric: tabular-nums; }
.prose { min-width: 11rem; max-width: 34rem; }
@media (max-width: 30rem) {
  .prose { min-width: 7rem; }
  #changes .prose, #sizes .prose { display: none; }
  #definitions thead { position: absolute; clip-path: inset(50%); }
  #definitions tr, #definitions tbody th, #definitions td { display: block; border: 0; max-width: none; }
  #definitions tr { border-bottom: 1px solid var(--rule); padding: 0.3rem 0; }
  #definitions th { font-weight: 700; }
  th, td { padding: 0.2rem 0.3rem; }
}
figure { margin: 0.6rem 0 1rem; max-width: 100%; }
figcaption { font: 600 0.9rem/1.4 system-ui, sans-serif; margin-bottom: 0.4rem; }
details { margin: 0.5rem 0; }
summary { cursor: pointer; color: var(--accent); }
code { font: 0.9em ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
footer { margin-top: 3rem; border-top: 1px solid var(--rule); color: var(--muted); font-size: 0.85rem; }
@page { size: A4; margin: 14mm; }
@media print {
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  nav { display: none; }
  .pair { display: block; }
  h2, h3, figcaption, .kicker, .verdict, .lead:has(+ .pair), .note:has(+ .pair) { break-after: avoid; }
  tbody tr:first-child { break-after: avoid; }
  tbody tr:last-child { break-before: avoid; }
  tr, figure, .lead, .verdict, .wide:not(:has(tr:nth-child(30))) { break-inside: avoid; }
  thead { display: table-header-group; }
  table { font-size: 8pt; }
  th, td { padding: 0.15rem 0.3rem; }
  th.number, td.number { white-space: normal; }
  .prose { min-width: 6rem; }
  tbody th { min-width: 4rem; }
  .figures dd { font-size: 1.2rem; }
  details::details-content { content-visibility: visible; display: block; }
  summary { display: none; }
  details, details .wide { margin-top: 0; }
}
`;
