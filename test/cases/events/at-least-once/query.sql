-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.channel = 'app' AS channel_is_app,
    orders.ordered_at,
    orders.total >= 50 AS total_test
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    COUNT(CASE WHEN channel_is_app AND ordered_at >= TIMESTAMP '2025-07-01 00:00:00' THEN 1 END) AS orders_count,
    COUNT(CASE WHEN ordered_at >= TIMESTAMP '2025-09-04 00:00:00' AND ordered_at < TIMESTAMP '2026-05-02 00:00:00' THEN 1 END) AS orders_count_2,
    MAX(CASE WHEN channel_is_app THEN ordered_at END) AS orders_last,
    MIN(CASE WHEN total_test THEN ordered_at END) AS orders_first,
    MAX(CASE WHEN ordered_at < TIMESTAMP '2026-04-02 00:00:00' THEN ordered_at END) AS orders_last_2,
    MAX(ordered_at) AS orders_last_3
  FROM orders_rows
  GROUP BY customer
),
tickets_rows AS (
  SELECT
    tickets.customer_id AS customer
  FROM tickets
),
tickets_features AS (
  SELECT
    customer,
    COUNT(*) AS tickets_count
  FROM tickets_rows
  GROUP BY customer
),
mailings_rows AS (
  SELECT
    mailings.customer_id AS customer,
    mailings.sent_on
  FROM mailings
  WHERE mailings.sent_on < DATE '2026-07-01'
    AND mailings.sent_on >= DATE '2026-06-01'
),
mailings_features AS (
  SELECT
    customer,
    MAX(sent_on) AS mailings_last
  FROM mailings_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    COALESCE(tickets_features.tickets_count, 0) AS tickets_count,
    COALESCE(orders_features.orders_count_2, 0) AS orders_count_2,
    orders_features.orders_last,
    orders_features.orders_first,
    orders_features.orders_last_2,
    mailings_features.mailings_last,
    orders_features.orders_last_3
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
  LEFT JOIN tickets_features ON tickets_features.customer = base.customer_id
  LEFT JOIN mailings_features ON mailings_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_count_2 >= 1, FALSE) AS alone,
    COALESCE(orders_last >= TIMESTAMP '2026-06-01 00:00:00', FALSE) AS "app-month",
    COALESCE(orders_count >= 2, FALSE) AS "app-often",
    COALESCE(orders_count > 0, FALSE) AS "app-year",
    COALESCE(orders_first < TIMESTAMP '2025-07-01 00:00:00', FALSE) AS "by-summer",
    COALESCE(tickets_count >= 1, FALSE) AS complained,
    COALESCE(orders_last_2 >= TIMESTAMP '2026-01-02 00:00:00', FALSE) AS "half-year",
    COALESCE(orders_last_2 >= TIMESTAMP '2025-09-04 00:00:00', FALSE) AS longer,
    COALESCE(mailings_last >= DATE '2026-06-30', FALSE) AS "mailed-today",
    orders_last_3 IS NULL AS never,
    COALESCE(orders_first >= TIMESTAMP '2025-12-01 00:00:00', TRUE) AS "not-by-winter",
    COALESCE(orders_last_3 < TIMESTAMP '2026-06-01 00:00:00', TRUE) AS "quiet-month",
    COALESCE(mailings_last < DATE '2026-06-01', TRUE) AS unmailed,
    COALESCE(orders_last_3 >= TIMESTAMP '2026-06-24 00:00:00', FALSE) AS week
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    alone, -- segments.yaml:15
    "app-month", -- segments.yaml:5
    "app-often", -- segments.yaml:8
    "app-year", -- segments.yaml:7
    "by-summer", -- segments.yaml:10
    complained, -- segments.yaml:19
    "half-year", -- segments.yaml:13
    longer, -- segments.yaml:14
    "mailed-today", -- segments.yaml:17
    never, -- segments.yaml:4
    "not-by-winter", -- segments.yaml:11
    "quiet-month", -- segments.yaml:3
    unmailed, -- segments.yaml:18
    week -- segments.yaml:2
  FROM members
)
SELECT
  'alone' AS segment,
  customer_id
FROM segment_membership
WHERE alone
UNION ALL
SELECT
  'app-month' AS segment,
  customer_id
FROM segment_membership
WHERE "app-month"
UNION ALL
SELECT
  'app-often' AS segment,
  customer_id
FROM segment_membership
WHERE "app-often"
UNION ALL
SELECT
  'app-year' AS segment,
  customer_id
FROM segment_membership
WHERE "app-year"
UNION ALL
SELECT
  'by-summer' AS segment,
  customer_id
FROM segment_membership
WHERE "by-summer"
UNION ALL
SELECT
  'complained' AS segment,
  customer_id
FROM segment_membership
WHERE complained
UNION ALL
SELECT
  'half-year' AS segment,
  customer_id
FROM segment_membership
WHERE "half-year"
UNION ALL
SELECT
  'longer' AS segment,
  customer_id
FROM segment_membership
WHERE longer
UNION ALL
SELECT
  'mailed-today' AS segment,
  customer_id
FROM segment_membership
WHERE "mailed-today"
UNION ALL
SELECT
  'never' AS segment,
  customer_id
FROM segment_membership
WHERE never
UNION ALL
SELECT
  'not-by-winter' AS segment,
  customer_id
FROM segment_membership
WHERE "not-by-winter"
UNION ALL
SELECT
  'quiet-month' AS segment,
  customer_id
FROM segment_membership
WHERE "quiet-month"
UNION ALL
SELECT
  'unmailed' AS segment,
  customer_id
FROM segment_membership
WHERE unmailed
UNION ALL
SELECT
  'week' AS segment,
  customer_id
FROM segment_membership
WHERE week
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
