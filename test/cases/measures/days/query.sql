-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
visits_rows AS (
  SELECT
    visits.customer_id AS customer,
    visits.seen_at,
    CAST(CASE WHEN visits.seen_at < TIMESTAMP '2023-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2024-03-31 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2024-10-27 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2025-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2025-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2026-03-29 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) ELSE visits.seen_at + TO_SECONDS(7200) END AS DATE) AS seen_at_date
  FROM visits
  WHERE visits.seen_at < TIMESTAMP '2026-06-30 22:00:00'
),
visits_features AS (
  SELECT
    customer,
    COUNT(DISTINCT seen_at_date) AS visits_days
  FROM visits_rows
  GROUP BY customer
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    CAST(orders.ordered_at AS DATE) AS ordered_at_date
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    COUNT(DISTINCT ordered_at_date) AS orders_days
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(visits_features.visits_days, 0) AS visits_days,
    COALESCE(orders_features.orders_days, 0) AS orders_days
  FROM base
  LEFT JOIN visits_features ON visits_features.customer = base.customer_id
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(visits_days >= 3, FALSE) AS "local-dates",
    COALESCE(orders_days = 1, FALSE) AS "one-day"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "local-dates", -- segments.yaml:3
    "one-day" -- segments.yaml:2
  FROM members
)
SELECT
  'local-dates' AS segment,
  customer_id
FROM segment_membership
WHERE "local-dates"
UNION ALL
SELECT
  'one-day' AS segment,
  customer_id
FROM segment_membership
WHERE "one-day"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
