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
    customer.signed_up_at
  FROM orders
  LEFT JOIN customers AS customer ON customer.customer_id = orders.customer_id
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    MIN(ordered_at) AS first_order_at,
    COUNT(CASE WHEN ordered_at >= signed_up_at AND CASE WHEN ordered_at < TIMESTAMP '2023-10-29 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2024-03-31 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2024-10-27 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2025-03-30 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2025-10-26 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2026-03-29 03:00:00' THEN ordered_at + TO_SECONDS(-3600) ELSE ordered_at + TO_SECONDS(-7200) END <= CASE WHEN signed_up_at + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2023-10-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2024-03-31 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2024-10-27 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2025-03-30 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2025-10-26 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2026-03-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) ELSE (signed_up_at + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) END THEN 1 END) AS orders_count
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features.first_order_at,
    COALESCE(orders_features.orders_count, 0) AS orders_count_2
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
orders_rows_2 AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    customer_features.first_order_at,
    CASE WHEN customer_features.first_order_at < TIMESTAMP '2023-10-29 03:00:00' THEN customer_features.first_order_at + TO_SECONDS(-7200) WHEN customer_features.first_order_at < TIMESTAMP '2024-03-31 03:00:00' THEN customer_features.first_order_at + TO_SECONDS(-3600) WHEN customer_features.first_order_at < TIMESTAMP '2024-10-27 03:00:00' THEN customer_features.first_order_at + TO_SECONDS(-7200) WHEN customer_features.first_order_at < TIMESTAMP '2025-03-30 03:00:00' THEN customer_features.first_order_at + TO_SECONDS(-3600) WHEN customer_features.first_order_at < TIMESTAMP '2025-10-26 03:00:00' THEN customer_features.first_order_at + TO_SECONDS(-7200) WHEN customer_features.first_order_at < TIMESTAMP '2026-03-29 03:00:00' THEN customer_features.first_order_at + TO_SECONDS(-3600) ELSE customer_features.first_order_at + TO_SECONDS(-7200) END AS moved_from,
    CAST(orders.ordered_at AS DATE) AS ordered_at_date
  FROM orders
  LEFT JOIN features AS customer_features ON customer_features.customer_id = orders.customer_id
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features_2 AS (
  SELECT
    customer,
    COUNT(CASE WHEN ordered_at >= first_order_at AND CASE WHEN ordered_at < TIMESTAMP '2023-10-29 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2024-03-31 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2024-10-27 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2025-03-30 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2025-10-26 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2026-03-29 03:00:00' THEN ordered_at + TO_SECONDS(-3600) ELSE ordered_at + TO_SECONDS(-7200) END <= moved_from + TO_SECONDS(3600) THEN 1 END) AS orders_count,
    COUNT(DISTINCT ordered_at_date) FILTER (WHERE ordered_at >= first_order_at AND CASE WHEN ordered_at < TIMESTAMP '2023-10-29 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2024-03-31 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2024-10-27 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2025-03-30 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2025-10-26 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2026-03-29 03:00:00' THEN ordered_at + TO_SECONDS(-3600) ELSE ordered_at + TO_SECONDS(-7200) END <= CASE WHEN first_order_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2023-10-29 03:00:00' THEN (first_order_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN first_order_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2024-03-31 03:00:00' THEN (first_order_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN first_order_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2024-10-27 03:00:00' THEN (first_order_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN first_order_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2025-03-30 03:00:00' THEN (first_order_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN first_order_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2025-10-26 03:00:00' THEN (first_order_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN first_order_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2026-03-29 03:00:00' THEN (first_order_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) ELSE (first_order_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) END) AS orders_days
  FROM orders_rows_2
  GROUP BY customer
),
features_2 AS (
  SELECT
    features.*,
    COALESCE(orders_features_2.orders_count, 0) AS orders_count,
    COALESCE(orders_features_2.orders_days, 0) AS orders_days
  FROM features
  LEFT JOIN orders_features_2 ON orders_features_2.customer = features.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_count >= 2, FALSE) AS "end-included",
    COALESCE(orders_count_2 >= 1, FALSE) AS "first-day",
    COALESCE(orders_days >= 2, FALSE) AS "two-days-in-the-first-month"
  FROM features_2
),
segment_membership AS (
  SELECT
    customer_id,
    "end-included", -- segments.yaml:4
    "first-day", -- segments.yaml:5
    "two-days-in-the-first-month" -- segments.yaml:3
  FROM members
)
SELECT
  'end-included' AS segment,
  customer_id
FROM segment_membership
WHERE "end-included"
UNION ALL
SELECT
  'first-day' AS segment,
  customer_id
FROM segment_membership
WHERE "first-day"
UNION ALL
SELECT
  'two-days-in-the-first-month' AS segment,
  customer_id
FROM segment_membership
WHERE "two-days-in-the-first-month"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
