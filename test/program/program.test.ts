import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { buildFixture, finish, quietEnv, temporaryFolder } from '../commands/fixture/program.ts';

const folder = temporaryFolder();
let program = '';

beforeAll(async () => {
  program = await buildFixture(folder.path);
});
afterAll(folder.remove);

const segment = (...args: string[]) =>
  finish(process.execPath, [program, ...args], { cwd: folder.path, env: quietEnv() });
const segmentWith = (env: Record<string, string>, ...args: string[]) =>
  finish(process.execPath, [program, ...args], { cwd: folder.path, env: quietEnv(env) });

describe('help', () => {
  it('lists the commands, the exit codes and the environment', async () => {
    const { code, out, err } = await segment('--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Usage: segment COMMAND [options]');
    expect(out).toMatch(/^ {2}rows +so many rows of text on standard output$/m);
    expect(out).toContain('another run holds the history');
    expect(out).not.toContain('complete ');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it.each([[['rows', '--help']], [['rows', '-h']], [['help', 'rows']], [['--quiet', 'help', 'rows']]])(
    'of a command: %j',
    async (words) => {
      const { code, out } = await segment(...words);
      expect(code).toBe(0);
      expect(out).toContain('Usage: segment rows [options] <COUNT>');
      expect(out).toContain('So many rows of text on standard output.');
      expect(out).toContain('  # three rows\n  $ segment rows 3\n');
      expect(out).toContain('Exit codes:\n  1   there were no rows');
      expect(out.indexOf('--width')).toBeLessThan(out.indexOf('--project'));
      expect(out).toMatch(/Messages:\n {2}-q, --quiet/);
    },
  );

  it('is given on stderr, with exit code 2, when no command is named', async () => {
    const { code, out, err } = await segment();
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Commands:');
  });

  it('prints the version', async () => {
    expect(await segment('--version')).toMatchObject({ code: 0, out: `${packageJson.version}\n` });
  });
});

describe('words that cannot be read exit with 2', () => {
  it.each([
    [['rwos', '3'], '`rwos` is no command', 'did you mean `rows`?'],
    [['help', 'rwos'], '`rwos` is no command', 'did you mean `rows`?'],
    [
      ['rows', '3', '--fromat', 'csv'],
      '`--fromat` is no option of `segment rows`',
      'did you mean `--format`?',
    ],
    [
      ['rows', '3', '--fromat=csv'],
      '`--fromat=csv` is no option of `segment rows`',
      'did you mean `--format`?',
    ],
    [['rows', '3', '--verbos'], '`--verbos` is no option of `segment rows`', 'did you mean `--verbose`?'],
    [['--nonsense'], '`--nonsense` is no option', 'see `segment --help`'],
    [['rows'], 'missing COUNT: how many', 'for example `segment rows 3`'],
    [['rows', '1', '2'], 'too many arguments: `segment rows` takes only COUNT', 'see `segment rows --help`'],
    [['rows', '1', '--out'], '`--out` needs a value: `--out FILE|DIR/`', 'see `segment rows --help`'],
    [['rows', '1', '--width', 'x'], '`--width` wants a whole number from 1 to 9, found `x`', ''],
    [['rows', '1', '--width', '0'], '`--width` wants a whole number from 1 to 9, found `0`', ''],
    [['rows', '1', '--threads', '1.5'], '`--threads` wants a whole number from 1 to 256, found `1.5`', ''],
    [['rows', '1', '--rows', ''], '`--rows` wants a whole number of at least 0, found ``', ''],
    [['rows', '1', '--format', 'jsno'], '`--format` is one of', 'did you mean `json`?'],
  ])('%j', async (words, message, help) => {
    const { code, out, err } = await segment(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`error: ${message}`);
    expect(err).toContain(help);
  });

  it('names every value that does not fit at once', async () => {
    const { err } = await segment('rows', '1', '--width', 'x', '--color', 'red');
    expect(err).toMatch(/`--width` wants.*\n.*`--color` is one of/);
  });
});

describe('options', () => {
  it('are read by their kind', async () => {
    const { out } = await segment(
      'echo',
      'vips',
      'a.yaml',
      '--param',
      'a=1',
      'b.yaml',
      '--param=b=2',
      '--rows',
      '10',
      '--fast',
      '--as-of',
      '-1',
    );
    expect(JSON.parse(out)).toEqual({
      args: ['vips', 'a.yaml', 'b.yaml'],
      options: {
        param: ['a=1', 'b=2'],
        rows: 10,
        fast: true,
        'as-of': '-1',
        'no-cache': false,
        page: false,
        quiet: false,
        verbose: false,
      },
      verbosity: 'normal',
      paint: [0, 0],
    });
  });

  it.each([
    [['echo', 'vips', '--excel', 'pl'], ['vips'], 'pl'],
    [['echo', '--excel', 'vips.yaml'], ['vips.yaml'], ''],
    [['--excel', 'pl', 'echo', 'vips'], ['vips'], 'pl'],
    [['echo', '--', '--excel', 'pl'], ['--excel', 'pl'], undefined],
  ])('take a value only where it is one: %j', async (words, args, excel) => {
    const { out } = await segment(...words);
    expect(JSON.parse(out).args).toEqual(args);
    expect(JSON.parse(out).options.excel).toBe(excel);
  });

  it('may stand before the command', async () => {
    const { out } = await segment('--project', 'x.yaml', '-q', 'echo', 'vips');
    expect(JSON.parse(out)).toMatchObject({ args: ['vips'], options: { project: 'x.yaml', quiet: true } });
  });
});

describe('what goes to stderr', () => {
  it('is a summary, less with --quiet, more with --verbose', async () => {
    expect((await segment('rows', '1')).err).toBe('writing 1 rows\n');
    expect((await segment('rows', '1', '--quiet')).err).toBe('');
    expect((await segment('rows', '1', '--verbose')).err).toMatch(
      /^writing 1 rows\nin detail\nrows: \d+\.\d\d s\n$/,
    );
  });

  it('is an expected failure in a sentence, with its exit code', async () => {
    expect(await segment('fail', 'expected')).toMatchObject({
      code: 3,
      out: '',
      err: 'warning: this is odd\nerror: the thing `x` is broken\n  help: mend it\n',
    });
    expect((await segment('fail', 'expected', '-q')).err).not.toContain('odd');
  });

  it.each([['json'], ['ndjson']])('is objects with --format %s', async (format) => {
    const { err, code } = await segment('fail', 'expected', '--format', format);
    expect(code).toBe(3);
    expect(
      err
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { severity: 'warning', code: 'odd', message: 'this is odd' },
      { severity: 'error', code: 'broken', message: 'the thing `x` is broken', help: ['mend it'] },
    ]);
  });

  it.each([['bug'], ['later']])('is a request to report a %s, the stack only with --verbose', async (how) => {
    const { code, err } = await segment('fail', how);
    expect(code).toBe(70);
    expect(err).toContain('this is a bug in segment: please report it');
    expect(err).not.toContain('secret');
    expect(err).not.toContain('    at ');
    expect((await segment('fail', how, '--verbose')).err).toMatch(/TypeError: .*\n +at /);
  });

  it('is a sentence when the system refuses', async () => {
    const { code, err } = await segment('fail', 'system');
    expect(code).toBe(3);
    expect(err).toContain('error: cannot open `/nowhere/at/all`: no such file or folder');
  });

  it('leaves the exit code 1 to an answer that is no', async () => {
    expect((await segment('rows', '0')).code).toBe(1);
  });
});

describe('colour through the environment', () => {
  it.each([
    [{}, [], [0, 0]],
    [{ FORCE_COLOR: '1' }, [], [1, 1]],
    [{ FORCE_COLOR: '3' }, [], [3, 3]],
    [{ FORCE_COLOR: '0' }, [], [0, 0]],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, [], [0, 0]],
    [{ NO_COLOR: '1' }, ['--color', 'always'], [1, 1]],
    [{ TERM: 'xterm-256color' }, ['--color', 'always'], [2, 2]],
    [{ FORCE_COLOR: '3' }, ['--color', 'never'], [0, 0]],
    [{ CI: '1', TERM: 'xterm' }, [], [0, 0]],
  ] as const)('%j %j', async (env, words, paint) => {
    const { out } = await segmentWith(env, 'echo', 'x', ...words);
    expect(JSON.parse(out).paint).toEqual(paint);
  });
});

