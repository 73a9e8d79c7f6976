import { answerTests, haveAllPassed } from '../analyses/test-answer.ts';
import { wordsWithTests } from '../definitions/asked-words.ts';
import { collector, sortDiagnostics } from '../diagnostics/collect.ts';
import { Failure, failure } from '../diagnostics/failure.ts';
import { runTests } from '../evaluation/test-run.ts';
import { testFormats } from '../output/index.ts';
import { answerQuestion } from '../program/answer.ts';
import { someFilesArgument } from '../program/arguments.ts';
import { isAskedFor } from '../program/asked.ts';
import { defineCommand } from '../program/command.ts';
import { askOptions, dataOptions } from '../program/options.ts';
import { readTests } from '../program/test-files.ts';
import { watchable, watchOptions } from '../program/watch.ts';

const format = {
  ...dataOptions.format,
  choices: [...dataOptions.format.choices, ...testFormats.map(({ name }) => name)],
};

export const test = defineCommand({
  name: 'test',
  summary: 'do the definitions hold whom their tests say?',
  details: [
    'Tests stand in `*.test.yaml` beside the definitions, or under `tests:` in their files: rows that are given, a day, and whom segments hold then. Without `given` a test is about the data of the project.',
    'What is not as expected is shown with the conditions that decided, as `explain --id` shows them.',
  ],
  arguments: [
    {
      ...someFilesArgument,
      says: 'files of tests, or definition files and names of segments to be tested (default: all of the project)',
    },
  ],
  options: { ...watchOptions, select: askOptions.select, ...dataOptions, format },
  examples: [
    { command: 'segment test', says: 'every test of the project' },
    { command: 'segment test segments/at-risk-vips.yaml', says: 'what is expected of one definition' },
    { command: 'segment test --format junit --out tests.xml', says: 'for a CI that shows results' },
  ],
  exitCodes: [{ code: 1, says: 'a test failed' }],
  run: watchable((context, given, options) => {
    const { words, tests: named } = wordsWithTests(given, context.cwd);
    const asked = { tests: named, isAsked: isAskedFor(given, options), cwd: context.cwd };
    return answerQuestion(context, options, { name: 'test', files: words }, async (question) => {
      const { workspace, working, refuse } = question;
      const found = collector();
      const tests = readTests(workspace, asked, found.report);
      if (found.hasErrors()) throw new Failure(2, found.diagnostics);
      if (tests.length === 0) {
        throw failure(2, 'no-tests', 'there is no test of that', [
          'tests stand in `*.test.yaml` beside the definitions, or under `tests:`: `segment help testing`',
        ]);
      }
      refuse(tests.flatMap(({ expect }) => expect.map(({ segment }) => segment.text)));
      working('testing');
      const tested = await runTests(workspace, tests);
      const broken = tested.flatMap(({ verdict }) => (verdict.kind === 'broken' ? verdict.diagnostics : []));
      for (const each of sortDiagnostics(broken)) context.report(each);
      if (!haveAllPassed(tested)) context.answerNo();
      return answerTests(tested);
    });
  }),
});
