/** Words for every command of the program, over the project of `project.ts`. */

/** Each command at least once; what it writes goes below `out/`. */
export const commandLines: Readonly<Record<string, readonly (readonly string[])[]>> = {
  run: [
    ['segments'],
    ['segments', '--format', 'json'],
    ['segments', '--out', 'out/lists/'],
    ['segments', '--record'],
    ['segments', '--keep-going', '--out', 'out/all.csv'],
  ],
  count: [['segments'], ['segments', '--format', 'md']],
  check: [[], ['segments', '--counts'], ['--format', 'json']],
  list: [[], ['--format', 'table']],
  sources: [[], ['--format', 'json']],
  explain: [['buyers'], ['loyal', '--id', 'c2'], ['weekly']],
  sql: [['segments'], ['segments', '--dialect', 'duckdb']],
  history: [[], ['buyers']],
  diff: [
    ['buyers', '--from', '2026-05-31', '--to', '2026-06-30'],
    ['buyers', '--fail-if', 'size<2'],
    ['loyal', '--from', '2026-05-31', '--to', '2026-06-30', '--out', 'out/diff.csv'],
  ],
  backfill: [['segments', '--from', '2026-04-30', '--to', '2026-06-30', '--every', 'month']],
  forget: [['c1']],
  moves: [
    ['life.stage', '--from', '2026-04-30', '--to', '2026-06-30'],
    ['customer.country', '--from', '2026-04-30'],
  ],
  rfm: [[], ['--matrix'], ['--summary'], ['--on', 'visits'], ['--out', 'out/rfm.csv']],
  cohorts: [[], ['--measure', 'revenue', '--long'], ['--split', 'country'], ['--by', 'customer.joined']],
  conformance: [['segments', '--engine', 'duckdb']],
  split: [['trial'], ['trial', '--out', 'out/split.csv']],
  lift: [
    ['trial', '--from', '2026-05-01', '--to', '2026-06-30'],
    ['--arms', 'customer.country', '--control', 'PL', '--from', '2026-05-01'],
  ],
  kpis: [['buyers'], ['buyers', 'loyal', '--from', '2026-05-01', '--to', '2026-06-30']],
  sweep: [['buyers']],
  test: [[], ['segments']],
  overlap: [
    ['buyers', 'loyal'],
    ['segments', '--regions'],
    ['segments', '--pressure', '--format', 'json'],
  ],
  profile: [
    ['buyers'],
    ['buyers', '--versus', 'loyal'],
    ['loyal', '--quantiles', '--out', 'out/profile.csv'],
  ],
  discover: [[], ['--clusters', '2', '--out', 'out/groups.yaml']],
  report: [['segments/buyers.yaml', '--out', 'out/page.html'], []],
  export: [
    ['segments/buyers.yaml', '--to', 'google-ads'],
    ['segments', '--to', 'klaviyo', '--out', 'out/export/'],
    ['segments/buyers.yaml', '--to', 'csv', '--channel', 'none', '--dedupe', 'email'],
    ['segments/buyers.yaml', '--since-last'],
  ],
  schema: [[]],
  lsp: [[]],
  cache: [[], ['clean']],
  completion: [['bash']],
  predict: [[], ['--summary']],
  doctor: [[], ['--format', 'json']],
  init: [['--yes'], ['out', '--yes']],
  complete: [
    ['run', ''],
    ['explain', ''],
    ['--', 'cohorts', '--split', ''],
  ],
};

export const commandNames = Object.keys(commandLines);

/** All of them as lines of words. */
export const everyLine: readonly (readonly string[])[] = commandNames.flatMap((name) =>
  commandLines[name]!.map((words) => [name, ...words]),
);
