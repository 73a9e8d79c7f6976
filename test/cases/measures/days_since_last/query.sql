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
    orders.ordered_at,
    CAST(orders.ordered_at AS DATE) AS ordered_at_date
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    DATE_DIFF('day', MAX(ordered_at_date), DATE '2026-06-30') AS orders_days_since_last
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features.orders_days_since_last
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    NOT COALESCE(orders_days_since_last = 0, FALSE) AS "not-today",
    COALESCE(orders_days_since_last > 90, FALSE) AS silent,
    COALESCE(orders_days_since_last = 0, FALSE) AS today
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "not-today", -- segments.yaml:4
    silent, -- segments.yaml:2
    today -- segments.yaml:3
  FROM members
)
SELECT
  'not-today' AS segment,
  customer_id
FROM segment_membership
WHERE "not-today"
UNION ALL
SELECT
  'silent' AS segment,
  customer_id
FROM segment_membership
WHERE silent
UNION ALL
SELECT
  'today' AS segment,
  customer_id
FROM segment_membership
WHERE today
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
