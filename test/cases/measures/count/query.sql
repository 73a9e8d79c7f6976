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
    orders.channel = 'phone' AS channel_is_phone,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    COUNT(*) AS orders_count,
    COUNT(CASE WHEN channel_is_phone THEN 1 END) AS orders_count_2
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    COALESCE(orders_features.orders_count_2, 0) AS orders_count_2
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_count >= 1, FALSE) AS "any",
    COALESCE(orders_count_2 >= 1, FALSE) AS "at-least-one-row",
    COALESCE(orders_count = 0, FALSE) AS none,
    COALESCE(orders_count >= 3, FALSE) AS three
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "any", -- segments.yaml:4
    "at-least-one-row", -- segments.yaml:6
    none, -- segments.yaml:5
    three -- segments.yaml:2
  FROM members
)
SELECT
  'any' AS segment,
  customer_id
FROM segment_membership
WHERE "any"
UNION ALL
SELECT
  'at-least-one-row' AS segment,
  customer_id
FROM segment_membership
WHERE "at-least-one-row"
UNION ALL
SELECT
  'none' AS segment,
  customer_id
FROM segment_membership
WHERE none
UNION ALL
SELECT
  'three' AS segment,
  customer_id
FROM segment_membership
WHERE three
UNION ALL
SELECT
  'word-none' AS segment,
  customer_id
FROM segment_membership
WHERE none
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