describe('completion', () => {
  const complete = async (...words: string[]) => {
    const { out } = await segment('complete', '--', ...words);
    return out.split('\n').filter((line) => line !== '');
  };

  beforeAll(() => {
    mkdirSync(join(folder.path, 'segments'));
    writeFileSync(join(folder.path, 'segment.config.yaml'), '');
    writeFileSync(join(folder.path, 'segments', 'vips.yaml'), 'where: {}\n');
    writeFileSync(
      join(folder.path, 'segments', 'two.yaml'),
      'segments:\n  - name: quiet\n  - name: "vocal"\n',
    );
  });

  it('offers commands, options, choices, segments and files', async () => {
    expect(await complete('ro')).toEqual(['rows\tso many rows of text on standard output']);
    expect(await complete('help', 'ec')).toEqual(['echo\twhat the command was given, as JSON']);
    expect(await complete('rows', '--wi')).toEqual(['--width\tdigits']);
    expect(await complete('rows', '--color', '')).toEqual(['auto', 'always', 'never']);
    expect(await complete('echo', 'v')).toEqual(['vips\tsegment', 'vocal\tsegment', ':files']);
    expect(await complete('echo', '--fast', 'vips', '')).toEqual([':files']);
    expect(await complete('echo', '--data', '')).toEqual([':folders']);
    expect(await complete('rows', '')).toEqual([]);
    expect(await complete('nothing', '')).toEqual([]);
  });
});
