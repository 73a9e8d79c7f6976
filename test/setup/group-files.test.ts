import { describe, expect, it } from 'vitest';
import { groupFiles } from '../../src/setup/group-files.ts';

const orders = ['order_id', 'customer_id', 'ordered_at', 'total'];
const customers = ['customer_id', 'email'];

function patterns(files: Readonly<Record<string, readonly string[]>>): Record<string, readonly string[]> {
  const groups = groupFiles(Object.entries(files).map(([name, header]) => ({ name, header })));
  return Object.fromEntries(
    groups.map((group) => [group.patterns.join(' '), group.files.map(({ name }) => name)]),
  );
}

describe('files that are one table', () => {
  it('differ in their month', () => {
    expect(
      patterns({
        'orders-2026-01.csv': orders,
        'orders-2026-02.csv': [' Order_ID', 'CUSTOMER_ID', 'Ordered_At', 'Total ', 'coupon'],
        'customers.csv': customers,
      }),
    ).toEqual({
      'customers.csv': ['customers.csv'],
      'orders-*.csv': ['orders-2026-01.csv', 'orders-2026-02.csv'],
    });
  });

  it('have a counter behind their day, which is another in the next export', () => {
    expect(patterns({ 'proj_orders_20260629#0.json': orders })).toEqual({
      'proj_orders_*.json': ['proj_orders_20260629#0.json'],
    });
    const several = { 'proj_20260401#0.json': orders, 'proj_20260501#1.json': orders };
    expect(patterns(several)).toEqual({ 'proj_*.json': Object.keys(several) });
  });

  it('differ in a counter', () => {
    const files = {
      'orders_export.csv': orders,
      'orders_export_2.csv': orders,
      'customers_export.csv': customers,
    };
    expect(Object.keys(patterns(files))).toContain('orders_export*.csv');
    expect(Object.keys(patterns({ 'a.csv': orders, 'a (1).csv': orders, 'b.csv': orders }))).toEqual([
      'a*.csv',
      'b.csv',
    ]);
  });

  it('are found next month though there is one now', () => {
    expect(Object.keys(patterns({ 'orders-2026-01.csv': orders, 'customers.csv': customers }))).toEqual([
      'customers.csv',
      'orders-*.csv',
    ]);
    expect(Object.keys(patterns({ 'olist_orders.csv': orders }))).toEqual(['olist_orders.csv']);
  });

  it('have a folder to themselves', () => {
    const opens = ['Timestamp', 'Email'];
    expect(
      Object.keys(
        patterns({
          'activity/opens/spring.csv': opens,
          'activity/opens/summer.csv': opens,
          'a.csv': customers,
        }),
      ),
    ).toEqual(['a.csv', 'activity/opens/*.csv']);
  });

  it('are not those with other columns', () => {
    const groups = patterns({ 'export_1.csv': orders, 'export_2.csv': customers });
    expect(groups).toEqual({ 'export_1.csv': ['export_1.csv'], 'export_2.csv': ['export_2.csv'] });
  });

  it('are named when a pattern would find others too', () => {
    expect(patterns({ 'o1.csv': orders, 'o2.csv': orders, 'o3.csv': customers, 'o4.csv': orders })).toEqual({
      'o1.csv o2.csv o4.csv': ['o1.csv', 'o2.csv', 'o4.csv'],
      'o3.csv': ['o3.csv'],
    });
  });
});
