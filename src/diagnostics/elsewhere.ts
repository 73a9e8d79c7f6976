/** What other languages and platforms call what is written here, so that it can be named where it stands. */

/** What to write, whose first word has to be known in the place, and what it is called elsewhere. */
const spellings: readonly (readonly [string, string])[] = [
  ['eq', 'equals equal equal_to is is_equal_to equals_to'],
  ['ne', 'neq not_eq not_equal not_equals not_equal_to is_not isnt does_not_equal'],
  ['gt', 'greater_than is_greater_than more_than above over exceeds'],
  ['gte', 'ge gteq greater_than_or_equal greater_than_or_equal_to greater_or_equal at_least min minimum'],
  ['lt', 'less_than is_less_than below under fewer_than'],
  ['lte', 'le lteq less_than_or_equal less_than_or_equal_to less_or_equal at_most max maximum up_to'],
  ['contains_any', 'contains includes has in any_of one_of like'],
  ['contains_all', 'all_of has_all includes_all'],
  ['contains_none', 'not_contains does_not_contain not_includes excludes none_of not_in'],
  ['in', 'one_of any_of is_one_of is_any_of in_list is_in'],
  ['not_in', 'nin none_of is_none_of not_one_of not_any_of is_not_in'],
  ['contains', 'like ilike includes has contain icontains substring'],
  ['not: { contains: … }', 'not_contains does_not_contain doesnt_contain not_like not_includes excludes'],
  ['starts_with', 'begins_with prefix'],
  ['not: { starts_with: … }', 'not_starts_with does_not_start_with'],
  ['ends_with', 'suffix'],
  ['not: { ends_with: … }', 'not_ends_with does_not_end_with'],
  ['matches', 'regex regexp rlike match matches_regex similar_to'],
  [
    'set: true',
    'is_set exists known is_known not_null is_not_null has_value has_any_value present not_empty is_not_empty',
  ],
  [
    'set: false',
    'not_set is_not_set is_null null empty is_empty missing is_missing unknown is_unknown not_exists does_not_exist blank is_blank',
  ],
  ['last: 30d', 'in_the_last in_last within_last within_the_last in_past newer_than past'],
  ['before_last: 30d', 'older_than more_than_ago not_in_the_last not_in_last'],
  ['next: 7d', 'in_the_next in_next within_next within_the_next upcoming'],
  ['since', 'after on_or_after starting from from_date'],
  ['before', 'until to_date'],
  ['during', 'on in_period period'],
  ['where', 'filter filters condition conditions rule rules criteria when'],
  ['exclude', 'excludes exclusion exclusions except excluding'],
  ['limit: { customers: 100, highest: FIELD }', 'order_by sort sort_by'],
  ['customers', 'top count size number max rows'],
  ['highest', 'by order_by sort sort_by'],
  ['columns', 'fields select attributes output_columns'],
  ['params', 'parameters variables vars'],
  ['base', 'from parent population audience'],
  ['avg', 'average mean'],
  ['sum', 'total'],
  ['distinct', 'count_distinct unique nunique'],
  ['earliest: 1', 'first'],
  ['days_since_last', 'recency'],
  ['count', 'number times how_many frequency'],
  ['ratio', 'divide divided_by div quotient'],
  ['minus', 'subtract difference'],
  ['plus', 'add'],
  ['times', 'multiply product'],
  ['all: [...]', 'and'],
  ['any: [...]', 'or'],
  ['none: [...]', 'nor not_any'],
  ['segment: NAME', 'segments in_segment in_segments member_of in_list list'],
  ['not: { segment: NAME }', 'not_segment not_in_segment'],
  ['decimal', 'number numeric money currency double real'],
  ['integer', 'int bigint whole'],
  ['number', 'int integer decimal float numeric'],
  ['text', 'string str varchar char'],
  ['boolean', 'bool'],
  ['time', 'datetime timestamp timestamptz'],
  ['list', 'array set'],
  ['skip', 'ignore drop'],
  ['stop', 'fail error raise abort'],
  ['file', 'path csv source filename'],
  ['key', 'id primary_key unique_key pk'],
  ['customer', 'customer_id customer_key user user_id'],
  ['time', 'date time_column occurred_at'],
  ['value', 'amount money revenue'],
  ['lookup', 'join joins'],
  ['delimiter', 'separator sep'],
  ['timezone', 'tz zone'],
  ['source_timezone', 'timezone tz zone'],
  ['as_of', 'today now date'],
  ['holdout', 'control_group control'],
  ['suppress', 'suppression blocklist'],
  ['events', 'tables event_tables'],
  ['traits', 'metrics measures computed'],
];

const written = spellings.map(([answer, names]) => ({ answer, names: names.split(' ').map(fold) }));

/** What to write for a name that means something elsewhere, of what is known in the place: `gte` for `at_least`. */
export function writtenHere(name: string, known: readonly string[]): string | undefined {
  const wanted = fold(name);
  return written.find(({ answer, names }) => names.includes(wanted) && known.includes(wordOf(answer)))
    ?.answer;
}

/** The word of what is written: `set` of `set: true`. */
export function wordOf(answer: string): string {
  return answer.split(':', 1)[0]!;
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '');
}
