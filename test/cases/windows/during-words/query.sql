-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    company.renews_on AS "company.renews_on"
  FROM customers
  LEFT JOIN companies AS company ON company.company_id = customers.company_id
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
mailings_rows AS (
  SELECT
    mailings.customer_id AS customer,
    mailings.sent_on
  FROM mailings
  WHERE mailings.sent_on < DATE '2026-07-01'
    AND mailings.sent_on >= DATE '2026-05-01'
),
mailings_features AS (
  SELECT
    customer,
    COUNT(*) AS mailings_count
  FROM mailings_rows
  WHERE sent_on >= DATE '2026-05-01'
    AND sent_on < DATE '2026-06-01'
  GROUP BY customer
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
    AND orders.ordered_at >= TIMESTAMP '2025-01-01 00:00:00'
),
orders_features AS (
  SELECT
    customer,
    COUNT(CASE WHEN ordered_at >= TIMESTAMP '2026-01-01 00:00:00' AND ordered_at < TIMESTAMP '2026-04-01 00:00:00' THEN 1 END) AS orders_count,
    COUNT(CASE WHEN ordered_at >= TIMESTAMP '2026-06-22 00:00:00' AND ordered_at < TIMESTAMP '2026-06-29 00:00:00' THEN 1 END) AS orders_count_2,
    COUNT(CASE WHEN ordered_at >= TIMESTAMP '2025-01-01 00:00:00' AND ordered_at < TIMESTAMP '2026-01-01 00:00:00' THEN 1 END) AS orders_count_3,
    MAX(ordered_at) AS orders_last,
    COUNT(CASE WHEN ordered_at >= TIMESTAMP '2026-06-29 00:00:00' AND ordered_at < TIMESTAMP '2026-06-30 00:00:00' THEN 1 END) AS orders_count_4
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(mailings_features.mailings_count, 0) AS mailings_count,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    COALESCE(orders_features.orders_count_2, 0) AS orders_count_2,
    COALESCE(orders_features.orders_count_3, 0) AS orders_count_3,
    orders_features.orders_last,
    COALESCE(orders_features.orders_count_4, 0) AS orders_count_4
  FROM base
  LEFT JOIN mailings_features ON mailings_features.customer = base.customer_id
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(mailings_count >= 1, FALSE) AS "last-month",
    COALESCE(orders_count >= 1, FALSE) AS "last-quarter",
    COALESCE(orders_count_2 >= 1, FALSE) AS "last-week",
    COALESCE(orders_count_3 >= 1, FALSE) AS "last-year",
    COALESCE("company.renews_on" >= DATE '2026-07-01' AND "company.renews_on" < DATE '2026-08-01', FALSE) AS "next-month",
    COALESCE("company.renews_on" >= DATE '2026-07-01' AND "company.renews_on" < DATE '2026-10-01', FALSE) AS "next-quarter",
    COALESCE("company.renews_on" >= DATE '2026-07-06' AND "company.renews_on" < DATE '2026-07-13', FALSE) AS "next-week",
    COALESCE("company.renews_on" >= DATE '2027-01-01' AND "company.renews_on" < DATE '2028-01-01', FALSE) AS "next-year",
    COALESCE(orders_last >= TIMESTAMP '2026-06-01 00:00:00', FALSE) AS "this-month",
    COALESCE(orders_last >= TIMESTAMP '2026-04-01 00:00:00', FALSE) AS "this-quarter",
    COALESCE(orders_last >= TIMESTAMP '2026-06-29 00:00:00', FALSE) AS "this-week",
    COALESCE(orders_last >= TIMESTAMP '2026-01-01 00:00:00', FALSE) AS "this-year",
    COALESCE(orders_last >= TIMESTAMP '2026-06-30 00:00:00', FALSE) AS today,
    COALESCE("company.renews_on" >= DATE '2026-07-01' AND "company.renews_on" < DATE '2026-07-02', FALSE) AS tomorrow,
    COALESCE(orders_count_4 >= 1, FALSE) AS yesterday
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "last-month", -- segments.yaml:9
    "last-quarter", -- segments.yaml:12
    "last-week", -- segments.yaml:6
    "last-year", -- segments.yaml:15
    "next-month", -- segments.yaml:10
    "next-quarter", -- segments.yaml:13
    "next-week", -- segments.yaml:7
    "next-year", -- segments.yaml:16
    "this-month", -- segments.yaml:8
    "this-quarter", -- segments.yaml:11
    "this-week", -- segments.yaml:5
    "this-year", -- segments.yaml:14
    today, -- segments.yaml:2
    tomorrow, -- segments.yaml:4
    yesterday -- segments.yaml:3
  FROM members
)
SELECT
  'last-month' AS segment,
  customer_id
FROM segment_membership
WHERE "last-month"
UNION ALL
SELECT
  'last-quarter' AS segment,
  customer_id
FROM segment_membership
WHERE "last-quarter"
UNION ALL
SELECT
  'last-week' AS segment,
  customer_id
FROM segment_membership
WHERE "last-week"
UNION ALL
SELECT
  'last-year' AS segment,
  customer_id
FROM segment_membership
WHERE "last-year"
UNION ALL
SELECT
  'next-month' AS segment,
  customer_id
FROM segment_membership
WHERE "next-month"
UNION ALL
SELECT
  'next-quarter' AS segment,
  customer_id
FROM segment_membership
WHERE "next-quarter"
UNION ALL
SELECT
  'next-week' AS segment,
  customer_id
FROM segment_membership
WHERE "next-week"
UNION ALL
SELECT
  'next-year' AS segment,
  customer_id
FROM segment_membership
WHERE "next-year"
UNION ALL
SELECT
  'this-month' AS segment,
  customer_id
FROM segment_membership
WHERE "this-month"
UNION ALL
SELECT
  'this-quarter' AS segment,
  customer_id
FROM segment_membership
WHERE "this-quarter"
UNION ALL
SELECT
  'this-week' AS segment,
  customer_id
FROM segment_membership
WHERE "this-week"
UNION ALL
SELECT
  'this-year' AS segment,
  customer_id
FROM segment_membership
WHERE "this-year"
UNION ALL
SELECT
  'today' AS segment,
  customer_id
FROM segment_membership
WHERE today
UNION ALL
SELECT
  'tomorrow' AS segment,
  customer_id
FROM segment_membership
WHERE tomorrow
UNION ALL
SELECT
  'yesterday' AS segment,
  customer_id
FROM segment_membership
WHERE yesterday
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
