/** What is to be said of a prediction before anybody leans on it. */
import { type Diagnostic, warning } from '../diagnostics/diagnostic.ts';
import type { Fit } from '../stats/fit.ts';
import { customersIn, type History, type HistoryRow } from '../stats/repeat-buying.ts';

/** Fewer customers, or fewer who came back, tell nothing of what the others will do. */
const FEWEST_CUSTOMERS = 100;
export const FEWEST_RETURNING = 20;

/** An order on nine days of ten, for a month or more, is no customer's rhythm. */
const ROBOT_SHARE = 0.9;
const ROBOT_DAYS = 30;

export function isRobot({ repeats, age }: History): boolean {
  return age >= ROBOT_DAYS && repeats + 1 >= ROBOT_SHARE * (age + 1);
}

/** Why nothing can be learned from the histories; undefined where something can. */
export function unlearnable(rows: readonly HistoryRow[]): Diagnostic | undefined {
  const customers = customersIn(rows);
  const returning = customersIn(rows.filter(({ repeats }) => repeats > 0));
  if (customers === 0) return warning('nobody-to-predict', 'nobody has such an event yet');
  if (rows.every(({ age }) => age === 0)) {
    return warning('one-day', 'everybody began on the last day, so nothing tells who comes back');
  }
  if (returning === 0)
    return warning('nobody-came-back', 'nobody has come back yet, so nothing tells who will');
  if (customers < FEWEST_CUSTOMERS || returning < FEWEST_RETURNING) {
    return warning(
      'too-few-customers',
      `${customers} ${customers === 1 ? 'customer' : 'customers'}, of whom ${returning} came back, are too few to fit a model to: ` +
        `it takes ${FEWEST_CUSTOMERS}, of whom ${FEWEST_RETURNING} came back`,
      undefined,
      { customers, returning },
    );
  }
  if (rows.length === 1) return warning('all-alike', 'all customers are alike, so nothing tells them apart');
  return undefined;
}

/** What stands in the model's place: the sentence behind each reason. */
export const INSTEAD =
  'in its place stands `own-rhythm`: a customer’s own average gap, or everybody’s where there are fewer than two';

export const NOTHING_INSTEAD = 'there is no gap between orders to go by either, so values are missing';

export function robotsFound(robots: readonly HistoryRow[]): readonly Diagnostic[] {
  const customers = customersIn(robots);
  if (customers === 0) return [];
  const who = customers === 1 ? '1 customer orders' : `${customers} customers order`;
  const message = `${who} on nine days of ten: a till, a reseller or a robot, left out of the fit and scored by \`own-rhythm\``;
  return [
    warning(
      'robot',
      message,
      ['leave such rows out with `where:` of the table, if nobody is meant to write to them'],
      { customers },
    ),
  ];
}

/** From so high a mean chance to be active on, nobody was seen to stop. */
const EVERYBODY = 0.99;

/** Whether the likelihood is flat because nobody stops: then it does not tell who has. */
export function seesNobodyStop(
  { doubt }: Fit,
  rows: readonly HistoryRow[],
  alive: (row: HistoryRow) => number,
): boolean {
  if (doubt !== 'flat') return false;
  const active = rows.reduce((sum, row) => sum + row.customers * alive(row), 0);
  return active > EVERYBODY * customersIn(rows);
}

/** What the fit itself leaves in doubt. */
export function fitDoubts({ doubt }: Fit, isLoyal: boolean): readonly Diagnostic[] {
  switch (doubt) {
    case undefined:
      return [];
    case 'flat':
      return [
        warning(
          'flat-likelihood',
          isLoyal
            ? 'the likelihood is flat: nobody is seen to stop, so `alive` is by `own-rhythm`, the chance that a ' +
                'customer’s own gap lasts this long; orders are the model’s'
            : 'the likelihood is flat: other parameters would fit the data as well, and say much the same of customers',
        ),
      ];
    case 'not-converged':
      return [
        warning('not-converged', 'the model could not be fitted: the likelihood has no peak that was found'),
      ];
  }
}
