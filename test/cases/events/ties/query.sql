-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-07-01T00:00:00Z; time zone UTC
-- tables, as `segment sources` shows them: customers (people.csv), orders (orders.csv), scans (scans.csv)
-- scans.file_order counts rows in the order of the files
WITH base AS (
  SELECT
    customers.id
  FROM customers
),
scans_rows_in_order_1 AS (
  SELECT
    scans.id AS customer,
    scans.place,
    scans.day,
    scans.file_order,
    scans.shelf
  FROM scans
  WHERE scans.day < DATE '2026-07-01'
),
scans_rows_in_order AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY day NULLS LAST, file_order NULLS LAST) AS earliest,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY day DESC NULLS LAST, file_order DESC NULLS LAST) AS latest
  FROM scans_rows_in_order_1
),
scans_features_in_order AS (
  SELECT
    customer,
    MAX(CASE WHEN earliest = 1 THEN place END) AS first_seen,
    MAX(CASE WHEN latest = 1 THEN place END) AS last_seen,
    CAST(SUM(CASE WHEN earliest <= 2 THEN shelf END) AS BIGINT) AS scans_sum_shelf,
    COUNT(CASE WHEN latest <= 1 AND place = 'hall' THEN 1 END) AS scans_count
  FROM scans_rows_in_order
  GROUP BY customer
),
orders_rows_in_order_1 AS (
  SELECT
    orders.id AS customer,
    orders.nr,
    TRY_CAST(orders.nr AS DECIMAL(38, 10)) AS nr_number,
    orders.day,
    orders.total
  FROM orders
  WHERE orders.day < DATE '2026-07-01'
),
orders_rows_in_order AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY day DESC NULLS LAST, nr_number DESC NULLS FIRST, nr DESC NULLS LAST) AS latest
  FROM orders_rows_in_order_1
),
orders_features_in_order AS (
  SELECT
    customer,
    COUNT(*) AS orders_count
  FROM orders_rows_in_order
  WHERE latest <= 1
    AND total = 1
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    scans_features_in_order.first_seen,
    scans_features_in_order.last_seen,
    COALESCE(scans_features_in_order.scans_sum_shelf, 0) AS scans_sum_shelf,
    COALESCE(orders_features_in_order.orders_count, 0) AS orders_count,
    COALESCE(scans_features_in_order.scans_count, 0) AS scans_count
  FROM base
  LEFT JOIN scans_features_in_order ON scans_features_in_order.customer = base.id
  LEFT JOIN orders_features_in_order ON orders_features_in_order.customer = base.id
),
members AS (
  SELECT
    *,
    COALESCE(first_seen = 'till', FALSE) AS "came-in-by-the-till",
    COALESCE(orders_count >= 1, FALSE) AS "last-order-of-one",
    COALESCE(scans_count >= 1, FALSE) AS "last-shelf-by-the-hall",
    COALESCE(last_seen = 'till', FALSE) AS "left-by-the-till",
    COALESCE(scans_sum_shelf = 11, FALSE) AS "two-first-shelves-of-eleven"
  FROM features
),
segment_membership AS (
  SELECT
    id,
    "came-in-by-the-till", -- segments.yaml:4
    "last-order-of-one", -- segments.yaml:2
    "last-shelf-by-the-hall", -- segments.yaml:10
    "left-by-the-till", -- segments.yaml:6
    "two-first-shelves-of-eleven" -- segments.yaml:8
  FROM members
)
SELECT
  'came-in-by-the-till' AS segment,
  id
FROM segment_membership
WHERE "came-in-by-the-till"
UNION ALL
SELECT
  'last-order-of-one' AS segment,
  id
FROM segment_membership
WHERE "last-order-of-one"
UNION ALL
SELECT
  'last-shelf-by-the-hall' AS segment,
  id
FROM segment_membership
WHERE "last-shelf-by-the-hall"
UNION ALL
SELECT
  'left-by-the-till' AS segment,
  id
FROM segment_membership
WHERE "left-by-the-till"
UNION ALL
SELECT
  'two-first-shelves-of-eleven' AS segment,
  id
FROM segment_membership
WHERE "two-first-shelves-of-eleven"
ORDER BY segment NULLS LAST, id NULLS LAST;
