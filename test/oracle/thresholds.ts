/**
 * Every number of the rooms that make lists (`src/plan/thresholds.ts` has the planner's ways): those at which the same
 * answer is computed in another way, each with a smaller number by which generated cases cross it, and the others with
 * what they are.
 */
export interface Shortcut {
  /** Below `src`. */
  readonly file: string;
  /** Each number as it stands there, and what stands there in the bundle that the test makes. */
  readonly numbers: readonly (readonly [stands: string, small: string])[];
  /** The place where it decides, and how it stands in that bundle, in which `decided` remembers. */
  readonly place: readonly [stands: string, told: string];
}

/** The expression itself is what is decided. */
const itself = (name: string, expression: string): readonly [string, string] => [
  expression,
  `decided('${name}', ${expression})`,
];

export const shortcuts: Readonly<Record<string, Shortcut>> = {
  'few events': {
    file: 'evaluation/kept.ts',
    numbers: [['FEWEST_EVENTS = 10_000', 'FEWEST_EVENTS = 30']],
    place: itself('few events', 'events.reduce((sum, { rows }) => sum + rows, 0) >= FEWEST_EVENTS'),
  },
  'many kept files': {
    file: 'evaluation/kept.ts',
    numbers: [['MOST_JOINED = 6', 'MOST_JOINED = 1']],
    place: itself('many kept files', 'joined === MOST_JOINED'),
  },
  'many values': {
    file: 'evaluation/keep.ts',
    numbers: [['MOST_VALUES = 64e6', 'MOST_VALUES = 60']],
    place: itself('many values', 'values <= MOST_VALUES'),
  },
  'young files': {
    file: 'evaluation/keep.ts',
    numbers: [['MOST_DOUBTED_BYTES = 256e6', 'MOST_DOUBTED_BYTES = 4000']],
    place: itself(
      'young files',
      'young.reduce((sum, { bytes }) => sum + Number(bytes), 0) <= MOST_DOUBTED_BYTES',
    ),
  },
  'fits at once': {
    file: 'evaluation/parts.ts',
    numbers: [['ALWAYS_FITS = 64e6', 'ALWAYS_FITS = 800']],
    place: itself('fits at once', 'needed < ALWAYS_FITS'),
  },
  'in parts': {
    file: 'evaluation/parts.ts',
    numbers: [['MOST_AT_ONCE = 3.2e9', 'MOST_AT_ONCE = 1200']],
    place: [
      'Math.ceil(needed / room)',
      "(decided('in parts', needed > room), decided('as many parts as may be', needed / room > most), Math.ceil(needed / room))",
    ],
  },
  'as many parts as may be': {
    file: 'evaluation/parts.ts',
    numbers: [['MOST_PARTS = 64', 'MOST_PARTS = 3']],
    // Told beside the one before.
    place: [
      'isDivisible(workspace, query) ? MOST_PARTS : 1',
      'isDivisible(workspace, query) ? MOST_PARTS : 1',
    ],
  },
  'uncounted columns': {
    file: 'sources/relation.ts',
    numbers: [['SCANNED_ROWS = 2_000_000', 'SCANNED_ROWS = 6']],
    place: itself('uncounted columns', 'statistics.rows > SCANNED_ROWS'),
  },
  'text beyond the sample': {
    file: 'sources/infer.ts',
    numbers: [['SAMPLE_ROWS = 1000', 'SAMPLE_ROWS = 3']],
    place: [
      'return candidates.map(({ forms }, index) => {',
      "decided('text beyond the sample', rows.length === SAMPLE_ROWS); return candidates.map(({ forms }, index) => {",
    ],
  },
  'digits beyond the sample': {
    file: 'sources/shortest-digits.ts',
    numbers: [['FIRST_ROWS = 2000', 'FIRST_ROWS = 2']],
    place: [
      'return measured.map(([scale, most]) => {',
      "for (const [index, [scale]] of measured.entries()) decided('digits beyond the sample', Number(scale) > Number(scales[index]![0] ?? 0)); return measured.map(([scale, most]) => {",
    ],
  },
  'digits told without text': {
    file: 'sources/shortest-digits.ts',
    numbers: [['EXACTLY = 2 ** 51', 'EXACTLY = 2 ** 16']],
    place: ['if (short === scale)', "if (decided('digits told without text', short === scale))"],
  },
  'keys beyond the first': {
    file: 'sources/clean-columns.ts',
    numbers: [['FIRST_ROWS = 100_000', 'FIRST_ROWS = 3']],
    place: [
      'if (looks.size === 0) return columns;',
      "if (looks.size === 0) return columns; if ([...looks.values()].includes('first rows')) decided('keys beyond the first', statistics.rows > FIRST_ROWS);",
    ],
  },
  'head of a text': {
    file: 'sources/dialect.ts',
    numbers: [['SAMPLED = 1000', 'SAMPLED = 5']],
    place: [
      'return recordsOf(text, delimiter, skipRows, SAMPLED).slice(1, -1);',
      "const found = recordsOf(text, delimiter, skipRows, SAMPLED); decided('head of a text', found.length >= SAMPLED); return found.slice(1, -1);",
    ],
  },
  'many aggregates': {
    file: 'sources/width.ts',
    numbers: [['WIDE = 200', 'WIDE = 4']],
    place: itself('many aggregates', 'columns <= WIDE'),
  },
  'values put aside': {
    file: 'sources/values-folder.ts',
    numbers: [['MOST_ENTRIES = 24', 'MOST_ENTRIES = 2']],
    place: itself('values put aside', 'index >= MOST_ENTRIES || bytes > MOST_BYTES'),
  },
  'long keys': {
    file: 'plan/intern.ts',
    numbers: [['LONGEST = 160', 'LONGEST = 40']],
    place: itself('long keys', 'key.length <= LONGEST'),
  },
  'long conditions': {
    file: 'sql/print.ts',
    numbers: [['MOST_BESIDE = 200', 'MOST_BESIDE = 3']],
    place: itself('long conditions', 'items.length > MOST_BESIDE'),
  },
  'put together by twos': {
    file: 'sql/build.ts',
    numbers: [['SHORT = 100', 'SHORT = 2']],
    place: itself('put together by twos', 'items.length <= SHORT'),
  },
  'many lists in a row': {
    file: 'database/packed-table.ts',
    numbers: [['FLAGS_A_WORD = 62', 'FLAGS_A_WORD = 3']],
    place: [
      'Math.ceil(packed.length / FLAGS_A_WORD)',
      "(decided('many lists in a row', packed.length > FLAGS_A_WORD), Math.ceil(packed.length / FLAGS_A_WORD))",
    ],
  },
  'aggregates apart': {
    file: 'sources/one-row.ts',
    numbers: [['asked > WIDE ? 250 : 40', 'asked > WIDE ? 4 : 3']],
    place: [
      'const size = together(aggregates.length);',
      "const size = together(aggregates.length); decided('aggregates apart', aggregates.length > size);",
    ],
  },
  'a file in pieces': {
    file: 'sources/chunks.ts',
    numbers: [
      ['MOST = 1 << 18', 'MOST = 100'],
      ['LEAST = 1 << 12', 'LEAST = 100'],
    ],
    place: ['const room =', "decided('a file in pieces', size > MOST); const room ="],
  },
};

