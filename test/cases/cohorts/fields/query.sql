-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.signed_up_at
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
    MIN(ordered_at) AS orders_min_ordered_at
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features.orders_min_ordered_at
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(EXTRACT(YEAR FROM CAST(orders_min_ordered_at AS DATE)) = 2025, FALSE) AS "first-in-2025",
    COALESCE(CAST(DATE_TRUNC('month', CAST(orders_min_ordered_at AS DATE)) AS DATE) >= DATE '2026-06-01' AND CAST(DATE_TRUNC('month', CAST(orders_min_ordered_at AS DATE)) AS DATE) < DATE '2026-07-01', FALSE) AS "first-in-june",
    COALESCE(CASE WHEN CAST(signed_up_at AS DATE) < DATE '2025-01-01' THEN 'early' WHEN CAST(signed_up_at AS DATE) >= DATE '2026-03-01' AND CAST(signed_up_at AS DATE) < DATE '2026-06-01' THEN 'spring' END = 'spring', FALSE) AS "in-spring",
    COALESCE(CASE WHEN CAST(signed_up_at AS DATE) < DATE '2025-01-01' THEN 'early' WHEN CAST(signed_up_at AS DATE) >= DATE '2026-03-01' AND CAST(signed_up_at AS DATE) < DATE '2026-06-01' THEN 'spring' END = 'early', FALSE) AS "signed-up-early"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "first-in-2025", -- segments.yaml:3
    "first-in-june", -- segments.yaml:4
    "in-spring", -- segments.yaml:6
    "signed-up-early" -- segments.yaml:5
  FROM members
)
SELECT
  'first-in-2025' AS segment,
  customer_id
FROM segment_membership
WHERE "first-in-2025"
UNION ALL
SELECT
  'first-in-june' AS segment,
  customer_id
FROM segment_membership
WHERE "first-in-june"
UNION ALL
SELECT
  'in-spring' AS segment,
  customer_id
FROM segment_membership
WHERE "in-spring"
UNION ALL
SELECT
  'signed-up-early' AS segment,
  customer_id
FROM segment_membership
WHERE "signed-up-early"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
