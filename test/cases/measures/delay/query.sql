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
    visits.seen_at,
    CAST(CASE WHEN visits.seen_at < TIMESTAMP '2023-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2024-03-31 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2024-10-27 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2025-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2025-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2026-03-29 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) ELSE visits.seen_at + TO_SECONDS(7200) END AS DATE) AS seen_at_date
  FROM visits
  WHERE visits.seen_at < TIMESTAMP '2026-06-30 22:00:00'
),
visits_rows_in_order_then_mailings_1 AS (
  SELECT
    mailings.customer_id AS customer,
    mailings.sent_on
  FROM mailings
  WHERE mailings.sent_on < DATE '2026-07-01'
),
visits_rows_in_order_then_mailings_then_orders AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    CAST(orders.ordered_at AS DATE) AS ordered_at_date
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
visits_rows_in_order_then_mailings_both AS (
  SELECT
    customer,
    sent_on,
    sent_on AS moment_,
    1 AS leads_,
    NULL AS next_orders_,
    NULL AS end_orders_
  FROM visits_rows_in_order_then_mailings_1
  UNION ALL
  SELECT
    customer,
    NULL AS sent_on,
    ordered_at_date AS moment_,
    0 AS leads_,
    ordered_at_date AS next_orders_,
    ordered_at AS end_orders_
  FROM visits_rows_in_order_then_mailings_then_orders
),
visits_rows_in_order_then_mailings_next AS (
  SELECT
    *,
    MIN(next_orders_) OVER (PARTITION BY customer ORDER BY moment_ NULLS LAST, leads_ DESC NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_orders,
    MIN(end_orders_) OVER (PARTITION BY customer ORDER BY moment_ NULLS LAST, leads_ DESC NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS end_orders
  FROM visits_rows_in_order_then_mailings_both
),
visits_rows_in_order_then_mailings AS (
  SELECT
    customer,
    sent_on,
    next_orders,
    end_orders
  FROM visits_rows_in_order_then_mailings_next
  WHERE leads_ = 1
),
visits_rows_in_order_then_orders_1 AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    CASE WHEN orders.ordered_at < TIMESTAMP '2023-10-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2024-03-31 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2024-10-27 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2025-03-30 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2025-10-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2026-03-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) ELSE orders.ordered_at + TO_SECONDS(-7200) END AS utc,
    CAST(orders.ordered_at AS DATE) AS ordered_at_date
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
visits_rows_in_order_then_orders_then_mailings AS (
  SELECT
    mailings.customer_id AS customer,
    mailings.sent_on
  FROM mailings
  WHERE mailings.sent_on < DATE '2026-07-01'
),
visits_rows_in_order_then_orders_both AS (
  SELECT
    customer,
    ordered_at,
    utc,
    ordered_at_date,
    ordered_at_date AS moment_,
    1 AS leads_,
    NULL AS next_mailings_
  FROM visits_rows_in_order_then_orders_1
  UNION ALL
  SELECT
    customer,
    NULL AS ordered_at,
    NULL AS utc,
    NULL AS ordered_at_date,
    sent_on AS moment_,
    0 AS leads_,
    sent_on AS next_mailings_
  FROM visits_rows_in_order_then_orders_then_mailings
),
visits_rows_in_order_then_orders_next AS (
  SELECT
    *,
    MIN(next_mailings_) OVER (PARTITION BY customer ORDER BY moment_ NULLS LAST, leads_ DESC NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_mailings
  FROM visits_rows_in_order_then_orders_both
),
visits_rows_in_order_then_orders AS (
  SELECT
    customer,
    ordered_at,
    utc,
    ordered_at_date,
    next_mailings
  FROM visits_rows_in_order_then_orders_next
  WHERE leads_ = 1
),
visits_rows_in_order_2_both AS (
  SELECT
    customer,
    seen_at,
    seen_at_date,
    seen_at_date AS moment_,
    1 AS leads_,
    NULL AS next_mailings_,
    NULL AS end_mailings_
  FROM visits_rows_in_order_1
  UNION ALL
  SELECT
    customer,
    NULL AS seen_at,
    NULL AS seen_at_date,
    sent_on AS moment_,
    0 AS leads_,
    CASE WHEN next_orders IS NOT NULL THEN sent_on END AS next_mailings_,
    CASE WHEN next_orders IS NOT NULL THEN end_orders END AS end_mailings_
  FROM visits_rows_in_order_then_mailings
  WHERE next_orders IS NOT NULL OR next_orders IS NOT NULL
),
visits_rows_in_order_2_next AS (
  SELECT
    *,
    MIN(next_mailings_) OVER (PARTITION BY customer ORDER BY moment_ NULLS LAST, leads_ DESC NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_mailings,
    MIN(end_mailings_) OVER (PARTITION BY customer ORDER BY moment_ NULLS LAST, leads_ DESC NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS end_mailings
  FROM visits_rows_in_order_2_both
),
visits_rows_in_order_2 AS (
  SELECT
    customer,
    seen_at,
    seen_at_date,
    next_mailings,
    end_mailings
  FROM visits_rows_in_order_2_next
  WHERE leads_ = 1
),
visits_rows_in_order_both AS (
  SELECT
    customer,
    seen_at,
    seen_at_date,
    next_mailings,
    end_mailings,
    seen_at AS moment__2,
    1 AS leads__2,
    NULL AS next_orders_,
    NULL AS end_orders_,
    NULL AS next_orders_2_
  FROM visits_rows_in_order_2
  UNION ALL
  SELECT
    customer,
    NULL AS seen_at,
    NULL AS seen_at_date,
    NULL AS next_mailings,
    NULL AS end_mailings,
    utc AS moment__2,
    0 AS leads__2,
    CASE WHEN next_mailings IS NOT NULL THEN utc END AS next_orders_,
    CASE WHEN next_mailings IS NOT NULL THEN next_mailings END AS end_orders_,
    utc AS next_orders_2_
  FROM visits_rows_in_order_then_orders
),
visits_rows_in_order_next AS (
  SELECT
    *,
    MIN(next_orders_) OVER (PARTITION BY customer ORDER BY moment__2 NULLS LAST, leads__2 NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_orders,
    MIN(end_orders_) OVER (PARTITION BY customer ORDER BY moment__2 NULLS LAST, leads__2 NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS end_orders,
    MIN(next_orders_2_) OVER (PARTITION BY customer ORDER BY moment__2 NULLS LAST, leads__2 NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_orders_2
  FROM visits_rows_in_order_both
),
visits_rows_in_order AS (
  SELECT
    customer,
    seen_at,
    seen_at_date,
    next_mailings,
    end_mailings,
    next_orders,
    end_orders,
    next_orders_2
  FROM visits_rows_in_order_next
  WHERE leads__2 = 1
),
visits_features_in_order AS (
  SELECT
    customer,
    CAST(MIN(CASE WHEN next_mailings IS NOT NULL THEN EPOCH_US(CASE WHEN end_mailings < TIMESTAMP '2023-10-29 03:00:00' THEN end_mailings + TO_SECONDS(-7200) WHEN end_mailings < TIMESTAMP '2024-03-31 03:00:00' THEN end_mailings + TO_SECONDS(-3600) WHEN end_mailings < TIMESTAMP '2024-10-27 03:00:00' THEN end_mailings + TO_SECONDS(-7200) WHEN end_mailings < TIMESTAMP '2025-03-30 03:00:00' THEN end_mailings + TO_SECONDS(-3600) WHEN end_mailings < TIMESTAMP '2025-10-26 03:00:00' THEN end_mailings + TO_SECONDS(-7200) WHEN end_mailings < TIMESTAMP '2026-03-29 03:00:00' THEN end_mailings + TO_SECONDS(-3600) ELSE end_mailings + TO_SECONDS(-7200) END) - EPOCH_US(seen_at) END) AS DOUBLE) / NULLIF(86400000000, 0) AS visits_delay,
    CAST(MAX(CASE WHEN next_orders IS NOT NULL THEN DATE_DIFF('day', CAST(CASE WHEN seen_at < TIMESTAMP '2023-10-29 01:00:00' THEN seen_at + TO_SECONDS(7200) WHEN seen_at < TIMESTAMP '2024-03-31 01:00:00' THEN seen_at + TO_SECONDS(3600) WHEN seen_at < TIMESTAMP '2024-10-27 01:00:00' THEN seen_at + TO_SECONDS(7200) WHEN seen_at < TIMESTAMP '2025-03-30 01:00:00' THEN seen_at + TO_SECONDS(3600) WHEN seen_at < TIMESTAMP '2025-10-26 01:00:00' THEN seen_at + TO_SECONDS(7200) WHEN seen_at < TIMESTAMP '2026-03-29 01:00:00' THEN seen_at + TO_SECONDS(3600) ELSE seen_at + TO_SECONDS(7200) END AS DATE), end_orders) END) AS DOUBLE) / NULLIF(1, 0) AS visits_delay_2,
    CAST(MAX(CASE WHEN next_orders_2 IS NOT NULL THEN EPOCH_US(next_orders_2) - EPOCH_US(seen_at) END) AS DOUBLE) / NULLIF(86400000000, 0) AS visits_delay_3,
    CAST(SUM(CASE WHEN next_orders_2 IS NOT NULL THEN EPOCH_US(next_orders_2) - EPOCH_US(seen_at) END) AS DOUBLE) / NULLIF((COUNT(CASE WHEN next_orders_2 IS NOT NULL THEN EPOCH_US(next_orders_2) - EPOCH_US(seen_at) END) * 86400000000), 0) AS visits_delay_4,
    CAST(MIN(CASE WHEN next_orders_2 IS NOT NULL THEN EPOCH_US(next_orders_2) - EPOCH_US(seen_at) END) AS DOUBLE) / NULLIF(86400000000, 0) AS decided_in,
    CAST(MEDIAN(CASE WHEN next_orders_2 IS NOT NULL THEN CAST(EPOCH_US(next_orders_2) - EPOCH_US(seen_at) AS DOUBLE) END) AS DOUBLE) / NULLIF(86400000000, 0) AS visits_delay_5
  FROM visits_rows_in_order
  GROUP BY customer
),
orders_rows_in_order_1 AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    CAST(orders.ordered_at AS DATE) AS ordered_at_date
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_rows_in_order_then_mailings AS (
  SELECT
    mailings.customer_id AS customer,
    mailings.sent_on
  FROM mailings
  WHERE mailings.sent_on < DATE '2026-07-01'
),
orders_rows_in_order_both AS (
  SELECT
    customer,
    ordered_at,
    ordered_at_date,
    ordered_at_date AS moment_,
    1 AS leads_,
    NULL AS next_mailings_
  FROM orders_rows_in_order_1
  UNION ALL
  SELECT
    customer,
    NULL AS ordered_at,
    NULL AS ordered_at_date,
    sent_on AS moment_,
    0 AS leads_,
    sent_on AS next_mailings_
  FROM orders_rows_in_order_then_mailings
),
orders_rows_in_order_next AS (
  SELECT
    *,
    MIN(next_mailings_) OVER (PARTITION BY customer ORDER BY moment_ NULLS LAST, leads_ DESC NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_mailings
  FROM orders_rows_in_order_both
),
orders_rows_in_order AS (
  SELECT
    customer,
    ordered_at,
    ordered_at_date,
    next_mailings
  FROM orders_rows_in_order_next
  WHERE leads_ = 1
),
orders_features_in_order AS (
  SELECT
    customer,
    CAST(MIN(DATE_DIFF('day', CAST(ordered_at AS DATE), next_mailings)) AS DOUBLE) / NULLIF(1, 0) AS orders_delay
  FROM orders_rows_in_order
  WHERE next_mailings IS NOT NULL
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    visits_features_in_order.visits_delay,
    visits_features_in_order.visits_delay_2,
    orders_features_in_order.orders_delay,
    visits_features_in_order.visits_delay_3,
    visits_features_in_order.visits_delay_4,
    visits_features_in_order.decided_in,
    visits_features_in_order.visits_delay_5
  FROM base
  LEFT JOIN visits_features_in_order ON visits_features_in_order.customer = base.customer_id
  LEFT JOIN orders_features_in_order ON orders_features_in_order.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(CAST(FORMAT('{:.15g}', CAST(visits_delay AS DOUBLE)) AS DOUBLE) + 0 >= 2.83 AND CAST(FORMAT('{:.15g}', CAST(visits_delay AS DOUBLE)) AS DOUBLE) + 0 <= 2.84, FALSE) AS "dates-between",
    COALESCE(CAST(FORMAT('{:.15g}', CAST(visits_delay_2 AS DOUBLE)) AS DOUBLE) + 0 = 5, FALSE) AS "dates-last",
    COALESCE(CAST(FORMAT('{:.15g}', CAST(orders_delay AS DOUBLE)) AS DOUBLE) + 0 = 0, FALSE) AS days,
    COALESCE(customer_id = 'c1' AND CAST(FORMAT('{:.15g}', CAST(visits_delay_3 AS DOUBLE)) AS DOUBLE) + 0 >= 1.33, FALSE) AS largest,
    COALESCE(customer_id = 'c1' AND CAST(FORMAT('{:.15g}', CAST(visits_delay_4 AS DOUBLE)) AS DOUBLE) + 0 >= 1.3 AND CAST(FORMAT('{:.15g}', CAST(visits_delay_4 AS DOUBLE)) AS DOUBLE) + 0 <= 1.35, FALSE) AS mean,
    CAST(FORMAT('{:.15g}', CAST(decided_in AS DOUBLE)) AS DOUBLE) + 0 AS decided_in_2,
    COALESCE(visits_delay_5 IS NULL AND customer_id IN ('c1', 'c4'), FALSE) AS none
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "dates-between", -- segments.yaml:13
    "dates-last", -- segments.yaml:15
    days, -- segments.yaml:10
    largest, -- segments.yaml:7
    mean, -- segments.yaml:6
    decided_in_2,
    none -- segments.yaml:8
  FROM members
)
SELECT
  'dates-between' AS segment,
  customer_id,
  NULL AS decided_in
FROM segment_membership
WHERE "dates-between"
UNION ALL
SELECT
  'dates-last' AS segment,
  customer_id,
  NULL AS decided_in
FROM segment_membership
WHERE "dates-last"
UNION ALL
SELECT
  'days' AS segment,
  customer_id,
  NULL AS decided_in
FROM segment_membership
WHERE days
UNION ALL
SELECT
  'largest' AS segment,
  customer_id,
  NULL AS decided_in
FROM segment_membership
WHERE largest
UNION ALL
SELECT
  'mean' AS segment,
  customer_id,
  decided_in_2 AS decided_in
FROM segment_membership
WHERE mean
UNION ALL
SELECT
  'none' AS segment,
  customer_id,
  NULL AS decided_in
FROM segment_membership
WHERE none
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
