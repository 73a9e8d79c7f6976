-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-03-29, which is everything before 2026-03-29T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-03-30 00:00:00'
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    EXTRACT(HOUR FROM orders.ordered_at) = 3 AS ordered_at_is_3
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-03-30 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
    AND (orders.ordered_at >= TIMESTAMP '2026-03-28 23:00:00' OR EXTRACT(HOUR FROM orders.ordered_at) = 3)
),
orders_features AS (
  SELECT
    customer,
    MAX(ordered_at) AS orders_last,
    COUNT(CASE WHEN ordered_at_is_3 THEN 1 END) AS orders_count
  FROM orders_rows
  GROUP BY customer
),
visits_rows_in_order_1 AS (
  SELECT
    visits.customer_id AS customer,
    visits.seen_at
  FROM visits
  WHERE visits.seen_at < TIMESTAMP '2026-03-29 22:00:00'
),
visits_rows_in_order_then_orders AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    CASE WHEN orders.ordered_at < TIMESTAMP '2024-03-31 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2024-10-27 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2025-03-30 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2025-10-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2026-03-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) ELSE orders.ordered_at + TO_SECONDS(-7200) END AS utc
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-03-30 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
visits_rows_in_order_both AS (
  SELECT
    customer,
    seen_at,
    seen_at AS moment_,
    1 AS leads_,
    NULL AS next_orders_
  FROM visits_rows_in_order_1
  UNION ALL
  SELECT
    customer,
    NULL AS seen_at,
    utc AS moment_,
    0 AS leads_,
    utc AS next_orders_
  FROM visits_rows_in_order_then_orders
),
visits_rows_in_order_next AS (
  SELECT
    *,
    MIN(next_orders_) OVER (PARTITION BY customer ORDER BY moment_ NULLS LAST, leads_ NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_orders
  FROM visits_rows_in_order_both
),
visits_rows_in_order AS (
  SELECT
    customer,
    seen_at,
    next_orders
  FROM visits_rows_in_order_next
  WHERE leads_ = 1
),
visits_features_in_order AS (
  SELECT
    customer,
    COUNT(*) AS visits_count
  FROM visits_rows_in_order
  WHERE next_orders <= seen_at + TO_SECONDS(1200)
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features.orders_last,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    COALESCE(visits_features_in_order.visits_count, 0) AS visits_count
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
  LEFT JOIN visits_features_in_order ON visits_features_in_order.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_last >= TIMESTAMP '2026-03-28 23:00:00', FALSE) AS hours,
    COALESCE(orders_count >= 1, FALSE) AS "moved-forward",
    COALESCE(orders_last >= TIMESTAMP '2026-03-29 00:00:00', FALSE) AS "one-day",
    COALESCE(visits_count >= 1, FALSE) AS "order-after-visit"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    hours, -- segments.yaml:5
    "moved-forward", -- segments.yaml:6
    "one-day", -- segments.yaml:4
    "order-after-visit" -- segments.yaml:8
  FROM members
)
SELECT
  'hours' AS segment,
  customer_id
FROM segment_membership
WHERE hours
UNION ALL
SELECT
  'moved-forward' AS segment,
  customer_id
FROM segment_membership
WHERE "moved-forward"
UNION ALL
SELECT
  'one-day' AS segment,
  customer_id
FROM segment_membership
WHERE "one-day"
UNION ALL
SELECT
  'order-after-visit' AS segment,
  customer_id
FROM segment_membership
WHERE "order-after-visit"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
