import { describe, expect, test } from 'vitest';
import { collector } from '../../src/diagnostics/collect.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import {
  booleanOf,
  choiceOf,
  dateOf,
  durationOf,
  fieldsOf,
  integerOf,
  listOf,
  mapOf,
  numberText,
  percentOf,
  shareOf,
  textOf,
  textsOf,
} from '../../src/yaml/fields.ts';
import type { YamlNode } from '../../src/yaml/node.ts';
import { readYaml } from '../../src/yaml/read.ts';

function nodeOf(text: string): YamlNode {
  const node = readYaml({ name: 'test.yaml', text: `x: ${text}` }, () => {});
  if (node?.kind !== 'map') throw new Error('expected a map');
  return node.entries[0]!.value;
}

type Typed = (node: YamlNode | undefined, report: Report, what: string) => unknown;

function take(typed: Typed, text: string) {
  const { report, diagnostics } = collector();
  return { value: typed(nodeOf(text), report, 'x'), diagnostics };
}

describe('values', () => {
  test.each<[Typed, string, unknown]>([
    [textOf, 'hello', 'hello'],
    [textOf, '"  1 "', '1'],
    [textsOf, 'a', ['a']],
    [textsOf, '[a, b]', ['a', 'b']],
    [booleanOf, 'true', true],
    [booleanOf, 'false', false],
    [integerOf, '3', 3],
    [integerOf, '-2', -2],
    [numberText, '1.50', '1.50'],
    [numberText, '-007', '-7'],
    [numberText, '000', '0'],
    [numberText, '-0', '0'],
    [percentOf, '10%', '0.10'],
    [percentOf, '12.5%', '0.125'],
    [percentOf, '0.1%', '0.001'],
    [percentOf, '-300%', '-3.00'],
    [shareOf, '100%', '1.00'],
    [durationOf, '90d', { n: 90, unit: 'd' }],
    [dateOf, '2024-02-29', '2024-02-29'],
  ])('%o of `%s`', (typed, text, expected) => {
    expect(take(typed, text)).toEqual({ value: expected, diagnostics: [] });
  });
});

describe('misfits', () => {
  test.each<[Typed, string, string, string | undefined]>([
    [durationOf, '90 dayz', 'expected a duration such as `90d` for `x`, found `90 dayz`', 'write `90d`'],
    [durationOf, '3 months', 'expected a duration such as `90d` for `x`, found `3 months`', 'write `3mo`'],
    [
      durationOf,
      '"90d"',
      'expected a duration such as `90d` for `x`, found the text `"90d"`',
      'remove the quotes: a quoted value is text',
    ],
    [durationOf, '', '`x` has no value', undefined],
    [textOf, '""', '`x` is an empty text', undefined],
    [textOf, '[a]', 'expected text for `x`, found a list', undefined],
    [booleanOf, 'yes', 'expected `true` or `false` for `x`, found `yes`', 'write `true`'],
    [booleanOf, 'True', 'expected `true` or `false` for `x`, found `True`', undefined],
    [integerOf, '3.5', 'expected a whole number such as `3` for `x`, found `3.5`', undefined],
    [
      integerOf,
      '99999999999999999999',
      'expected a whole number such as `3` for `x`, found `99999999999999999999`',
      undefined,
    ],
    [numberText, '1e3', 'expected a number such as `1234.50` for `x`, found `1e3`', undefined],
    [
      numberText,
      '1 000',
      'expected a number such as `1234.50` for `x`, found `1 000`',
      'write it without separators, with a point before the decimals',
    ],
    [percentOf, '10', 'expected a percentage such as `10%` for `x`, found `10`', 'write the sign: `10%`'],
    [percentOf, '0.07', 'expected a percentage such as `10%` for `x`, found `0.07`', 'write the sign: `7%`'],
    [shareOf, '101%', 'expected a percentage from `0%` to `100%` for `x`, found `101%`', undefined],
    [
      dateOf,
      '30.06.2026',
      'expected a date such as `2026-06-30` for `x`, found `30.06.2026`',
      'write year-month-day: `2026-06-30`',
    ],
    [
      dateOf,
      '06/30/2026',
      'expected a date such as `2026-06-30` for `x`, found `06/30/2026`',
      'write year-month-day: `2026-06-30`',
    ],
    [
      dateOf,
      '30 days ago',
      'expected a date such as `2026-06-30` for `x`, found `30 days ago`',
      'write `before_last: 30d` for longer ago, `last: 30d` for since then',
    ],
    [mapOf, '{}', '`x` is empty', undefined],
    [mapOf, 'a', 'expected a mapping (`key: value`) for `x`, found `a`', undefined],
    [listOf, '[]', '`x` is an empty list', undefined],
    [listOf, 'a', 'expected a list (`[A, B]`) for `x`, found `a`', undefined],
  ])('%o of `%s`', (typed, text, message, help) => {
    const { value, diagnostics } = take(typed, text);
    expect(value).toBeUndefined();
    expect(diagnostics.map((diagnostic) => [diagnostic.message, diagnostic.help?.[0]])).toEqual([
      [message, help],
    ]);
  });

  test('a field that is not there is no error', () => {
    const { report, diagnostics } = collector();
    expect(durationOf(undefined, report, 'x')).toBeUndefined();
    expect(fieldsOf(undefined, [], report, 'x')).toBeUndefined();
    expect(diagnostics).toEqual([]);
  });
});

test('choices suggest the nearest', () => {
  const { value, diagnostics } = take(
    (node, report) => choiceOf(node, ['red', 'green'], report, 'x'),
    'gren',
  );
  expect(value).toBeUndefined();
  expect(diagnostics[0]?.message).toBe('expected one of `red`, `green` for `x`, found `gren`');
  expect(diagnostics[0]?.help).toEqual(['did you mean `green`?']);
});

describe('fieldsOf', () => {
  test('gives the fields and reports unknown and missing ones', () => {
    const { report, diagnostics } = collector();
    const fields = fieldsOf(nodeOf('{ titel: a, tier: b }'), ['title', 'tier', 'name'], report, 'a segment');
    expect(textOf(fields?.get('tier'), report, 'tier')).toBe('b');
    expect(fields?.has('titel')).toBe(true);
    expect(fields?.get('title')).toBeUndefined();
    expect(fields?.keyOf('tier')?.text).toBe('tier');
    expect(fields?.required('name')).toBeUndefined();
    expect(diagnostics.map(({ code, message, help }) => [code, message, help])).toEqual([
      ['unknown-key', '`titel` is no key of a segment', ['did you mean `title`?']],
      ['missing-key', 'a segment needs `name`', undefined],
    ]);
  });

  test('lists the known keys when none is near', () => {
    const { report, diagnostics } = collector();
    fieldsOf(nodeOf('{ zzz: a }'), ['title', 'tier'], report, 'holdout');
    expect(diagnostics[0]?.message).toBe('`zzz` is no key of `holdout`');
    expect(diagnostics[0]?.help).toEqual(['known keys: `title`, `tier`']);
  });
});
