import { expect, it } from 'vitest';
import { others, shortcuts } from '../oracle/thresholds.ts';
import { sourceFiles } from './source-files.ts';

/** The rooms that make lists of files. */
const ROOMS = ['sources', 'database', 'plan', 'sql', 'evaluation', 'workspace'];

it('numbers by which lists could be made in another way are listed, and those listed are there', () => {
  const stands = sourceFiles()
    .filter(({ room }) => ROOMS.includes(room))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^(?:export )?const ([A-Z][A-Z0-9_]*)(?:: \w+)? = -?\d/gm)].map(
        ([, name]) => `${path.slice('src/'.length)} ${name}`,
      ),
    );
  const crossed = Object.values(shortcuts).flatMap(({ file, numbers }) =>
    numbers.flatMap(([number]) =>
      /^[A-Z][A-Z0-9_]* = /.test(number) ? `${file} ${number.split(' ')[0]}` : [],
    ),
  );
  expect(stands.toSorted()).toEqual([...new Set([...crossed, ...Object.keys(others)])].toSorted());
});
