import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { circles } from './circles.ts';
import {
  clockFiles,
  doors,
  processFiles,
  pureRooms,
  rooms,
  sqlExceptions,
  sqlRooms,
  yamlRooms,
} from './rooms.ts';
import { importsOf, root, type SourceFile, sourceFiles, withoutComments } from './source-files.ts';

const files = sourceFiles();
const code = new Map(files.map((file) => [file.path, withoutComments(file.text)]));

function placesOf(pattern: RegExp, allowed: readonly string[]): readonly string[] {
  return files
    .filter(({ path }) => !allowed.includes(path))
    .flatMap(({ path }) =>
      code
        .get(path)!
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
    );
}

function isUpward({ room }: SourceFile, target: string): boolean {
  const order: readonly string[] = rooms;
  return order.indexOf(target.split('/')[1]!) > order.indexOf(room);
}

describe('the rooms of src', () => {
  it('are those of the list, each with at least one file', () => {
    const listed: readonly string[] = rooms;
    const found = [...new Set(files.map(({ room }) => room))];
    expect(found.toSorted()).toEqual(listed.toSorted());
  });

  it('import only from rooms above them', () => {
    const upward = files.flatMap((file) =>
      file.imports.flatMap(({ file: target }) =>
        target?.startsWith('src/') && isUpward(file, target) ? [`${file.path} imports ${target}`] : [],
      ),
    );
    expect(upward).toEqual([]);
  });

  it('import nothing outside src but package.json', () => {
    const outside = files.flatMap(({ path, imports }) =>
      imports.flatMap(({ file }) =>
        file === undefined || file.startsWith('src/') || file === 'package.json' ? [] : [`${path}: ${file}`],
      ),
    );
    expect(outside).toEqual([]);
  });

  it('have no circle of files', () => {
    expect(circles(files)).toEqual([]);
  });

  it('read no YAML below the rooms that make syntax of it', () => {
    const below = files.filter(({ room }) => !yamlRooms.includes(room));
    const imports = below.flatMap(({ path, imports: found }) =>
      found.flatMap(({ file }) => (file?.startsWith('src/yaml/') ? [`${path} imports ${file}`] : [])),
    );
    const above = files.filter(({ room }) => yamlRooms.includes(room)).map(({ path }) => path);
    expect([...imports, ...placesOf(/\bkind [!=]== 'map'/, above)]).toEqual([]);
  });

  it('import files that are there', () => {
    const known = new Set([...files.map(({ path }) => path), 'package.json']);
    const missing = files.flatMap(({ path, imports }) =>
      imports.flatMap(({ file }) => (file === undefined || known.has(file) ? [] : [`${path}: ${file}`])),
    );
    expect(missing).toEqual([]);
  });

  it('are followed by a definition in src/README.md, with the query that comes of it', () => {
    const text = readFileSync(join(root, 'src/README.md'), 'utf8');
    for (const file of ['segments.yaml', 'query.sql']) {
      expect(text).toContain(readFileSync(join(root, 'test/cases/steps/through-the-stages', file), 'utf8'));
    }
  });

  it('are described in src/README.md in this order', () => {
    const text = readFileSync(join(root, 'src/README.md'), 'utf8');
    const listed = [...text.matchAll(/^\| `([a-z.]+?)\/?` \|/gm)].map(([, name]) => name);
    expect(listed).toEqual(rooms);
  });
});

describe('the trails of src/README.md', () => {
  const text = readFileSync(join(root, 'src/README.md'), 'utf8');
  const section = text.slice(text.indexOf('## How far things go'), text.indexOf('## Recipes'));
  const trails = [...section.matchAll(/^- \*\*(.+?)\*\* \((\d+)[^)]*\):([\s\S]*?)(?=\n- |\n\n)/gm)].map(
    ([, name, number, files]) => ({
      name: name!,
      number: Number(number),
      files: [...files!.matchAll(/`([a-z/.-]+\.ts)`/g)].map(([, path]) => `src/${path}`),
    }),
  );
  const importing = new Map(
    files.map(({ path, imports }) => [path, new Set([path, ...imports.map(({ file }) => file)])]),
  );
  const tied = (a: string, b: string): boolean =>
    [...(importing.get(a) ?? [])].some((file) => importing.get(b)?.has(file));

  it('are four, and as long as they say', () => {
    expect(trails.map(({ files: path }) => path.length)).toEqual(trails.map(({ number }) => number));
    expect(trails).toHaveLength(4);
  });

  it('go from file to file by an import, or by what both import', () => {
    const broken = trails.flatMap(({ name, files: path }) =>
      path.flatMap((file, index) =>
        index === 0 || path.slice(0, index).some((before) => tied(before, file)) ? [] : [`${name}: ${file}`],
      ),
    );
    expect(broken).toEqual([]);
  });
});

