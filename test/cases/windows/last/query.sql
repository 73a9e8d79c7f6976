-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
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
    AND orders.ordered_at >= TIMESTAMP '2025-07-01 00:00:00'
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
    COALESCE(signed_up_at >= TIMESTAMP '2026-06-01 00:00:00' AND signed_up_at < TIMESTAMP '2026-07-01 00:00:00', FALSE) AS attribute,
    COALESCE(orders_last >= TIMESTAMP '2026-04-02 00:00:00', FALSE) AS days,
    COALESCE(orders_last >= TIMESTAMP '2026-06-30 00:00:00', FALSE) AS hours,
    COALESCE(orders_last >= TIMESTAMP '2026-04-01 00:00:00', FALSE) AS months,
    COALESCE(orders_last >= TIMESTAMP '2025-07-01 00:00:00', FALSE) AS years
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    attribute, -- segments.yaml:7
    days, -- segments.yaml:2
    hours, -- segments.yaml:3
    months, -- segments.yaml:5
    years -- segments.yaml:6
  FROM members
)
SELECT
  'attribute' AS segment,
  customer_id
FROM segment_membership
WHERE attribute
UNION ALL
SELECT
  'days' AS segment,
  customer_id
FROM segment_membership
WHERE days
UNION ALL
SELECT
  'hours' AS segment,
  customer_id
FROM segment_membership
WHERE hours
UNION ALL
SELECT
  'months' AS segment,
  customer_id
FROM segment_membership
WHERE months
UNION ALL
SELECT
  'one-day' AS segment,
  customer_id
FROM segment_membership
WHERE hours
UNION ALL
SELECT
  'years' AS segment,
  customer_id
FROM segment_membership
WHERE years
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
