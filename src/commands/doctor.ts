import { doctorAnswer, examine, failureFindings } from '../analyses/doctor/doctor.ts';
import type { Finding } from '../analyses/doctor/finding.ts';
import { checks } from '../analyses/doctor/index.ts';
import { Failure } from '../diagnostics/failure.ts';
import { answerQuestion, openAnswer } from '../program/answer.ts';
import { defineCommand, type OptionValues } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { refuseElsewhere } from '../program/elsewhere.ts';
import { engineOptions, outputOptions, projectOptions } from '../program/options.ts';
import { reportTime } from '../program/session.ts';

const { project, data, 'as-of': asOf } = projectOptions;

const options = {
  'fail-on': {
    kind: 'choice',
    choices: ['error', 'warning'],
    says: 'exit with 1 when something so bad, or worse, is found',
  },
  project,
  data,
  'as-of': asOf,
  ...outputOptions,
  ...engineOptions,
} as const;

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'what is odd in the data, and what it does to the lists',
  details: [
    'Looks at every table without being asked, and says what is odd, worst first: what it does to the lists and what to write. Where data cannot be loaded it says why, file and row.',
    `It looks for: ${checks.map(({ summary }) => summary).join('; ')}.`,
  ],
  arguments: [],
  options,
  examples: [
    { command: 'segment doctor', says: 'the data of the project' },
    { command: 'segment doctor --fail-on error --quiet', says: 'before a nightly run' },
  ],
  exitCodes: [{ code: 1, says: 'data cannot be loaded, or `--fail-on` holds' }],
  run: async (context, _args, values) => {
    try {
      // What else is told when data is opened are findings here.
      const question = { name: 'doctor', opened: reportTime };
      await answerQuestion(context, values, question, async ({ workspace, working, destination }) => {
        refuseElsewhere(workspace, 'doctor', 'single rows of every table');
        working('looking at every table');
        const found = await examine(workspace);
        judge(context, found, values);
        return doctorAnswer(found, destination.format.reader);
      });
    } catch (error) {
      if (!(error instanceof Failure) || error.exitCode !== 3) throw error;
      const { give, destination } = await openAnswer(context, values, 'doctor');
      await give(doctorAnswer(failureFindings(error.diagnostics), destination.format.reader));
      context.answerNo();
    }
  },
});

function judge(
  context: Context,
  found: readonly Finding[],
  { 'fail-on': limit }: OptionValues<typeof options>,
): void {
  const isBad = ({ severity }: Finding): boolean => severity === 'error' || severity === limit;
  if (limit !== undefined && found.some(isBad)) context.answerNo();
}
