-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.points,
    customers.credit
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.total,
    orders.channel = 'app' AS channel_is_app,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    SUM(total) AS spend,
    COUNT(*) AS order_count,
    COUNT(CASE WHEN channel_is_app THEN 1 END) AS orders_count
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.spend, 0) AS spend,
    COALESCE(orders_features.order_count, 0) AS order_count,
    COALESCE(orders_features.orders_count, 0) AS orders_count
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(1000 - spend = 480, FALSE) AS minus,
    CAST(spend AS DOUBLE) / NULLIF(order_count, 0) IS NULL AS "no-ratio",
    COALESCE(CAST(FORMAT('{:.15g}', CAST((CAST(orders_count AS DOUBLE) / NULLIF(order_count, 0)) AS DOUBLE)) AS DOUBLE) + 0 >= 0.5, FALSE) AS "of-blocks",
    COALESCE(points + CAST(credit AS DECIMAL(38, 2)) + 1 >= 131, FALSE) AS plus,
    COALESCE(CAST(FORMAT('{:.15g}', CAST((CAST(spend AS DOUBLE) / NULLIF(order_count, 0)) AS DOUBLE)) AS DOUBLE) + 0 >= 100, FALSE) AS ratio,
    COALESCE(spend * 0.2 > 40, FALSE) AS times
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    minus, -- segments.yaml:14
    "no-ratio", -- segments.yaml:11
    "of-blocks", -- segments.yaml:12
    plus, -- segments.yaml:13
    ratio, -- segments.yaml:9
    times -- segments.yaml:15
  FROM members
)
SELECT
  'minus' AS segment,
  customer_id
FROM segment_membership
WHERE minus
UNION ALL
SELECT
  'no-ratio' AS segment,
  customer_id
FROM segment_membership
WHERE "no-ratio"
UNION ALL
SELECT
  'of-blocks' AS segment,
  customer_id
FROM segment_membership
WHERE "of-blocks"
UNION ALL
SELECT
  'plus' AS segment,
  customer_id
FROM segment_membership
WHERE plus
UNION ALL
SELECT
  'ratio' AS segment,
  customer_id
FROM segment_membership
WHERE ratio
UNION ALL
SELECT
  'times' AS segment,
  customer_id
FROM segment_membership
WHERE times
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
