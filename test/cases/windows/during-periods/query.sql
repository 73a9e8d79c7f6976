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
    AND orders.ordered_at >= TIMESTAMP '2024-01-01 00:00:00'
),
orders_features AS (
  SELECT
    customer,
    COUNT(CASE WHEN ordered_at >= TIMESTAMP '2025-07-01 00:00:00' AND ordered_at < TIMESTAMP '2025-07-02 00:00:00' THEN 1 END) AS orders_count,
    COUNT(CASE WHEN ordered_at >= TIMESTAMP '2025-11-01 00:00:00' AND ordered_at < TIMESTAMP '2025-12-01 00:00:00' THEN 1 END) AS orders_count_2,
    COUNT(CASE WHEN ordered_at >= TIMESTAMP '2026-01-01 00:00:00' AND ordered_at < TIMESTAMP '2026-04-01 00:00:00' THEN 1 END) AS orders_count_3,
    COUNT(CASE WHEN ordered_at >= TIMESTAMP '2026-06-22 00:00:00' AND ordered_at < TIMESTAMP '2026-06-29 00:00:00' THEN 1 END) AS orders_count_4,
    COUNT(CASE WHEN ordered_at >= TIMESTAMP '2024-01-01 00:00:00' AND ordered_at < TIMESTAMP '2025-01-01 00:00:00' THEN 1 END) AS orders_count_5
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    COALESCE(orders_features.orders_count_2, 0) AS orders_count_2,
    COALESCE(orders_features.orders_count_3, 0) AS orders_count_3,
    COALESCE(orders_features.orders_count_4, 0) AS orders_count_4,
    COALESCE(orders_features.orders_count_5, 0) AS orders_count_5
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(signed_up_at >= TIMESTAMP '2025-11-01 00:00:00' AND signed_up_at < TIMESTAMP '2025-12-01 00:00:00', FALSE) AS attribute,
    COALESCE(orders_count >= 1, FALSE) AS day,
    COALESCE(orders_count_2 >= 1, FALSE) AS month,
    COALESCE(orders_count_3 >= 1, FALSE) AS quarter,
    COALESCE(orders_count_4 >= 1, FALSE) AS week,
    COALESCE(orders_count_5 >= 1, FALSE) AS year
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    attribute, -- segments.yaml:7
    day, -- segments.yaml:6
    month, -- segments.yaml:4
    quarter, -- segments.yaml:3
    week, -- segments.yaml:5
    year -- segments.yaml:2
  FROM members
)
SELECT
  'attribute' AS segment,
  customer_id
FROM segment_membership
WHERE attribute
UNION ALL
SELECT
  'day' AS segment,
  customer_id
FROM segment_membership
WHERE day
UNION ALL
SELECT
  'month' AS segment,
  customer_id
FROM segment_membership
WHERE month
UNION ALL
SELECT
  'quarter' AS segment,
  customer_id
FROM segment_membership
WHERE quarter
UNION ALL
SELECT
  'week' AS segment,
  customer_id
FROM segment_membership
WHERE week
UNION ALL
SELECT
  'year' AS segment,
  customer_id
FROM segment_membership
WHERE year
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
