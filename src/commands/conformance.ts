import packageJson from '../../package.json' with { type: 'json' };
import { type Asked, compareWith, itself } from '../analyses/conformance.ts';
import { failure } from '../diagnostics/failure.ts';
import { alternatives, didYouMean } from '../diagnostics/suggest.ts';
import type { Engine } from '../engines/engine.ts';
import { connectEngine } from '../engines/index.ts';
import { answerQuestion } from '../program/answer.ts';
import { filesArgument } from '../program/arguments.ts';
import { defineCommand } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { askedSegments } from '../program/keep-going.ts';
import { askOptions, dataOptions } from '../program/options.ts';
import { serverTypes } from '../project/project.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The address, so that no password is among the words. */
const ADDRESS = 'SEGMENT_ENGINE_URL';

const names = ['duckdb', ...serverTypes];

export const conformance = defineCommand({
  name: 'conformance',
  summary: 'do segments find the same customers on another engine?',
  details: [
    'Evaluates every segment here, sends the tables that are read to the engine, asks it the SQL that `segment sql --dialect postgres` prints for PostgreSQL, and compares the lists key by key. The result is `same`, `differs`, or `refused` where its SQL has no words for the definition; `missing` counts members that it does not find, `more` those that it finds besides.',
    `The tables are temporary ones of one session: they end with it, and nothing else there is read or changed. The user needs to be allowed to make them. Where the engine is stands in the environment: \`${ADDRESS}=postgres://user:password@host/database\`, or \`https://user:password@host:8443/database\` for ClickHouse.`,
    'With `--engine duckdb` nothing is sent: the printed SQL is asked of the engine that is inside.',
  ],
  arguments: [filesArgument],
  options: {
    ...askOptions,
    ...dataOptions,
    engine: {
      completes: names,
      kind: 'text',
      value: 'NAME',
      says: `which engine: ${alternatives(names)} (default: duckdb)`,
    },
  },
  examples: [
    { command: 'segment conformance segments/*.yaml', says: 'the SQL that is printed, on DuckDB' },
    {
      command: 'segment conformance at-risk-vips --engine duckdb --format json',
      says: 'one segment, for a program',
    },
  ],
  exitCodes: [{ code: 1, says: 'a list differs' }],
  run: async (context, files, { engine: name = 'duckdb', ...options }) => {
    refuseUnknown(name);
    await answerQuestion(context, options, { name: 'conformance', files }, async ({ workspace, working }) => {
      const segments = askedSegments(context, workspace, false);
      refuseElsewhere(workspace);
      working(`asking ${name}`);
      return asking(context, workspace, name, async (asked) => {
        const answer = await compareWith(workspace, segments, asked, packageJson.version);
        if (!answer.isSame) context.answerNo();
        return answer;
      });
    });
  },
});

function refuseUnknown(name: string): void {
  if (names.includes(name)) return;
  const near = didYouMean(name, names);
  throw failure(2, 'engine', `\`--engine\` knows no \`${name}\``, [
    near ?? `there is ${alternatives(names)}`,
  ]);
}

function refuseElsewhere({ engine }: Workspace): void {
  if (!engine) return;
  throw failure(
    2,
    'not-on-engine',
    `the tables of this project are in ${engine.place}, and are not sent elsewhere`,
    ['with `--project` name one over files: a part of the rows, exported, is enough'],
  );
}

/** The engine is closed, whatever happens, and an interrupt ends what it works at. */
async function asking<Result>(
  { env, onInterrupt }: Context,
  workspace: Workspace,
  name: string,
  work: (asked: Asked) => Promise<Result>,
): Promise<Result> {
  const type = serverTypes.find((each) => each === name);
  if (type === undefined) return work(itself(workspace));
  const engine = await connectEngine({ type, url: addressIn(env, name) }, workspace.project.folder);
  const done = onInterrupt(() => engine.cancel());
  try {
    return await work(engine);
  } finally {
    await done();
    await closing(engine);
  }
}

const closing = (engine: Engine): Promise<void> => engine.close().catch(() => undefined);

function addressIn(env: Context['env'], name: string): string {
  const url = env[ADDRESS];
  if (url !== undefined && url !== '') return url;
  throw failure(
    2,
    'engine-address',
    `\`--engine ${name}\` wants the address in \`${ADDRESS}\`, which is not set`,
    [`\`${ADDRESS}=postgres://user:password@host/database segment conformance --engine postgres\``],
  );
}
