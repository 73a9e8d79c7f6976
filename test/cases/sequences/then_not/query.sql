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
    visits.seen_at,
    visits.kind = 'view' AS kind_is_view,
    visits.product_id
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
visits_rows_in_order_then_visits_1 AS (
  SELECT
    visits.customer_id AS customer,
    visits.product_id,
    visits.seen_at,
    visits.kind = 'cart' AS kind_is_cart,
    CASE WHEN visits.seen_at < TIMESTAMP '2023-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2024-03-31 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2024-10-27 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2025-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2025-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2026-03-29 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) ELSE visits.seen_at + TO_SECONDS(7200) END AS moved_from
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
visits_rows_in_order_then_visits_both AS (
  SELECT
    customer,
    product_id,
    seen_at,
    kind_is_cart,
    moved_from,
    seen_at AS moment_,
    1 AS leads_,
    NULL AS next_orders_
  FROM visits_rows_in_order_then_visits_1
  UNION ALL
  SELECT
    customer,
    NULL AS product_id,
    NULL AS seen_at,
    NULL AS kind_is_cart,
    NULL AS moved_from,
    utc AS moment_,
    0 AS leads_,
    utc AS next_orders_
  FROM visits_rows_in_order_then_visits_then_orders
),
visits_rows_in_order_then_visits_next AS (
  SELECT
    *,
    MIN(next_orders_) OVER (PARTITION BY customer ORDER BY moment_ NULLS LAST, leads_ NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_orders
  FROM visits_rows_in_order_then_visits_both
),
visits_rows_in_order_then_visits AS (
  SELECT
    customer,
    product_id,
    seen_at,
    kind_is_cart,
    moved_from,
    next_orders
  FROM visits_rows_in_order_then_visits_next
  WHERE leads_ = 1
),
visits_rows_in_order_2_both AS (
  SELECT
    customer,
    kind_is_cart,
    seen_at,
    kind_is_view,
    product_id,
    seen_at AS moment_,
    1 AS leads_,
    NULL AS next_orders_
  FROM visits_rows_in_order_1
  UNION ALL
  SELECT
    customer,
    NULL AS kind_is_cart,
    NULL AS seen_at,
    NULL AS kind_is_view,
    NULL AS product_id,
    utc AS moment_,
    0 AS leads_,
    utc AS next_orders_
  FROM visits_rows_in_order_then_orders
),
visits_rows_in_order_2_next AS (
  SELECT
    *,
    MIN(next_orders_) OVER (PARTITION BY customer ORDER BY moment_ NULLS LAST, leads_ NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_orders
  FROM visits_rows_in_order_2_both
),
visits_rows_in_order_2 AS (
  SELECT
    customer,
    kind_is_cart,
    seen_at,
    kind_is_view,
    product_id,
    next_orders
  FROM visits_rows_in_order_2_next
  WHERE leads_ = 1
),
visits_rows_in_order_both AS (
  SELECT
    customer,
    kind_is_cart,
    seen_at,
    kind_is_view,
    product_id,
    next_orders,
    product_id AS same_1_,
    seen_at AS moment__2,
    1 AS leads__2,
    NULL AS next_visits_
  FROM visits_rows_in_order_2
  UNION ALL
  SELECT
    customer,
    NULL AS kind_is_cart,
    NULL AS seen_at,
    NULL AS kind_is_view,
    NULL AS product_id,
    NULL AS next_orders,
    product_id AS same_1_,
    seen_at AS moment__2,
    0 AS leads__2,
    CASE WHEN kind_is_cart AND CASE WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2023-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2024-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2024-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2025-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2025-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2026-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) ELSE (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) END < TIMESTAMP '2026-06-30 22:00:00' AND NOT COALESCE(next_orders <= CASE WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2023-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2024-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2024-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2025-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2025-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2026-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) ELSE (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) END, FALSE) THEN seen_at END AS next_visits_
  FROM visits_rows_in_order_then_visits
  WHERE product_id IS NOT NULL
    AND kind_is_cart
    AND CASE WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2023-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2024-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2024-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2025-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2025-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2026-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) ELSE (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) END < TIMESTAMP '2026-06-30 22:00:00'
    AND NOT COALESCE(next_orders <= CASE WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2023-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2024-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2024-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2025-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2025-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2026-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) ELSE (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) END, FALSE)
),
visits_rows_in_order_next AS (
  SELECT
    *,
    MIN(next_visits_) OVER (PARTITION BY customer, same_1_ ORDER BY moment__2 NULLS LAST, leads__2 NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_visits
  FROM visits_rows_in_order_both
),
visits_rows_in_order AS (
  SELECT
    customer,
    kind_is_cart,
    seen_at,
    kind_is_view,
    product_id,
    next_orders,
    next_visits
  FROM visits_rows_in_order_next
  WHERE leads__2 = 1
),
visits_features_in_order AS (
  SELECT
    customer,
    MAX(CASE WHEN kind_is_cart AND seen_at + TO_SECONDS(86400) < TIMESTAMP '2026-06-30 22:00:00' AND NOT COALESCE(next_orders <= seen_at + TO_SECONDS(86400), FALSE) THEN seen_at END) AS visits_last,
    MAX(CASE WHEN kind_is_cart AND NOT (next_orders IS NOT NULL) THEN seen_at END) AS visits_last_2,
    COUNT(CASE WHEN kind_is_view AND next_visits IS NOT NULL THEN 1 END) AS visits_count
  FROM visits_rows_in_order
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    visits_features_in_order.visits_last,
    visits_features_in_order.visits_last_2,
    COALESCE(visits_features_in_order.visits_count, 0) AS visits_count
  FROM base
  LEFT JOIN visits_features_in_order ON visits_features_in_order.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(visits_last >= TIMESTAMP '2026-05-31 22:00:00', FALSE) AS "a-day-long",
    COALESCE(visits_last_2 >= TIMESTAMP '2026-05-31 22:00:00', FALSE) AS "cart-left",
    COALESCE(visits_count >= 1, FALSE) AS "view-cart-and-no-order"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "a-day-long", -- segments.yaml:5
    "cart-left", -- segments.yaml:3
    "view-cart-and-no-order" -- segments.yaml:6
  FROM members
)
SELECT
  'a-day-long' AS segment,
  customer_id
FROM segment_membership
WHERE "a-day-long"
UNION ALL
SELECT
  'cart-left' AS segment,
  customer_id
FROM segment_membership
WHERE "cart-left"
UNION ALL
SELECT
  'view-cart-and-no-order' AS segment,
  customer_id
FROM segment_membership
WHERE "view-cart-and-no-order"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
