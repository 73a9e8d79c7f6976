/**
 * A process that records: `recorder.mjs FILE WAIT WHAT…`. Each WHAT is `DATE:CUSTOMERS`, a list of the
 * customers `DATE-1` to `DATE-n` in the two segments `even` and `all`. Prints `ready` once it holds the
 * file, then a line for each run that is recorded. Lists are long enough for the engine to write past its log.
 */
import { openDatabase } from '../../src/database/database.ts';
import { Failure } from '../../src/diagnostics/failure.ts';
import { closeHistory, openHistory } from '../../src/history/history.ts';
import { recordRun } from '../../src/history/record.ts';
import { resolveAsOf } from '../../src/model/calendar.ts';

const [path, wait, ...runs] = process.argv.slice(2);
const database = await openDatabase({ threads: 1 });
try {
  const history = await openHistory(database, path!, {
    access: 'read-write',
    lockWaitSeconds: Number(wait),
  });
  process.stdout.write('ready\n');
  for (const run of runs) {
    const [date, customers] = run.split(':') as [string, string];
    const all = `SELECT '${date}-' || range FROM range(1, ${customers} + 1)`;
    await recordRun(history, {
      asOf: resolveAsOf(date, 'UTC')!,
      recordedAt: '2026-07-01T03:00:00Z',
      data: 'data-1',
      toolVersion: '0.1.0',
      segments: [
        { segment: 'all', definition: 'a', members: all },
        { segment: 'even', definition: 'e', members: `${all} WHERE range % 2 = 0` },
      ],
    });
    process.stdout.write(`${date}\n`);
  }
  await closeHistory(history);
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
} finally {
  database.close();
}
