import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { failure } from '../diagnostics/failure.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { shareValues } from '../evaluation/shared.ts';
import { type AsOf, compareInstants, resolveAsOf } from '../model/calendar.ts';
import { writeAtomically } from '../output/atomic.ts';
import { themes } from '../output/palette.ts';
import { gathered } from '../output/streams.ts';
import { someFilesArgument } from '../program/arguments.ts';
import { defineCommand, type OptionValues } from '../program/command.ts';
import type { Context } from '../program/context.ts';
import { engineOptions, lockOptions, outputOptions, projectOptions } from '../program/options.ts';
import { refuseErrors, reportOpened, withWorkspace } from '../program/session.ts';
import { measuresOf } from '../report/measures.ts';
import { movementOf } from '../report/movement.ts';
import { gatherPeople } from '../report/people.ts';
import { writeReport } from '../report/report.ts';
import type { Section } from '../report/section.ts';
import { sections } from '../report/sections/index.ts';
import { toldSizes } from '../report/told-sizes.ts';
import type { Workspace } from '../workspace/workspace.ts';

const options = {
  out: {
    ...outputOptions.out,
    value: 'FILE',
    says: 'the page; its name ends with .html (default: standard output)',
  },
  sections: {
    kind: 'text',
    value: 'NAMES',
    completes: sections.map(({ name }) => name),
    says: 'these sections only, with commas between them',
  },
  title: { kind: 'text', value: 'TEXT', says: 'the heading of the page (default: Customers)' },
  theme: {
    kind: 'choice',
    choices: themes,
    says: 'light, dark, or as the reader’s screen is (auto, the default)',
  },
  since: {
    kind: 'text',
    value: 'DATE|INSTANT',
    says: 'compare with the lists as of this day (default: the newest recorded run, else a month before)',
  },
  'min-cell': {
    kind: 'number',
    value: 'N',
    whole: true,
    minimum: 1,
    says: 'no figure stands for fewer people than this (default: 5)',
  },
  ...projectOptions,
  ...engineOptions,
  ...lockOptions,
} as const;

export const report = defineCommand({
  name: 'report',
  summary: 'one page for people: sizes, movement, heat maps, what is worth doing',
  details: [
    'Writes one HTML file that can be forwarded: it needs no network and no script, is light or dark as the screen is, and prints on A4. No name, address or key of a customer is in it, and no figure stands for fewer than `--min-cell` people.',
    'With more than 50,000 customers, predictions and the checks of the data are made only where `--sections` names them, so that a page takes about as long as a few runs.',
    ...sections.map(({ name, says }) => `\`${name}\`: ${says}.`),
  ],
  arguments: [someFilesArgument],
  options,
  examples: [
    { command: 'segment report --out report.html', says: 'all segments of the project' },
    {
      command: 'segment report segments/value --sections sizes,rfm --title "Value, June" --out value.html',
      says: 'some of them, and two sections',
    },
  ],
  run: async (context, files, values) => {
    const chosen = readSections(values.sections);
    const target = readTarget(context, values.out);
    await withWorkspace(context, values, files, async ({ workspace, working }) => {
      reportOpened(context, workspace);
      refuseErrors(workspace);
      const segments = segmentsOf(workspace, files);
      working('evaluating the segments');
      shareValues(workspace);
      const since = readSince(values.since, workspace);
      const people = await gatherPeople(workspace, segments, measuresOf(chosen, workspace, 'now'));
      working('comparing with the run before');
      const movement = await movementOf(workspace, segments, people, since, (then) =>
        measuresOf(chosen, then, 'before'),
      );
      working('writing the report');
      const made = { version: packageJson.version, command: commandLine(files, values) };
      const minCell = values['min-cell'] ?? USUAL_MIN_CELL;
      const isChosen = values.sections !== undefined;
      const told = toldSizes({ people, segments, minCell });
      const edition = { workspace, segments, people, movement, told, minCell, isChosen, made };
      const layout = { title: values.title ?? 'Customers', theme: values.theme ?? 'auto', sections: chosen };
      const page = await writeReport(edition, layout);
      if (target === undefined) return context.stdout.write(page);
      await writeAtomically(target, (temporary) => writeFile(temporary, gathered(page)));
      context.say('report', `the page is in \`${values.out}\`, ready to be opened or forwarded`);
    });
  },
});

const USUAL_MIN_CELL = 5;

/** Throws a `Failure` (2) for what is no date, and for none that is earlier. */
function readSince(text: string | undefined, { asOf }: Workspace): AsOf | undefined {
  if (text === undefined) return undefined;
  const since = resolveAsOf(text, asOf.zone);
  if (since && compareInstants(since.instant, asOf.instant) < 0) return since;
  throw failure(
    2,
    'option-value',
    `\`--since\` wants a day before the as-of, ${asOf.date}, found \`${text}\``,
  );
}

/** As it may be typed again: paths and names of people stay out of it. */
function commandLine(files: readonly string[], values: OptionValues<typeof options>): string {
  const said = (['sections', 'since', 'as-of', 'min-cell'] as const).flatMap((name) =>
    values[name] === undefined ? [] : [`--${name} ${values[name]}`],
  );
  const chosen =
    files.length === 0
      ? []
      : [
          `(${files.length === 1 ? 'one definition file or folder' : `${files.length} definition files or folders`})`,
        ];
  return ['segment report', ...chosen, ...said].join(' ');
}

/** In the order of the page. Throws a `Failure` (2) for a name that no section has. */
function readSections(asked: string | undefined): readonly Section[] {
  if (asked === undefined) return sections;
  const names = asked.split(',').map((name) => name.trim());
  const known = sections.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return sections.filter(({ name }) => names.includes(name));
  const near = didYouMean(unknown, known);
  throw failure(2, 'option-value', `\`--sections\` knows no \`${unknown}\``, [
    near ?? `sections are ${known.map((name) => `\`${name}\``).join(', ')}`,
  ]);
}

/** Throws a `Failure` (2) for a file that is no page, and for a terminal, which shows none. */
function readTarget({ cwd, stdout }: Context, out: string | undefined): string | undefined {
  if (out === undefined) {
    if (!stdout.isTerminal) return undefined;
    throw failure(2, 'out', 'a report is a page for a browser', ['write it to a file: `--out report.html`']);
  }
  if (/\.html?$/i.test(out)) return resolve(cwd, out);
  throw failure(2, 'out', `\`--out ${out}\`: a report is an HTML page`, ['end the name with `.html`']);
}

/** Enabled segments that `run` would write: of the files, or of the whole project. */
function segmentsOf({ asked, definitions }: Workspace, files: readonly string[]) {
  const all = files.length > 0 ? asked : definitions.segments.filter(({ enabled }) => enabled);
  return all.filter(({ output }) => output).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
