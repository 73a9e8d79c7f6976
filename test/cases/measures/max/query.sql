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
    orders.total
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    MAX(ordered_at) AS orders_max_ordered_at,
    MAX(total) AS orders_max_total
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features.orders_max_ordered_at,
    orders_features.orders_max_total
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_max_ordered_at >= TIMESTAMP '2026-06-01 00:00:00' AND orders_max_ordered_at < TIMESTAMP '2026-07-01 00:00:00', FALSE) AS moment,
    COALESCE(orders_max_total >= 200, FALSE) AS number
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    moment, -- segments.yaml:3
    number -- segments.yaml:2
  FROM members
)
SELECT
  'moment' AS segment,
  customer_id
FROM segment_membership
WHERE moment
UNION ALL
SELECT
  'number' AS segment,
  customer_id
FROM segment_membership
WHERE number
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
