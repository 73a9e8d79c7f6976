-- segment 0, dialect duckdb: this is the query that `segment run` evaluates
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
    visits.kind = 'view' AS kind_is_view,
    visits.seen_at,
    visits.product_id
  FROM visits
  WHERE visits.seen_at < TIMESTAMP '2026-06-30 22:00:00'
),
visits_rows_in_order_then_visits_1 AS (
  SELECT
    visits.customer_id AS customer,
    visits.seen_at,
    visits.product_id,
    CASE WHEN visits.seen_at < TIMESTAMP '2023-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2024-03-31 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2024-10-27 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2025-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2025-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2026-03-29 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) ELSE visits.seen_at + TO_SECONDS(7200) END AS moved_from,
    visits.kind = 'cart' AS kind_is_cart
  FROM visits
  WHERE visits.seen_at < TIMESTAMP '2026-06-30 22:00:00'
),
visits_rows_in_order_then_visits_then_orders AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    CASE WHEN orders.ordered_at < TIMESTAMP '2023-10-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2024-03-31 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2024-10-27 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2025-03-30 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2025-10-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2026-03-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) ELSE orders.ordered_at + TO_SECONDS(-7200) END AS utc
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
visits_rows_in_order_then_visits_steps AS (
  SELECT
    customer,
    utc AS follower
  FROM visits_rows_in_order_then_visits_then_orders
),
visits_rows_in_order_then_visits_both AS (
  SELECT
    customer,
    seen_at,
    product_id,
    moved_from,
    kind_is_cart,
    seen_at AS moment_,
    NULL AS follower_,
    1 AS leads_
  FROM visits_rows_in_order_then_visits_1
  UNION ALL
  SELECT
    customer,
    NULL AS seen_at,
    NULL AS product_id,
    NULL AS moved_from,
    NULL AS kind_is_cart,
    follower AS moment_,
    follower AS follower_,
    0 AS leads_
  FROM visits_rows_in_order_then_visits_steps
),
visits_rows_in_order_then_visits_next AS (
  SELECT
    *,
    MIN(follower_) OVER (PARTITION BY customer ORDER BY moment_ NULLS LAST, leads_ NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_orders
  FROM visits_rows_in_order_then_visits_both
),
visits_rows_in_order_then_visits AS (
  SELECT
    customer,
    seen_at,
    product_id,
    moved_from,
    kind_is_cart,
    next_orders
  FROM visits_rows_in_order_then_visits_next
  WHERE leads_ = 1
),
visits_rows_in_order_steps AS (
  SELECT
    customer,
    product_id AS same_1,
    seen_at AS follower
  FROM visits_rows_in_order_then_visits
  WHERE kind_is_cart
    AND next_orders <= CASE WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2023-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2024-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2024-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2025-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2025-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2026-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) ELSE (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) END
    AND product_id IS NOT NULL
),
visits_rows_in_order_both AS (
  SELECT
    customer,
    kind_is_view,
    seen_at,
    product_id,
    product_id AS same_1_,
    seen_at AS moment_,
    NULL AS follower_,
    1 AS leads_
  FROM visits_rows_in_order_1
  UNION ALL
  SELECT
    customer,
    NULL AS kind_is_view,
    NULL AS seen_at,
    NULL AS product_id,
    same_1 AS same_1_,
    follower AS moment_,
    follower AS follower_,
    0 AS leads_
  FROM visits_rows_in_order_steps
),
visits_rows_in_order_next AS (
  SELECT
    *,
    MIN(follower_) OVER (PARTITION BY customer, same_1_ ORDER BY moment_ NULLS LAST, leads_ NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_visits
  FROM visits_rows_in_order_both
),
visits_rows_in_order AS (
  SELECT
    customer,
    kind_is_view,
    seen_at,
    product_id,
    next_visits
  FROM visits_rows_in_order_next
  WHERE leads_ = 1
),
visits_features_in_order AS (
  SELECT
    customer,
    COUNT(*) AS visits_count
  FROM visits_rows_in_order
  WHERE kind_is_view
    AND next_visits IS NOT NULL
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
    COALESCE(visits_count >= 1, FALSE) AS "view-cart-order"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "view-cart-order" -- segments.yaml:2
  FROM members
)
SELECT
  'view-cart-order' AS segment,
  customer_id
FROM segment_membership
WHERE "view-cart-order"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
