-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
visits_rows_in_order_1 AS (
  SELECT
    visits.customer_id AS customer,
    visits.kind = 'cart' AS kind_is_cart,
    visits.seen_at
  FROM visits
  WHERE visits.seen_at < TIMESTAMP '2026-06-30 22:00:00'
),
visits_rows_in_order_then_orders AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    CASE WHEN orders.ordered_at < TIMESTAMP '2023-10-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2024-03-31 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2024-10-27 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2025-03-30 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2025-10-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2026-03-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) ELSE orders.ordered_at + TO_SECONDS(-7200) END AS utc
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
visits_rows_in_order_both AS (
  SELECT
    customer,
    kind_is_cart,
    seen_at,
    seen_at AS moment_,
    1 AS leads_,
    NULL AS next_orders_
  FROM visits_rows_in_order_1
  UNION ALL
  SELECT
    customer,
    NULL AS kind_is_cart,
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
    kind_is_cart,
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
  WHERE kind_is_cart
    AND next_orders IS NOT NULL
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(visits_features_in_order.visits_count, 0) AS visits_count
  FROM base
  LEFT JOIN visits_features_in_order ON visits_features_in_order.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(visits_count >= 2, FALSE) AS twice
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    twice -- segments.yaml:3
  FROM members
)
SELECT
  'twice' AS segment,
  customer_id
FROM segment_membership
WHERE twice
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
