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
    COUNT(CASE WHEN ordered_at < signed_up_at THEN 1 END) AS orders_count,
    COUNT(CASE WHEN CASE WHEN ordered_at < TIMESTAMP '2023-10-29 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2024-03-31 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2024-10-27 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2025-03-30 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2025-10-26 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2026-03-29 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2026-10-25 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2027-03-28 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2027-10-31 03:00:00' THEN ordered_at + TO_SECONDS(-7200) ELSE ordered_at + TO_SECONDS(-3600) END >= CASE WHEN signed_up_at + TO_DAYS(CAST(300 AS INTEGER)) < TIMESTAMP '2023-10-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(300 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(300 AS INTEGER)) < TIMESTAMP '2024-03-31 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(300 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(300 AS INTEGER)) < TIMESTAMP '2024-10-27 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(300 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(300 AS INTEGER)) < TIMESTAMP '2025-03-30 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(300 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(300 AS INTEGER)) < TIMESTAMP '2025-10-26 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(300 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(300 AS INTEGER)) < TIMESTAMP '2026-03-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(300 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(300 AS INTEGER)) < TIMESTAMP '2026-10-25 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(300 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(300 AS INTEGER)) < TIMESTAMP '2027-03-28 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(300 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(300 AS INTEGER)) < TIMESTAMP '2027-10-31 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(300 AS INTEGER))) + TO_SECONDS(-7200) ELSE (signed_up_at + TO_DAYS(CAST(300 AS INTEGER))) + TO_SECONDS(-3600) END THEN 1 END) AS orders_count_2
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
    COALESCE(orders_count >= 1, FALSE) AS "before-signing-up",
    COALESCE(orders_count_2 >= 1, FALSE) AS "much-later"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "before-signing-up", -- segments.yaml:2
    "much-later" -- segments.yaml:3
  FROM members
)
SELECT
  'before-signing-up' AS segment,
  customer_id
FROM segment_membership
WHERE "before-signing-up"
UNION ALL
SELECT
  'much-later' AS segment,
  customer_id
FROM segment_membership
WHERE "much-later"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
