/** A small project that has everything: tables with and without keys, traits, models, channels, an experiment. */

export const projectFile = `timezone: Europe/Warsaw
as_of: 2026-06-30
currency: PLN
segments: segments/*.yaml
suppress: [bounced]
history: .segment/history.duckdb
customers:
  file: customers.csv
  key: id
  created: joined
  columns: { tags: { type: list, separator: "|" }, spent: { type: decimal } }
  contact: { email: mail, sms: mobile }
  consent: { email: mail_ok, sms: { field: sms_ok, yes: [ja] } }
events:
  orders: { file: orders.csv, key: nr, customer: id, time: at, value: total, lookup: { product: products } }
  visits: { file: visits.csv, customer: id, time: at }
lookups:
  products: { file: products.csv, key: sku }
traits:
  spent_1y: { orders: { last: 1y, sum: total } }
  last_order: { orders: { max: at } }
rfm: { on: orders }
targets: { aov: 60, buyers: { conversion: 10% } }
`;

export const dataFiles: Readonly<Record<string, string>> = {
  'customers.csv': `id,name,country,joined,tags,spent,mail,mobile,mail_ok,sms_ok
c1,Ann,PL,2025-01-02,red|blue,12.50,ann@example.org,+48999540461,yes,ja
c2,Żaneta,HU,2025-03-04,,0,zan@example.org,,no,nein
c3,"Smith, J",PL,2026-05-06,red,7.25,,999540463,,ja
c4,Last,,2026-06-07,,,last@example.org,,yes,
`,
  'orders.csv': `nr,id,at,total,sku
1,c1,2026-06-20 10:00,12.50,p1
2,c1,2026-05-20 10:00,7.25,p2
3,c2,2026-04-29 23:30,100.00,p1
4,c3,2026-06-30 12:00,0.10,p9
5,c9,2026-06-01 12:00,5.00,p2
`,
  'visits.csv': `id,at,page
c1,2026-06-20 09:00,home
c1,2026-06-20 09:05,cart
c2,2026-06-21 09:00,home
c4,2026-06-29 09:00,cart
`,
  'products.csv': 'sku,title,category\np1,Lamp,home\np2,Chair,home\n',
};

export const definitionFiles: Readonly<Record<string, string>> = {
  'segments/buyers.yaml':
    'name: buyers\nwhere: { orders: { last: 90d } }\ncolumns: [name, spent_1y]\nalerts: { min: 1, change: 50% }\n',
  'segments/loyal.yaml':
    'name: loyal\nwhere: { any: [ { orders: { count: { gte: 2 } } }, { spent_1y: { gte: 50 } } ] }\nchannel: email\n',
  'segments/left.yaml':
    'name: left\nwhere: { visits: { where: { page: cart }, then_not: { orders: any, within: 7d } } }\n',
  'segments/weekly.yaml':
    'name: weekly\nwhere: { orders: { where: { product.category: home }, sum: { of: total, gte: 5 } } }\n',
  'segments/bounced.yaml': 'name: bounced\nwhere: { name: Last }\noutput: false\n',
  'segments/trial.yaml':
    'name: trial\nwhere: { country: { set: true } }\nsplit: { arms: { control: 50%, mail: 50% } }\n',
  'segments/buyers.test.yaml':
    'tests:\n  - test: the data as it is\n    expect: { buyers: { excludes: [nobody] } }\n',
  'segments/life.yaml':
    'name: life\nstages:\n  - { stage: new, where: { joined: { last: 60d } } }\n  - { stage: active, where: { orders: { last: 90d } } }\n  - stage: rest\n',
};

export const wholeProject: Readonly<Record<string, string>> = {
  'segment.config.yaml': projectFile,
  ...dataFiles,
  ...definitionFiles,
};
