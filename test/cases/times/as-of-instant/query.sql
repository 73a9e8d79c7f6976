-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-29, which is everything before 2026-06-29T18:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-06-29 20:00:00'
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-06-29 20:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    COUNT(*) AS orders_count,
    MAX(ordered_at) AS orders_last
  FROM orders_rows
  GROUP BY customer
),
visits_rows AS (
  SELECT
    visits.customer_id AS customer,
    visits.seen_at
  FROM visits
  WHERE visits.seen_at < TIMESTAMP '2026-06-29 18:00:00'
    AND visits.seen_at >= TIMESTAMP '2026-06-28 18:00:00'
),
visits_features AS (
  SELECT
    customer,
    MAX(seen_at) AS visits_last
  FROM visits_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    visits_features.visits_last,
    orders_features.orders_last
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
  LEFT JOIN visits_features ON visits_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(visits_last >= TIMESTAMP '2026-06-28 18:00:00', FALSE) AS "carts-of-the-last-day",
    COALESCE(orders_last >= TIMESTAMP '2026-06-29 19:00:00', FALSE) AS "last-hour",
    COALESCE(orders_count = 3, FALSE) AS "orders-so-far"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "carts-of-the-last-day", -- segments.yaml:6
    "last-hour", -- segments.yaml:4
    "orders-so-far" -- segments.yaml:5
  FROM members
)
SELECT
  'carts-of-the-last-day' AS segment,
  customer_id
FROM segment_membership
WHERE "carts-of-the-last-day"
UNION ALL
SELECT
  'last-hour' AS segment,
  customer_id
FROM segment_membership
WHERE "last-hour"
UNION ALL
SELECT
  'orders-so-far' AS segment,
  customer_id
FROM segment_membership
WHERE "orders-so-far"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
