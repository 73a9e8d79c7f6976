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
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    MIN(ordered_at) AS first_order_at,
    COUNT(CASE WHEN ordered_at >= TIMESTAMP '2026-01-02 00:00:00' AND ordered_at < TIMESTAMP '2026-04-02 00:00:00' THEN 1 END) AS orders_count
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features.first_order_at,
    COALESCE(orders_features.orders_count, 0) AS orders_count
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(first_order_at < TIMESTAMP '2026-04-02 00:00:00', FALSE) AS "long-ago",
    COALESCE(orders_count >= 1, FALSE) AS previous
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "long-ago", -- segments.yaml:2
    previous -- segments.yaml:3
  FROM members
)
SELECT
  'long-ago' AS segment,
  customer_id
FROM segment_membership
WHERE "long-ago"
UNION ALL
SELECT
  'previous' AS segment,
  customer_id
FROM segment_membership
WHERE previous
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
