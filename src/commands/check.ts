import { relative, resolve } from 'node:path';
import { checkTargets } from '../analyses/kpi-targets.ts';
import { wordsWithTests } from '../definitions/asked-words.ts';
import { collector, sortDiagnostics } from '../diagnostics/collect.ts';
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import { Failure } from '../diagnostics/failure.ts';
import { startOf } from '../diagnostics/position.ts';
import { unusedWarnings } from '../editor/unused.ts';
import { countedWarnings } from '../evaluation/counts.ts';
import { differingWarnings } from '../evaluation/differing-columns.ts';
import { meantRowWarnings } from '../evaluation/meant-rows.ts';
import { similarWarnings } from '../evaluation/similar.ts';
import { countOf } from '../model/count.ts';
import type { Cell, Table } from '../model/table.ts';
import { annotation } from '../output/annotations.ts';
import { type AnswerOptions, type Opened, openAnswer } from '../program/answer.ts';
import { someFilesArgument } from '../program/arguments.ts';
import { isAskedFor } from '../program/asked.ts';
import { defineCommand, type OptionValues } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { explainedCodes } from '../program/message-page.ts';
import { askOptions, dataOptions } from '../program/options.ts';
import { type Session, withWorkspace } from '../program/session.ts';
import { readTests, type TestsAsked } from '../program/test-files.ts';
import { watchable, watchOptions } from '../program/watch.ts';
import { lookupWarnings } from '../workspace/unmatched-lookups.ts';
import type { Workspace } from '../workspace/workspace.ts';

const options = {
  ...watchOptions,
  ...askOptions,
  strict: { ...askOptions.strict, says: 'exit with 1 for warnings too' },
  ...dataOptions,
  format: {
    ...dataOptions.format,
    choices: [...dataOptions.format.choices, 'github'],
    says: 'how to write (default: messages as text, with their codes where nobody watches)',
  },
  counts: { kind: 'flag', says: 'evaluate the segments and warn by their sizes' },
  unused: { kind: 'flag', says: 'warn of segments and traits that nothing uses' },
  similar: {
    kind: 'flag',
    says: 'evaluate the segments and warn of two that mean the same, or hold nearly the same customers',
  },
} as const;

export const check = defineCommand({
  name: 'check',
  summary: 'are the definitions right for this data?',
  details: [
    'Checks the project file and every definition and test against the columns of the data and reports all that is wrong in one go: what, where, and what to do. With FILES only these, and what they need, count.',
    '`--counts` evaluates the segments as well, and warns where one holds nobody or nearly everybody, and how many customers a missing value lets in.',
    '`--unused` warns of building blocks and traits that nothing uses, `--similar` of two segments that mean the same, or of which at least nine in ten of the customers in either are in both.',
  ],
  arguments: [someFilesArgument],
  options,
  examples: [
    { command: 'segment check', says: 'every definition of the project' },
    { command: 'segment check segments/win-back.yaml --counts', says: 'one file, with sizes' },
    { command: 'segment check --format csv', says: 'a row each, for a program' },
    { command: 'segment check --strict --format github', says: 'beside the lines of a pull request' },
  ],
  exitCodes: [{ code: 1, says: 'there are errors, or with `--strict` warnings' }],
  run: watchable(async (context, files, chosen) => {
    const format = isRead(chosen) ? 'table' : (chosen.format as FormatName | undefined);
    const answer = await openAnswer(context, { ...chosen, format, strict: false }, 'check');
    const { words, tests } = wordsWithTests(files, context.cwd);
    const asked = { tests, isAsked: isAskedFor(files, chosen), cwd: context.cwd };
    const checked = await withWorkspace(context, { ...chosen, strict: false }, words, (session) =>
      checkIn(session, asked, chosen),
    ).catch(refusedProject);
    await show(shownOf(checked.diagnostics, chosen.rows), answer, chosen.format, context);
    for (const note of [...summaryOf(checked), ...moreAbout(checked, context)]) context.report(note);
    if (checked.diagnostics.some(({ severity }) => fails(severity, chosen.strict))) context.answerNo();
  }),
});

type FormatName = NonNullable<AnswerOptions['format']>;

/** A person, or a log that a person reads, unless a file or a format for programs is asked for. */
function isRead({ format, out, excel }: OptionValues<typeof options>): boolean {
  return format === 'github' || [format, out, excel].every((each) => each === undefined);
}

