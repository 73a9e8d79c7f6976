-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.birth_date,
    customers.signed_up_at
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
orders_rows_by_value AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_groups_by_value AS (
  SELECT
    customer,
    CAST(DATE_TRUNC('week', CAST(ordered_at AS DATE)) AS DATE) AS value,
    COUNT(*) AS "rows"
  FROM orders_rows_by_value
  WHERE CAST(DATE_TRUNC('week', CAST(ordered_at AS DATE)) AS DATE) IS NOT NULL
  GROUP BY customer, CAST(DATE_TRUNC('week', CAST(ordered_at AS DATE)) AS DATE)
),
orders_features_by_value AS (
  SELECT
    customer,
    BOOL_OR("rows" > 0 AND COALESCE("rows", 0) >= 2) AS orders_same
  FROM orders_groups_by_value
  GROUP BY customer
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    CAST(orders.ordered_at AS DATE) >= DATE '2026-06-25' AS ordered_at_test,
    CAST(orders.ordered_at AS DATE) < DATE '2026-06-26' AS ordered_at_test_2,
    EXTRACT(DAY FROM CAST(orders.ordered_at AS DATE)) = 29 AS ordered_at_is_29,
    EXTRACT(HOUR FROM orders.ordered_at) >= 20 AS ordered_at_test_3,
    EXTRACT(MONTH FROM CAST(orders.ordered_at AS DATE)) = 11 AS ordered_at_is_11,
    EXTRACT(QUARTER FROM CAST(orders.ordered_at AS DATE)) = 3 AS ordered_at_is_3,
    EXTRACT(ISODOW FROM CAST(orders.ordered_at AS DATE)) IN (6, 7) AS ordered_at_test_4,
    EXTRACT(ISODOW FROM CAST(orders.ordered_at AS DATE)) <= 2 AS ordered_at_test_5,
    EXTRACT(YEAR FROM CAST(orders.ordered_at AS DATE)) = 2024 AS ordered_at_is_2024,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
    AND (CAST(orders.ordered_at AS DATE) >= DATE '2026-06-25' AND CAST(orders.ordered_at AS DATE) < DATE '2026-06-26' OR EXTRACT(DAY FROM CAST(orders.ordered_at AS DATE)) = 29 OR EXTRACT(HOUR FROM orders.ordered_at) >= 20 OR EXTRACT(MONTH FROM CAST(orders.ordered_at AS DATE)) = 11 OR EXTRACT(QUARTER FROM CAST(orders.ordered_at AS DATE)) = 3 OR EXTRACT(ISODOW FROM CAST(orders.ordered_at AS DATE)) IN (6, 7) OR EXTRACT(ISODOW FROM CAST(orders.ordered_at AS DATE)) <= 2 OR EXTRACT(YEAR FROM CAST(orders.ordered_at AS DATE)) = 2024)
),
orders_features AS (
  SELECT
    customer,
    COUNT(CASE WHEN ordered_at_test AND ordered_at_test_2 THEN 1 END) AS orders_count,
    COUNT(CASE WHEN ordered_at_is_29 THEN 1 END) AS orders_count_2,
    COUNT(CASE WHEN ordered_at_test_3 THEN 1 END) AS orders_count_3,
    COUNT(CASE WHEN ordered_at_is_11 THEN 1 END) AS orders_count_4,
    COUNT(CASE WHEN ordered_at_is_3 THEN 1 END) AS orders_count_5,
    COUNT(CASE WHEN ordered_at_test_4 THEN 1 END) AS orders_count_6,
    COUNT(CASE WHEN ordered_at_test_5 THEN 1 END) AS orders_count_7,
    COUNT(CASE WHEN ordered_at_is_2024 THEN 1 END) AS orders_count_8
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features_by_value.orders_same, FALSE) AS orders_same,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    COALESCE(orders_features.orders_count_2, 0) AS orders_count_2,
    COALESCE(orders_features.orders_count_3, 0) AS orders_count_3,
    COALESCE(orders_features.orders_count_4, 0) AS orders_count_4,
    COALESCE(orders_features.orders_count_5, 0) AS orders_count_5,
    COALESCE(orders_features.orders_count_6, 0) AS orders_count_6,
    COALESCE(orders_features.orders_count_7, 0) AS orders_count_7,
    COALESCE(orders_features.orders_count_8, 0) AS orders_count_8
  FROM base
  LEFT JOIN orders_features_by_value ON orders_features_by_value.customer = base.customer_id
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(2026 - EXTRACT(YEAR FROM birth_date) - CASE WHEN CASE WHEN EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) = 229 THEN 228 ELSE EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) END > 630 THEN 1 ELSE 0 END >= 30, FALSE) AS age,
    COALESCE(orders_count >= 1, FALSE) AS "date",
    COALESCE(orders_count_2 >= 1, FALSE) AS day,
    COALESCE(orders_count_3 >= 1, FALSE) AS hour,
    COALESCE(orders_count_4 >= 1, FALSE) AS month,
    COALESCE(orders_count_5 >= 1, FALSE) AS quarter,
    COALESCE(orders_count_6 >= 1, FALSE) AS "weekday-names",
    COALESCE(orders_count_7 >= 1, FALSE) AS "weekday-numbers",
    COALESCE(orders_count_8 >= 1, FALSE) AS year,
    COALESCE(CAST(DATE_TRUNC('month', birth_date) AS DATE) >= DATE '1996-07-01' AND CAST(DATE_TRUNC('month', birth_date) AS DATE) < DATE '1996-08-01', FALSE) AS year_month,
    COALESCE(CAST(DATE_TRUNC('quarter', CAST(signed_up_at AS DATE)) AS DATE) >= DATE '2025-10-01' AND CAST(DATE_TRUNC('quarter', CAST(signed_up_at AS DATE)) AS DATE) < DATE '2026-01-01', FALSE) AS year_quarter,
    COALESCE(orders_same, FALSE) AS year_week
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    age, -- segments.yaml:10
    "date", -- segments.yaml:9
    day, -- segments.yaml:5
    hour, -- segments.yaml:2
    month, -- segments.yaml:6
    quarter, -- segments.yaml:7
    "weekday-names", -- segments.yaml:3
    "weekday-numbers", -- segments.yaml:4
    year, -- segments.yaml:8
    year_month, -- segments.yaml:11
    year_quarter, -- segments.yaml:13
    year_week -- segments.yaml:12
  FROM members
)
SELECT
  'age' AS segment,
  customer_id
FROM segment_membership
WHERE age
UNION ALL
SELECT
  'date' AS segment,
  customer_id
FROM segment_membership
WHERE "date"
UNION ALL
SELECT
  'day' AS segment,
  customer_id
FROM segment_membership
WHERE day
UNION ALL
SELECT
  'hour' AS segment,
  customer_id
FROM segment_membership
WHERE hour
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
  'weekday-names' AS segment,
  customer_id
FROM segment_membership
WHERE "weekday-names"
UNION ALL
SELECT
  'weekday-numbers' AS segment,
  customer_id
FROM segment_membership
WHERE "weekday-numbers"
UNION ALL
SELECT
  'year' AS segment,
  customer_id
FROM segment_membership
WHERE year
UNION ALL
SELECT
  'year_month' AS segment,
  customer_id
FROM segment_membership
WHERE year_month
UNION ALL
SELECT
  'year_quarter' AS segment,
  customer_id
FROM segment_membership
WHERE year_quarter
UNION ALL
SELECT
  'year_week' AS segment,
  customer_id
FROM segment_membership
WHERE year_week
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
