/** What came of tests of definitions as an answer: a row an expectation, and for people why one is not met. */
import { type Diagnostic, info } from '../diagnostics/diagnostic.ts';
import type { SeenNode } from '../evaluation/explain.ts';
import type { DefinitionTest } from '../evaluation/test-binding.ts';
import type { TestedSegment } from '../evaluation/test-run.ts';
import type { Stray, Verdict } from '../evaluation/test-verdict.ts';
import { countOf } from '../model/count.ts';
import type { Cell, Table } from '../model/table.ts';
import type { Answer } from './answer.ts';

export function answerTests(tested: readonly TestedSegment[]): Answer {
  return {
    rows: {
      columns: [
        { name: 'test', kind: 'text' },
        { name: 'segment', kind: 'text' },
        { name: 'result', kind: 'key' },
        { name: 'detail', kind: 'prose' },
      ],
      rows: tested.map(({ test, expectation, verdict }) => [
        test.syntax.name.text,
        expectation.segment.text,
        verdict.kind,
        detailOf(verdict).join('; ') || null,
      ]),
    },
    picture: outlineOf(tested),
    notes: [summaryOf(tested)],
  };
}

/** Whether all is as expected. */
export function haveAllPassed(tested: readonly TestedSegment[]): boolean {
  return tested.every(({ verdict }) => verdict.kind === 'passed');
}

function summaryOf(tested: readonly TestedSegment[]): Diagnostic {
  const tests = new Set(tested.map(({ test }) => test));
  const failed = new Set(tested.filter(({ verdict }) => verdict.kind !== 'passed').map(({ test }) => test));
  const passed = tests.size - failed.size;
  const words = failed.size === 0 ? 'all as expected' : `${countOf(failed.size, 'test')} failed`;
  return info('tested', `${countOf(tests.size, 'test')} of ${countOf(tested.length, 'segment')}: ${words}`, {
    passed,
    failed: failed.size,
  });
}

/** One line a fault. */
function detailOf(verdict: Verdict): readonly string[] {
  switch (verdict.kind) {
    case 'passed':
      return [];
    case 'broken':
      return verdict.diagnostics.map(({ message }) => message);
    case 'failed':
      return [
        ...verdict.strays.map((stray) => [strayWords(stray), ...stray.deciding.map(nodeWords)].join(', ')),
        ...endOf(verdict),
      ];
  }
}

function endOf({ more, customers }: Extract<Verdict, { kind: 'failed' }>): readonly string[] {
  return [
    ...(more > 0 ? [`and ${countOf(more, 'more customer')}`] : []),
    ...(customers === undefined ? [] : [`there are ${countOf(customers, 'customer')}`]),
  ];
}

function strayWords({ customer, is }: Stray): string {
  switch (is) {
    case 'in':
      return `\`${customer}\` is in, and should be out`;
    case 'out':
      return `\`${customer}\` is out, and should be in`;
    case 'nobody':
      return `\`${customer}\` should be in, and there is no such customer`;
  }
}

function nodeWords({ words, found, holds }: SeenNode): string {
  const value = found === undefined ? '' : `: found ${found ?? 'nothing'}`;
  return `${holds ? 'since' : 'not'} ${words}${value}`;
}

interface Line {
  readonly depth: number;
  readonly text: string;
  readonly result: string;
}

/** A line a test where all is as expected; what is not is told below it. */
function outlineOf(tested: readonly TestedSegment[]): Table {
  const tests = new Map<DefinitionTest, TestedSegment[]>();
  for (const each of tested) tests.set(each.test, [...(tests.get(each.test) ?? []), each]);
  const lines = [...tests].flatMap(([test, segments]): readonly Line[] => {
    const wrong = segments.filter(({ verdict }) => verdict.kind !== 'passed');
    const result = wrong[0]?.verdict.kind ?? 'passed';
    const names = segments.map(({ expectation }) => expectation.segment.text).join(', ');
    const name = test.syntax.name.text;
    return [
      { depth: 0, text: wrong.length > 0 ? name : `${name}: ${names}`, result },
      ...wrong.flatMap(linesOf),
    ];
  });
  return {
    columns: [
      { name: 'depth', kind: 'integer' },
      { name: 'text', kind: 'prose' },
      { name: 'result', kind: 'text' },
    ],
    rows: lines.map(({ depth, text, result }): readonly Cell[] => [depth, text, result]),
    picture: { kind: 'outline', head: [], depth: 'depth', text: 'text', figures: ['result'] },
  };
}

function linesOf({ expectation, verdict }: TestedSegment): readonly Line[] {
  const own = { depth: 1, text: expectation.segment.text, result: '' };
  if (verdict.kind !== 'failed')
    return [own, ...detailOf(verdict).map((text) => ({ depth: 2, text, result: '' }))];
  const strays = verdict.strays.flatMap((stray): readonly Line[] => [
    { depth: 2, text: strayWords(stray), result: '' },
    ...stray.nodes
      .filter(({ role }) => role.kind !== 'everybody' && role.kind !== 'list')
      .map((node) => ({
        depth: 3 + node.depth,
        text: stray.deciding.includes(node) ? `→ ${seenWords(node)}` : seenWords(node),
        result: node.holds ? 'yes' : 'no',
      })),
  ]);
  return [own, ...strays, ...endOf(verdict).map((text) => ({ depth: 2, text, result: '' }))];
}

function seenWords({ words, found, role }: SeenNode): string {
  const value = found === undefined ? '' : `: found ${found ?? 'nothing'}`;
  return `${role.kind === 'step' ? `${role.step.name}: ` : ''}${words}${value}`;
}
