/** Where a value could not be worked out: what to look at is found by asking for less. */
import { Failure, failedFor, failure } from '../diagnostics/failure.ts';
import { problem } from '../diagnostics/problem.ts';
import type { Segment } from '../model/segment.ts';
import type { Planner } from '../plan/planner.ts';
import { column } from '../sql/build.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { makeRelation, type Wanted } from './relation.ts';

const ASKED = 'segment_failed_value';

/** What the engine says of values, and what is to be said of whatever asks for them. */
const codes = {
  overflow: {
    sentence: (what: string) => `a number of ${what} grows beyond what can be counted exactly`,
    help: 'look at the largest values of its fields: `segment sources` shows what was read',
  },
  'value-error': {
    sentence: (what: string) => `the SQL of ${what} cannot be worked out for every value`,
    help: '`TRY_CAST(x AS INTEGER)` gives a missing value where one is of another form; `CASE WHEN` leaves others out before',
  },
} as const;

type Code = keyof typeof codes;

const valueCodes = Object.keys(codes) as Code[];

/** The failure with the name of the trait whose values it is about, else of the segment; any other as it is. */
export async function namedFailure(
  workspace: Workspace,
  segments: readonly Segment[],
  error: unknown,
): Promise<unknown> {
  const code = valueCodes.find((each) => failedFor(each, error));
  if (code === undefined) return error;
  for (const { name, value } of workspace.definitions.traits) {
    if (await fails(workspace, code, (planner) => planner.value(value, name)))
      return failureOfValue(`the trait \`${name}\``, code);
  }
  for (const { name, span } of segments) {
    if (await fails(workspace, code, (planner) => planner.segment(name).member))
      return failureOfValue(`the segment \`${name}\``, code, span);
  }
  return error;
}

function failureOfValue(what: string, code: Code, span?: Segment['span']): Failure {
  const { sentence, help } = codes[code];
  if (span === undefined) return failure(3, code, sentence(what), [help]);
  return new Failure(3, [problem(span, code, sentence(what), help)]);
}

async function fails(workspace: Workspace, code: Code, ask: (planner: Planner) => string): Promise<boolean> {
  const wanted = (planner: Planner): Wanted => {
    const name = ask(planner);
    return { items: [planner.key, name].map((each) => ({ expr: column(each), as: each })) };
  };
  try {
    await makeRelation(workspace, ASKED, wanted);
    return false;
  } catch (error) {
    if (!valueCodes.some((each) => failedFor(each, error))) throw error;
    return failedFor(code, error);
  }
}
