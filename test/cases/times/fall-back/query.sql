-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2025-10-26, which is everything before 2025-10-26T23:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2025-10-27 00:00:00'
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2025-10-27 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
    AND orders.ordered_at >= TIMESTAMP '2025-10-26 00:00:00'
),
orders_features AS (
  SELECT
    customer,
    MAX(ordered_at) AS orders_last
  FROM orders_rows
  GROUP BY customer
),
orders_rows_in_order_1 AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    CASE WHEN orders.ordered_at < TIMESTAMP '2024-03-31 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2024-10-27 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2025-03-30 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2025-10-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) ELSE orders.ordered_at + TO_SECONDS(-3600) END AS utc
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2025-10-27 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_rows_in_order_then_visits AS (
  SELECT
    visits.customer_id AS customer,
    visits.seen_at
  FROM visits
  WHERE visits.seen_at < TIMESTAMP '2025-10-26 23:00:00'
),
orders_rows_in_order_both AS (
  SELECT
    customer,
    ordered_at,
    utc,
    utc AS moment_,
    1 AS leads_,
    NULL AS next_visits_
  FROM orders_rows_in_order_1
  UNION ALL
  SELECT
    customer,
    NULL AS ordered_at,
    NULL AS utc,
    seen_at AS moment_,
    0 AS leads_,
    seen_at AS next_visits_
  FROM orders_rows_in_order_then_visits
),
orders_rows_in_order_next AS (
  SELECT
    *,
    MIN(next_visits_) OVER (PARTITION BY customer ORDER BY moment_ NULLS LAST, leads_ NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_visits
  FROM orders_rows_in_order_both
),
orders_rows_in_order AS (
  SELECT
    customer,
    ordered_at,
    utc,
    next_visits
  FROM orders_rows_in_order_next
  WHERE leads_ = 1
),
orders_features_in_order AS (
  SELECT
    customer,
    COUNT(*) AS orders_count
  FROM orders_rows_in_order
  WHERE next_visits <= utc + TO_SECONDS(1200)
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features.orders_last,
    COALESCE(orders_features_in_order.orders_count, 0) AS orders_count
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
  LEFT JOIN orders_features_in_order ON orders_features_in_order.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_last >= TIMESTAMP '2025-10-26 01:00:00', FALSE) AS hours,
    COALESCE(orders_last >= TIMESTAMP '2025-10-26 00:00:00', FALSE) AS "one-day",
    COALESCE(orders_count >= 1, FALSE) AS "visit-after-order"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    hours, -- segments.yaml:5
    "one-day", -- segments.yaml:4
    "visit-after-order" -- segments.yaml:7
  FROM members
)
SELECT
  'hours' AS segment,
  customer_id
FROM segment_membership
WHERE hours
UNION ALL
SELECT
  'one-day' AS segment,
  customer_id
FROM segment_membership
WHERE "one-day"
UNION ALL
SELECT
  'visit-after-order' AS segment,
  customer_id
FROM segment_membership
WHERE "visit-after-order"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