describe('packages', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };

  it('are imported behind their doors only', () => {
    const stray = files.flatMap(({ path, imports }) =>
      imports.flatMap(({ package: name }) => {
        if (name === undefined || name === 'node:') return [];
        const open = doors[name]?.some((door) => path === door || path.startsWith(`${door}/`));
        return open ? [] : [`${path} imports ${name}`];
      }),
    );
    expect(stray).toEqual([]);
  });

  it('have a door each, pinned to one version', () => {
    expect(Object.keys(manifest.dependencies).filter((name) => !doors[name])).toEqual([]);
    expect(Object.keys(doors).filter((name) => !manifest.dependencies[name])).toEqual([]);
    expect(Object.values(manifest.dependencies).filter((version) => !/^\d/.test(version))).toEqual([]);
  });

  it('of Node are not needed by the rooms that only compute', () => {
    const pure: readonly string[] = pureRooms;
    const found = files.flatMap(({ path, room, imports }) =>
      pure.includes(room) && imports.some(({ package: name }) => name === 'node:') ? [path] : [],
    );
    expect(found).toEqual([]);
  });
});

describe('below the program', () => {
  it('nothing reads the clock', () => {
    expect(
      placesOf(/\bDate\.now\b|\bnew Date\(\s*\)|\bTemporal\.Now\b|\bperformance\.now\b/, clockFiles),
    ).toEqual([]);
  });

  it('nothing ends the process, prints or reads its words', () => {
    expect(placesOf(/\bprocess\.(exit|exitCode|stdout|stderr|stdin|argv)\b/, processFiles)).toEqual([]);
    expect(placesOf(/\bconsole\./, [])).toEqual([]);
  });

  it('nothing is left to chance', () => {
    expect(placesOf(/\bMath\.random\b/, [])).toEqual([]);
  });
});

describe('a plan', () => {
  it('becomes a relation in one place', () => {
    expect(placesOf(/\bnew Planner\(/, ['src/evaluation/relation.ts'])).toEqual([]);
  });
});

describe('SQL', () => {
  // A word in backticks is prose.
  const words =
    /[`'"( ](SELECT|INSERT INTO|DELETE FROM|CREATE (OR REPLACE )?(TEMP )?(TABLE|VIEW)|DROP (TABLE|VIEW)|COPY)\b(?!`)|\b(FROM|JOIN) \$\{/;
  const filesWith = (pattern: RegExp): readonly string[] => {
    const allowed = files.filter(({ path }) => sqlRooms.some((room) => path.startsWith(`src/${room}/`)));
    const places = placesOf(
      pattern,
      allowed.map(({ path }) => path),
    );
    return [...new Set(places.map((place) => place.split(':')[0]!))];
  };

  it('is text in the rooms for it alone, and in a list of files that gets shorter', () => {
    expect(filesWith(words)).toEqual(sqlExceptions);
  });

  it('names are quoted by the dialect, or in the rooms that write it', () => {
    expect(filesWith(/\bquoteIdentifier\b/)).toEqual([]);
  });

  it('is printed for the dialect of the workspace, which is chosen in one place', () => {
    const importing = files.filter(({ imports }) =>
      imports.some(({ file }) => file === 'src/sql/dialects/duckdb.ts'),
    );
    expect(importing.map(({ path }) => path)).toEqual([
      'src/sql/dialects/index.ts',
      'src/workspace/completed.ts',
    ]);
  });
});

describe('constants', () => {
  it('are in capitals where they are one number, text or pattern, and like any other name where not', () => {
    const constant = /^(?:export )?const (\w+)(?:: [^=\n]+)? =\s*(['"`]|-?\d|\/(?![*/]))?/gm;
    const wrong = files.flatMap(({ path }) =>
      [...code.get(path)!.matchAll(constant)]
        .filter(([, name = '', literal]) => /^[A-Z][A-Z\d_]*$/.test(name) !== (literal !== undefined))
        .map(([, name]) => `${path}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the house rules themselves', () => {
  it('see every form of import', () => {
    const text = [
      "import { a } from './a.ts';",
      "import type { b } from '../yaml/b.ts';",
      "import './side.ts';",
      "export { c } from './c.ts';",
      "const later = () => import('@scope/name/part');",
      "// import { no } from './no.ts';",
      "import {\n  d,\n  e,\n} from 'node:fs';",
    ].join('\n');
    expect(importsOf('src/check/x.ts', text).map(({ file, package: name }) => file ?? name)).toEqual([
      'src/check/a.ts',
      'src/yaml/b.ts',
      'src/check/side.ts',
      'src/check/c.ts',
      '@scope/name',
      'node:',
    ]);
  });

  it('see a circle', () => {
    const file = (path: string, ...targets: readonly string[]): SourceFile => ({
      path,
      room: 'x',
      text: '',
      imports: targets.map((target) => ({ specifier: target, file: target, package: undefined })),
    });
    expect(circles([file('a', 'b'), file('b', 'c'), file('c', 'b')])).toEqual(['b → c → b']);
  });
});
