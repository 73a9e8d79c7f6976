-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.signed_up_at,
    customers.credit,
    customers.points,
    customers.birth_date,
    company.renews_on AS "company.renews_on"
  FROM customers
  LEFT JOIN companies AS company ON company.company_id = customers.company_id
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    MIN(ordered_at) AS first_order_at
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features.first_order_at
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(first_order_at < signed_up_at, FALSE) AS "before-signing-up",
    COALESCE(CASE WHEN first_order_at < TIMESTAMP '2023-10-29 03:00:00' THEN first_order_at + TO_SECONDS(-7200) WHEN first_order_at < TIMESTAMP '2024-03-31 03:00:00' THEN first_order_at + TO_SECONDS(-3600) WHEN first_order_at < TIMESTAMP '2024-10-27 03:00:00' THEN first_order_at + TO_SECONDS(-7200) WHEN first_order_at < TIMESTAMP '2025-03-30 03:00:00' THEN first_order_at + TO_SECONDS(-3600) WHEN first_order_at < TIMESTAMP '2025-10-26 03:00:00' THEN first_order_at + TO_SECONDS(-7200) WHEN first_order_at < TIMESTAMP '2026-03-29 03:00:00' THEN first_order_at + TO_SECONDS(-3600) ELSE first_order_at + TO_SECONDS(-7200) END <= CASE WHEN signed_up_at + TO_DAYS(CAST(5 AS INTEGER)) < TIMESTAMP '2023-10-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(5 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(5 AS INTEGER)) < TIMESTAMP '2024-03-31 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(5 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(5 AS INTEGER)) < TIMESTAMP '2024-10-27 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(5 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(5 AS INTEGER)) < TIMESTAMP '2025-03-30 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(5 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(5 AS INTEGER)) < TIMESTAMP '2025-10-26 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(5 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(5 AS INTEGER)) < TIMESTAMP '2026-03-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(5 AS INTEGER))) + TO_SECONDS(-3600) ELSE (signed_up_at + TO_DAYS(CAST(5 AS INTEGER))) + TO_SECONDS(-7200) END, FALSE) AS soon,
    COALESCE(credit > points * 2, FALSE) AS times,
    COALESCE(birth_date = "company.renews_on", FALSE) AS "two-missing"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "before-signing-up", -- segments.yaml:4
    soon, -- segments.yaml:5
    times, -- segments.yaml:3
    "two-missing" -- segments.yaml:6
  FROM members
)
SELECT
  'before-signing-up' AS segment,
  customer_id
FROM segment_membership
WHERE "before-signing-up"
UNION ALL
SELECT
  'soon' AS segment,
  customer_id
FROM segment_membership
WHERE soon
UNION ALL
SELECT
  'times' AS segment,
  customer_id
FROM segment_membership
WHERE times
UNION ALL
SELECT
  'two-missing' AS segment,
  customer_id
FROM segment_membership
WHERE "two-missing"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
