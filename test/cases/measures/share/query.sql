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
    orders.channel,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    CAST(COUNT(CASE WHEN channel = 'app' THEN 1 END) AS DOUBLE) / NULLIF(COUNT(*), 0) AS orders_share
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features.orders_share
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(CAST(FORMAT('{:.15g}', CAST(orders_share AS DOUBLE)) AS DOUBLE) + 0 >= 0.5, FALSE) AS "half-in-app",
    COALESCE(CAST(FORMAT('{:.15g}', CAST(orders_share AS DOUBLE)) AS DOUBLE) + 0 = 0, FALSE) AS "none-in-app"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "half-in-app", -- segments.yaml:2
    "none-in-app" -- segments.yaml:3
  FROM members
)
SELECT
  'half-in-app' AS segment,
  customer_id
FROM segment_membership
WHERE "half-in-app"
UNION ALL
SELECT
  'none-in-app' AS segment,
  customer_id
FROM segment_membership
WHERE "none-in-app"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
