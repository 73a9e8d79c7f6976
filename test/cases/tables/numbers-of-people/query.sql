-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-07-01T00:00:00Z; time zone UTC
-- tables, as `segment sources` shows them: customers (people.csv), orders_with_client (orders.csv)
-- orders.file_order counts rows in the order of the files
WITH orders_with_client AS (
  SELECT
    orders."at",
    orders.file_order,
    CASE WHEN ENDS_WITH(orders.client, '.0') THEN REPLACE(orders.client || '|', '.0|', '') ELSE orders.client END AS client
  FROM orders
),
base AS (
  SELECT
    customers.number
  FROM customers
),
orders_rows AS (
  SELECT
    orders.client AS customer,
    orders."at"
  FROM orders_with_client AS orders
  WHERE orders.client IS NOT NULL
    AND orders."at" < DATE '2026-07-01'
),
orders_features AS (
  SELECT
    customer,
    COUNT(*) AS orders_count
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.orders_count, 0) AS orders_count
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.number
),
members AS (
  SELECT
    *,
    COALESCE(orders_count >= 1, FALSE) AS bought,
    COALESCE(orders_count = 0, FALSE) AS never,
    COALESCE(orders_count = 2, FALSE) AS twice
  FROM features
),
segment_membership AS (
  SELECT
    number,
    bought, -- segments.yaml:2
    never, -- segments.yaml:4
    twice -- segments.yaml:3
  FROM members
)
SELECT
  'bought' AS segment,
  number
FROM segment_membership
WHERE bought
UNION ALL
SELECT
  'never' AS segment,
  number
FROM segment_membership
WHERE never
UNION ALL
SELECT
  'twice' AS segment,
  number
FROM segment_membership
WHERE twice
ORDER BY segment NULLS LAST, number NULLS LAST;