function fails(severity: Diagnostic['severity'], strict: boolean): boolean {
  return severity === 'error' || (strict && severity === 'warning');
}

function shownOf(diagnostics: readonly Diagnostic[], rows: number | undefined): readonly Diagnostic[] {
  return rows === undefined ? diagnostics : diagnostics.slice(0, rows);
}

interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  /** What was looked at, in words; nothing when the project could not be opened. */
  readonly subject?: string;
  /** Warnings about files that were not named. */
  readonly elsewhere: number;
}

async function checkIn(
  { workspace, working }: Session,
  asked: TestsAsked,
  { counts, unused, similar }: OptionValues<typeof options>,
): Promise<Checked> {
  // Notes about definitions say how they are read; those about data stand in `sources`.
  const problems = [...workspace.diagnostics, ...targetProblems(workspace)].filter(
    ({ severity, span }) => severity !== 'note' || span !== undefined,
  );
  const tests = checkTests(workspace, asked);
  const about = problems.filter(
    (diagnostic) => !asked.isAsked || diagnostic.severity === 'error' || !isElsewhere(diagnostic, workspace),
  );
  const segments = asked.isAsked
    ? workspace.asked
    : workspace.definitions.segments.filter((segment) => segment.enabled);
  const isSound = !about.some(({ severity }) => severity === 'error');
  if ((counts || similar) && isSound) working('counting');
  const counted =
    counts && isSound
      ? [
          ...(await countedWarnings(workspace, segments)),
          ...(await lookupWarnings(workspace)),
          ...(await meantRowWarnings(workspace)),
          ...(await differingWarnings(workspace)),
        ]
      : [];
  const alike = similar && isSound ? await similarWarnings(workspace, segments) : [];
  const idle = unused ? await idleIn(workspace, asked.isAsked) : [];
  const files = workspace.files.filter((file) => file.asked || !asked.isAsked).length;
  const tested = tests.number === 0 ? '' : `, ${countOf(tests.number, 'test')}`;
  return {
    diagnostics: sortDiagnostics([
      ...nothingToCheck(workspace),
      ...withoutCounted(about, counted),
      ...tests.diagnostics,
      ...counted,
      ...alike,
      ...idle,
    ]),
    subject: `${countOf(segments.length, 'segment')} in ${countOf(files, 'file')}${tested}`,
    elsewhere: problems.filter((item) => item.severity === 'warning' && !about.includes(item)).length,
  };
}

/** In the files that are asked for; all definitions count as users. */
async function idleIn(workspace: Workspace, isAsked: boolean): Promise<readonly Diagnostic[]> {
  const { segments, files } = await workspace.edited(workspace.files);
  const found = unusedWarnings({ project: workspace.project, files, segments });
  const named = new Set(files.filter((file) => file.asked).map(({ source }) => source.name));
  return found.filter(({ span }) => !isAsked || (span && named.has(span.source.name)));
}

/** Tests are checked as the definitions are that they are about. */
function checkTests(workspace: Workspace, asked: TestsAsked) {
  const found = collector();
  const tests = readTests(workspace, asked, found.report);
  return { number: tests.length, diagnostics: found.diagnostics };
}

/** Nothing looked at is not all well. */
function nothingToCheck({ files, project }: Workspace): readonly Diagnostic[] {
  if (files.length > 0) return [];
  const patterns = project.segments.map(({ name }) => `\`${name}\``).join(', ');
  return [
    {
      severity: 'error',
      code: 'no-definitions',
      message: `there is no definition to check: no file is ${patterns}`,
      help: [`definitions are looked for in \`${project.folder}\`, or name them: \`segment check FILES\``],
    },
  ];
}

/** Targets of segments that cannot be read are wrong only where the segments are. */
function targetProblems({ project, files, definitions }: Workspace): readonly Diagnostic[] {
  const found = collector();
  const written = files.flatMap(({ document }) => document.templates.map(({ name }) => name));
  const segments = new Set([...definitions.segments.map(({ name }) => name), ...written]);
  checkTargets(project.targets, [...segments], found.report);
  return found.diagnostics;
}

function isElsewhere({ span }: Diagnostic, { files }: Workspace): boolean {
  return files.some((file) => !file.asked && file.source.name === span?.source.name);
}

