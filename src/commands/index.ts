/** The open list of commands, in the order of the help. A command's file is loaded only when it is called. */
import type { CommandEntry } from '../program/command.ts';

export const commands: readonly CommandEntry[] = [
  {
    name: 'init',
    summary: 'a project from the files in a folder',
    load: async () => (await import('./init.ts')).init,
  },
  {
    name: 'run',
    summary: 'who is in: evaluates segments and writes their lists',
    load: async () => (await import('./run.ts')).run,
  },
  {
    name: 'count',
    summary: 'how many: the sizes of segments, without their members',
    load: async () => (await import('./count.ts')).count,
  },
  {
    name: 'check',
    summary: 'are the definitions right for this data?',
    load: async () => (await import('./check.ts')).check,
  },
  {
    name: 'test',
    summary: 'do the definitions hold whom their tests say?',
    load: async () => (await import('./test.ts')).test,
  },
  {
    name: 'list',
    summary: 'the segments: name, title, tags, and what they use',
    load: async () => (await import('./list.ts')).list,
  },
  {
    name: 'sources',
    summary: 'what was loaded: tables, rows, time range, size',
    load: async () => (await import('./sources.ts')).sources,
  },
  {
    name: 'doctor',
    summary: 'what is odd in the data, and what it does to the lists',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  {
    name: 'explain',
    summary: 'the condition in plain words, with counts; or what a message means',
    load: async () => (await import('./explain.ts')).explain,
  },
  {
    name: 'sweep',
    summary: 'how the size moves with each number in a definition',
    load: async () => (await import('./sweep.ts')).sweep,
  },
  {
    name: 'rfm',
    summary: 'scores of recency, frequency and monetary value, and named segments of them',
    load: async () => (await import('./rfm.ts')).rfm,
  },
  {
    name: 'predict',
    summary: 'who is leaving, who will buy, when, and for how much',
    load: async () => (await import('./predict.ts')).predict,
  },
  {
    name: 'cohorts',
    summary: 'retention and value by cohort',
    load: async () => (await import('./cohorts.ts')).cohorts,
  },
  {
    name: 'history',
    summary: 'sizes over time, as recorded',
    load: async () => (await import('./history.ts')).history,
  },
  {
    name: 'diff',
    summary: 'who entered a segment and who left it, between dates or versions',
    load: async () => (await import('./diff.ts')).diff,
  },
  {
    name: 'moves',
    summary: 'who went from which stage to which, between two dates',
    load: async () => (await import('./moves.ts')).moves,
  },
  {
    name: 'backfill',
    summary: 'records history as it would have been',
    load: async () => (await import('./backfill.ts')).backfill,
  },
  {
    name: 'forget',
    summary: 'erases customers from the history',
    load: async () => (await import('./forget.ts')).forget,
  },
  {
    name: 'split',
    summary: 'a segment’s list divided into arms',
    load: async () => (await import('./split.ts')).split,
  },
  {
    name: 'lift',
    summary: 'the effect of each arm against control',
    load: async () => (await import('./lift.ts')).lift,
  },
  {
    name: 'kpis',
    summary: 'how segments do, against everybody and against targets',
    load: async () => (await import('./kpis.ts')).kpis,
  },
  {
    name: 'profile',
    summary: 'who they are: what sets a segment apart from everybody, or from another',
    load: async () => (await import('./profile.ts')).profile,
  },
  {
    name: 'overlap',
    summary: 'whom segments share, pair by pair and region by region',
    load: async () => (await import('./overlap.ts')).overlap,
  },
  {
    name: 'discover',
    summary: 'natural groups of the customers, described, and written as segments',
    load: async () => (await import('./discover.ts')).discover,
  },
  {
    name: 'report',
    summary: 'one page for people: sizes, movement, heat maps, what is worth doing',
    load: async () => (await import('./report.ts')).report,
  },
  {
    name: 'export',
    summary: 'lists in the shape that a platform takes, of those who agreed',
    load: async () => (await import('./export.ts')).exportCommand,
  },
  {
    name: 'sql',
    summary: 'the SQL of a run',
    load: async () => (await import('./sql.ts')).sql,
  },
  {
    name: 'conformance',
    summary: 'do segments find the same customers on another engine?',
    load: async () => (await import('./conformance.ts')).conformance,
  },
  {
    name: 'lsp',
    summary: 'the language server for editors, over standard input and output',
    load: async () => (await import('./lsp.ts')).lsp,
  },
  {
    name: 'schema',
    summary: 'a JSON Schema of definitions and project file, for editors',
    load: async () => (await import('./schema.ts')).schema,
  },
  {
    name: 'cache',
    summary: 'what is kept of the data files between runs, and its removal',
    load: async () => (await import('./cache.ts')).cache,
  },
  {
    name: 'completion',
    summary: 'completion for your shell: bash, zsh or fish',
    load: async () => (await import('./completion.ts')).completion,
  },
  {
    name: 'complete',
    summary: 'candidates for the last of the words, for the completion scripts',
    hidden: true,
    load: async () => (await import('./complete.ts')).completeCommand(commands),
  },
];
