/** Which model to score with: one of the project's, or the usual one of a table, with another preset or method. */
import { checkReference } from '../check/reference.ts';
import { collector } from '../diagnostics/collect.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import { alternatives, didYouMean } from '../diagnostics/suggest.ts';
import { presetsOf, USUAL_RFM_NAME } from '../features/bind-rfm.ts';
import { boundModels } from '../features/index.ts';
import { type BoundRfm, bindRfm } from '../features/rfm-measures.ts';
import { type RfmModel, rfmModelProblems, usualRfmModel } from '../features/rfm-model.ts';
import { rfmModels } from '../features/rfm-models.ts';
import type { RfmMethod } from '../language/models/rfm.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { emailModel } from './rfm-email.ts';

/** As asked; absent where nobody said. */
export interface RfmWords {
  /** A model of the project, or an event table. */
  readonly on?: string | undefined;
  readonly preset?: string | undefined;
  readonly method?: RfmMethod | undefined;
  readonly segment?: string | undefined;
}

export interface RfmQuestion {
  readonly rfm: BoundRfm;
  /** Whose members are scored, among each other; everybody when absent. */
  readonly segment?: string;
  /** What was assumed of a table of which the project says nothing. */
  readonly assumed?: string;
}

/** Binds the words. Throws a `Failure` (2) with what is wrong with them. */
export async function readRfmQuestion(workspace: Workspace, words: RfmWords): Promise<RfmQuestion> {
  const chosen = await chooseModel(workspace, words.on);
  const model = changed(chosen.model, words, workspace);
  const [problem] = rfmModelProblems(model);
  if (problem !== undefined) throw failure(2, 'rfm-options', problem);
  const found = collector();
  const known = model === chosen.model ? chosen.bound : undefined;
  const rfm = known ?? bindRfm(model, workspace.names(found.report));
  const segments = words.segment === undefined ? [] : readSegment(words.segment, workspace, found.report);
  if (found.hasErrors()) throw new Failure(2, found.diagnostics);
  return {
    rfm: rfm!,
    ...(segments[0] === undefined ? {} : { segment: segments[0] }),
    ...(chosen.assumed === undefined ? {} : { assumed: chosen.assumed }),
  };
}

interface Chosen {
  readonly model: RfmModel;
  /** Absent when the model is none of the project's. */
  readonly bound?: BoundRfm;
  readonly assumed?: string;
}

/** The model of that name; else the first of that table; else the usual one of the table. */
async function chooseModel(workspace: Workspace, on: string | undefined): Promise<Chosen> {
  const { schema } = workspace;
  const models = boundModels(workspace.models, rfmModels);
  const bound =
    models.find(({ model }) => model.name === (on ?? USUAL_RFM_NAME)) ??
    models.find(({ model }) => on === undefined || model.table === on);
  if (bound) return { model: bound.model, bound };
  const timed = schema.events.filter(({ time }) => time !== undefined);
  const table = on === undefined && timed.length === 1 ? timed[0] : timed.find(({ name }) => name === on);
  if (table) {
    const email = await emailModel(USUAL_RFM_NAME, table, workspace);
    return email
      ? { model: email.model, assumed: email.says }
      : { model: usualRfmModel(USUAL_RFM_NAME, table) };
  }
  const names = [...models.map(({ model }) => model.name), ...timed.map(({ name }) => name)];
  throw on === undefined
    ? failure(2, 'no-events', 'no table is the usual one to score', tablesHelp(names))
    : failure(2, 'unknown-table', unknownTable(on, schema), [
        ...(didYouMean(on, names) ? [didYouMean(on, names)!] : tablesHelp(names)),
      ]);
}

function unknownTable(on: string, { events }: Workspace['schema']): string {
  return events.some(({ name }) => name === on)
    ? `\`${on}\` has no time, and recency needs one`
    : `\`--on\` takes an event table or an RFM model, and \`${on}\` is neither`;
}

function tablesHelp(names: readonly string[]): readonly string[] {
  if (names.length > 0) return [`\`--on\` can be ${alternatives(names)}`];
  return ['name the time column of an event table with `time:` in the project file'];
}

/** Another preset brings its own number of levels. */
function changed(model: RfmModel, { preset, method }: RfmWords, { project }: Workspace): RfmModel {
  if (preset === undefined && method === undefined) return model;
  const presets = presetsOf(project.models.rfm);
  const found = preset === undefined ? model.preset : presets.find(({ name }) => name === preset);
  if (!found) {
    const names = presets.map(({ name }) => name);
    const near = didYouMean(preset!, names);
    throw failure(2, 'unknown-preset', `there is no preset \`${preset}\``, [
      ...(near ? [near] : []),
      `the presets are ${alternatives(names)}`,
    ]);
  }
  const { cuts, ...rest } = model;
  const chosen = method ?? model.method;
  if (chosen === 'fixed' && !cuts) {
    throw failure(2, 'rfm-options', '`--method fixed` needs thresholds, and the project file has none', [
      `add \`method: fixed\` and \`cuts: { r: […], f: […], m: […] }\` under \`rfm\``,
    ]);
  }
  return {
    ...rest,
    ...(chosen === 'fixed' ? { cuts: cuts! } : {}),
    method: chosen,
    preset: found,
    levels: found.levels,
  };
}

function readSegment(text: string, workspace: Workspace, report: ReturnType<typeof collector>['report']) {
  const source = { name: '--segment', text };
  const span = { source, start: 0, end: text.length };
  const segments = checkReference({ kind: 'scalar', text, quoted: false, span }, workspace.names(report));
  if (segments.length < 2) return segments;
  throw failure(2, 'stage-set', `\`${text}\` is a stage set, and \`--segment\` takes one segment`, [
    `take one of ${alternatives(segments)}`,
  ]);
}
