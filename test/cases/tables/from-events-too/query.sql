-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers_of_all (people.csv), orders (orders.csv)
-- orders.file_order counts rows in the order of the files
WITH customers_of_orders_rows AS (
  SELECT
    orders.no,
    orders.who,
    orders."at",
    orders.total,
    orders.file_order
  FROM orders
  WHERE orders.who IS NOT NULL
    AND orders."at" < TIMESTAMP '2026-07-01 00:00:00'
),
customers_of_orders AS (
  SELECT
    who
  FROM customers_of_orders_rows
  GROUP BY who
),
customers_of_all AS (
  SELECT
    id,
    name,
    points,
    balance,
    rating,
    vip,
    born,
    seen_at,
    tags
  FROM customers
  UNION ALL
  SELECT
    added.who AS id,
    CAST(NULL AS VARCHAR) AS name,
    CAST(NULL AS BIGINT) AS points,
    CAST(NULL AS DECIMAL(38, 2)) AS balance,
    CAST(NULL AS DECIMAL(38, 2)) AS rating,
    CAST(NULL AS BOOLEAN) AS vip,
    CAST(NULL AS DATE) AS born,
    CAST(NULL AS TIMESTAMP) AS seen_at,
    CAST(NULL AS VARCHAR[]) AS tags
  FROM customers_of_orders AS added
  LEFT JOIN customers AS known ON known.id = added.who
  WHERE known.id IS NULL
),
base AS (
  SELECT
    customers.id,
    customers.name,
    customers.points,
    customers.balance,
    customers.rating,
    customers.vip,
    customers.born,
    customers.seen_at,
    customers.tags
  FROM customers_of_all AS customers
),
orders_rows AS (
  SELECT
    orders.who AS customer,
    orders."at"
  FROM orders
  WHERE orders."at" < TIMESTAMP '2026-07-01 00:00:00'
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
  LEFT JOIN orders_features ON orders_features.customer = base.id
),
members AS (
  SELECT
    *,
    COALESCE(orders_count >= 1 OR orders_count = 0, FALSE) AS everybody,
    COALESCE(points < 15 AND balance > 1 AND rating > 4 AND born < DATE '1995-01-01' AND seen_at < TIMESTAMP '2026-06-10 00:00:00' AND LIST_CONTAINS(tags, 'shoes'), FALSE) AS "few-points",
    NOT COALESCE(vip = TRUE, FALSE) AS "no-vip",
    COALESCE(orders_count = 2, FALSE) AS "two-orders",
    name IS NULL AS "without-name"
  FROM features
),
segment_membership AS (
  SELECT
    id,
    everybody, -- segments.yaml:3
    name,
    points,
    balance,
    rating,
    vip,
    born,
    seen_at,
    tags,
    "few-points", -- segments.yaml:10
    "no-vip", -- segments.yaml:8
    "two-orders", -- segments.yaml:12
    "without-name" -- segments.yaml:6
  FROM members
)
SELECT
  'everybody' AS segment,
  id,
  name,
  points,
  balance,
  rating,
  vip,
  born,
  seen_at,
  tags
FROM segment_membership
WHERE everybody
UNION ALL
SELECT
  'few-points' AS segment,
  id,
  NULL AS name,
  NULL AS points,
  NULL AS balance,
  NULL AS rating,
  NULL AS vip,
  NULL AS born,
  NULL AS seen_at,
  NULL AS tags
FROM segment_membership
WHERE "few-points"
UNION ALL
SELECT
  'no-vip' AS segment,
  id,
  NULL AS name,
  NULL AS points,
  NULL AS balance,
  NULL AS rating,
  NULL AS vip,
  NULL AS born,
  NULL AS seen_at,
  NULL AS tags
FROM segment_membership
WHERE "no-vip"
UNION ALL
SELECT
  'two-orders' AS segment,
  id,
  NULL AS name,
  NULL AS points,
  NULL AS balance,
  NULL AS rating,
  NULL AS vip,
  NULL AS born,
  NULL AS seen_at,
  NULL AS tags
FROM segment_membership
WHERE "two-orders"
UNION ALL
SELECT
  'without-name' AS segment,
  id,
  NULL AS name,
  NULL AS points,
  NULL AS balance,
  NULL AS rating,
  NULL AS vip,
  NULL AS born,
  NULL AS seen_at,
  NULL AS tags
FROM segment_membership
WHERE "without-name"
ORDER BY segment NULLS LAST, id NULLS LAST;
