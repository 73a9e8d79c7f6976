/** The functions of the engine by what they may look at. */
import type { Database } from './database.ts';

export type FunctionKind = 'row' | 'aggregate' | 'outside';

/** Those that SQL about one row is mostly made of. The engine takes as long to list its own as to start. */
export const familiarFunctions: ReadonlyMap<string, FunctionKind> = new Map(
  `abs acos array_length ascii asin atan atan2 cbrt ceil ceiling chr concat concat_ws contains cos date_diff
  date_part date_trunc datediff day dayname dayofmonth dayofweek dayofyear ends_with exp floor format greatest
  hash hour instr isfinite isnan isodow isoyear jaccard jaro_similarity jaro_winkler_similarity last_day lcase
  least left len length levenshtein list_contains list_distinct list_has_all list_has_any list_intersect
  list_sort ln log log10 log2 lower lpad ltrim make_date md5 minute mod month monthname position pow power
  quarter regexp_extract regexp_extract_all regexp_full_match regexp_matches regexp_replace replace
  reverse right round rpad rtrim second sha256 sign split sqrt starts_with strftime string_split strip_accents
  strlen strpos strptime substr substring translate trim trunc try_strptime typeof ucase upper week weekofyear
  year`
    .split(/\s+/)
    .map((name) => [name, 'row']),
);

/** Macros that are names for functions of their arguments; others may look anything up. */
const PLAIN_MACROS =
  /^(list_\w+|array_\w+|map_contains\w*|split_part|nullif|fdiv|fmod|md5_number_\w+|round_even|roundbankers|date_add|days_in_month)$/;

/** These are listed as if they depended on nothing. */
const settings = new Set([
  'current_setting',
  'getvariable',
  'version',
  'current_localtime',
  'current_localtimestamp',
]);

/** All functions of the engine. */
export async function knownFunctions(database: Database): Promise<ReadonlyMap<string, FunctionKind>> {
  const rows = await database.rows(
    `SELECT function_name, function_type, bool_and(coalesce(stability, '') = 'CONSISTENT')
     FROM duckdb_functions() GROUP BY ALL ORDER BY ALL`,
  );
  const kinds = new Map<string, FunctionKind>();
  for (const [cell, type, consistent] of rows) {
    const name = String(cell).toLowerCase();
    const plain = type === 'macro' ? PLAIN_MACROS.test(name) : type === 'scalar' && consistent === true;
    const kind = type === 'aggregate' ? 'aggregate' : plain && !settings.has(name) ? 'row' : 'outside';
    if (kinds.get(name) !== 'row' || kind === 'outside') kinds.set(name, kind);
  }
  return kinds;
}
