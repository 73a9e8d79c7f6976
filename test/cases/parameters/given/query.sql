-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- parameters: silent-for-200d: days = 200d; silent-for-200d: country = PL
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.country
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
    AND orders.ordered_at >= TIMESTAMP '2025-12-13 00:00:00'
),
orders_features AS (
  SELECT
    customer,
    MAX(ordered_at) AS orders_last
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features.orders_last
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(country = 'PL' AND COALESCE(orders_last < TIMESTAMP '2025-12-13 00:00:00', TRUE), FALSE) AS "silent-for-200d"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "silent-for-200d" -- segments.yaml:3
  FROM members
)
SELECT
  'silent-for-200d' AS segment,
  customer_id
FROM segment_membership
WHERE "silent-for-200d"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