/** What the others are, by file and name. */
export const others: Readonly<Record<string, string>> = {
  'plan/thresholds.ts COUNTS_BY_VALUE': 'a way of the planner, crossed in `thresholds.test.ts`',
  'plan/thresholds.ts USES': 'a way of the planner, crossed in `thresholds.test.ts`',
  'evaluation/parts.ts BYTES_A_MEASURE': 'an estimate, of which the parts are told beside the others',
  'evaluation/parts.ts STEP': 'how many more parts where memory ends, in `evaluation/parts.test.ts`',
  'sources/csv-scan.ts MOST_BYTES': 'a longer row is refused',
  'sources/values-folder.ts MOST_BYTES': 'beside `MOST_ENTRIES`: what is put aside is computed again',
  'sources/zip.ts TIGHTEST': 'packed tighter is refused',
  'sources/zip.ts ALWAYS_ALLOWED': 'packed tighter is refused',
  'sources/stamp.ts STEP': 'how exact the times of file systems are',
  'sources/verdict.ts NEARLY_ALL': 'the share of a column that shows what it was meant to be',
  'sources/header-row.ts DEEPEST': 'what `init` looks for a header in',
  'sources/header-row.ts FEWEST_OF_ROW': 'what `init` takes for a header',
  'sources/file-head.ts MOST_RECORDS': 'what `init` looks at',
  'sources/file-head.ts TAIL_BYTES': 'what `init` looks at',
  'sources/inspect.ts SAMPLED_RECORDS': 'what `init` looks at',
  'sources/copies.ts HEAD_BYTES': 'what tells how a file is written',
  'sources/dialect.ts LOOKED': 'what tells how a file is written',
  'sources/unpack.ts CHUNK_BYTES': 'the size of a buffer',
  'database/values-file.ts ROWS_A_GROUP': 'how a file of the cache is written',
  'sources/cache-folder.ts SPARE': 'how many old entries stay',
  'sources/list-values.ts FEWEST_DIGITS': 'the rule of numbers',
  'sources/list-values.ts MOST_DIGITS': 'the rule of numbers',
  'sources/shortest-digits.ts MOST_SCALE': 'the rule of numbers',
  'sources/shortest-digits.ts MOST_DIGITS': 'the rule of numbers',
  'sources/decimal-sizes.ts MOST_DIGITS': 'the rule of numbers',
  'plan/sequences.ts LEAST_SCALE': 'the rule of numbers',
  'sql/dialects/bigquery.ts LONGEST_NAME': 'a limit of the engine',
  'sql/dialects/bigquery.ts LONGEST_QUERY': 'a limit of the engine, which the head says',
  'sql/dialects/postgres.ts LONGEST_NAME': 'a limit of the engine',
  'sql/dialects/redshift.ts LONGEST_NAME': 'a limit of the engine',
  'database/copy.ts FAST_DIGITS': 'how a decimal is spelled in a list',
  'database/numbers.ts ROWS_AT_ONCE': 'what the engine takes at once',
  'database/private-folder.ts WEEK': 'when leftovers are swept',
  'database/held-file.ts STEP_MILLISECONDS': 'how often is asked',
  'workspace/completed.ts PATIENCE_SECONDS': 'how long is waited',
  'evaluation/test-run.ts ENGINES': 'how many work at once',
  'sources/why-text.ts SHOWN': 'how much is told',
  'sources/why-text.ts LOOKED_AT': 'how much is told',
  'sources/keys.ts SHOWN': 'how much is told',
  'sources/unreadable.ts SHOWN': 'how much is told',
  'sources/report-cells.ts LOOKED_AT': 'how much is told',
  'sources/report-cells.ts NAMED_ROWS': 'how much is told',
  'evaluation/test-verdict.ts MOST_STRAYS': 'how much is told',
  'evaluation/similar.ts NEARLY': 'what is told',
  'evaluation/similar.ts FEWEST': 'what is told',
  'evaluation/similar.ts AT_ONCE': 'how many pairs are compared by one query, to be told',
  'evaluation/counts.ts NEARLY_ALL': 'what is told',
  'evaluation/unmatched-words.ts MOST': 'what is told',
  'workspace/orphans.ts QUICK_ROWS': 'what is told, of how many rows',
  'workspace/orphans.ts FIRST_ROWS': 'what is told, of how many rows',
  'workspace/consent-words.ts ENOUGH': 'what is told',
  'workspace/consent-words.ts TOLD': 'how much is told',
};