/** A warning that has been counted stands for the one that has not. */
function withoutCounted(
  diagnostics: readonly Diagnostic[],
  counted: readonly Diagnostic[],
): readonly Diagnostic[] {
  const places = new Set(counted.map(identity));
  return diagnostics.filter((diagnostic) => !places.has(identity(diagnostic)));
}

function identity({ code, span }: Diagnostic): string {
  return JSON.stringify([code, span?.source.name, span?.start, span?.end]);
}

/** A project that cannot be opened because of what its files say is an answer; anything else is none. */
function refusedProject(error: unknown): Checked {
  const isAnswer =
    error instanceof Failure &&
    error.exitCode === 2 &&
    error.diagnostics.every(({ span, place }) => span !== undefined || place !== undefined);
  if (!isAnswer) throw error;
  return { diagnostics: sortDiagnostics(error.diagnostics), elsewhere: 0 };
}

/** As messages where the format has them, else a row each. */
async function show(
  diagnostics: readonly Diagnostic[],
  { destination: { kind, format }, look, write }: Opened,
  asked: string | undefined,
  context: Context,
): Promise<void> {
  const { stdout } = context;
  if (asked === 'github' && kind === 'stdout')
    return stdout.write(diagnostics.map((diagnostic) => annotation(diagnostic, repositoryPath(context))));
  const message = kind === 'stdout' && format.kind === 'text' ? format.message : undefined;
  if (!message) return write(diagnosticsTable(diagnostics));
  const told = stdout.isTerminal ? diagnostics : diagnostics.map(withCode);
  await stdout.write(told.map((diagnostic) => message(diagnostic, look)));
}

/** Whoever reads a log has nothing to try `segment explain` on but the code. */
function withCode(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, message: `${diagnostic.message} [${diagnostic.code}]` };
}

/** What a file is called in the repository that is checked out, whatever the working directory is. */
function repositoryPath({ cwd, env }: Context): (file: string) => string {
  const root = env['GITHUB_WORKSPACE'];
  return (file) => {
    const path = root === undefined ? file : relative(root, resolve(cwd, file));
    return path.startsWith('..') ? file : path.replaceAll('\\', '/');
  };
}

function diagnosticsTable(diagnostics: readonly Diagnostic[]): Table {
  return {
    columns: [
      { name: 'severity', kind: 'text' },
      { name: 'code', kind: 'key' },
      { name: 'file', kind: 'text' },
      { name: 'line', kind: 'integer' },
      { name: 'column', kind: 'text' },
      { name: 'message', kind: 'prose' },
      { name: 'help', kind: 'prose' },
    ],
    rows: diagnostics.map(rowOf),
  };
}

/** For data, the line is the row, and the column its name. */
function rowOf({ severity, code, message, span, place, help = [] }: Diagnostic): readonly Cell[] {
  const start = span && startOf(span);
  return [
    severity,
    code,
    span?.source.name ?? place?.file ?? null,
    start?.line ?? place?.row ?? null,
    start?.column ?? place?.column ?? null,
    message,
    help.join('; ') || null,
  ];
}

/** For a person, whom no code is shown: where to read on. */
function moreAbout({ diagnostics }: Checked, { stdout }: Context): readonly Diagnostic[] {
  if (!stdout.isTerminal || diagnostics.length === 0) return [];
  const found = new Set(diagnostics.map(({ code }) => code));
  const codes = explainedCodes()
    .filter((code) => found.has(code))
    .slice(0, MOST_NAMED);
  const commands = codes.map((code) => `\`segment explain ${code}\``);
  return codes.length === 0 ? [] : [info('more', `more about this: ${commands.join(', ')}`, { codes })];
}

const MOST_NAMED = 3;

function summaryOf({ diagnostics, subject, elsewhere }: Checked): readonly Diagnostic[] {
  const counted = (severity: Diagnostic['severity']): number =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const [errors, warnings] = [counted('error'), counted('warning')];
  const counts = [
    ...(errors > 0 ? [countOf(errors, 'error')] : []),
    ...(warnings > 0 ? [countOf(warnings, 'warning')] : []),
  ];
  const found = counts.length === 0 ? 'nothing to complain of' : counts.join(', ');
  const others = `${countOf(elsewhere, 'warning')} about files that were not named: \`segment check\` shows them`;
  return [
    info('checked', subject === undefined ? found : `${subject}: ${found}`, { errors, warnings }),
    ...(elsewhere === 0 ? [] : [info('elsewhere', others, { warnings: elsewhere })]),
  ];
}
