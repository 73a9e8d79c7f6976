-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
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
    orders.total,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    SUM(total) AS spend,
    MAX(ordered_at) AS orders_last
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.spend, 0) AS spend,
    orders_features.orders_last
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members_1 AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY COALESCE(country = 'PL' AND orders_last >= TIMESTAMP '2025-07-01 00:00:00', FALSE) ORDER BY spend DESC NULLS LAST, customer_id NULLS LAST) AS place
  FROM features
),
members AS (
  SELECT
    *,
    COALESCE(country = 'PL' AND orders_last >= TIMESTAMP '2025-07-01 00:00:00' AND place <= 1, FALSE) AS "best-polish"
  FROM members_1
),
segment_membership AS (
  SELECT
    customer_id,
    "best-polish" -- segments.yaml:1
  FROM members
)
SELECT
  'best-polish' AS segment,
  customer_id
FROM segment_membership
WHERE "best-polish"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
