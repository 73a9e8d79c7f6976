-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
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
    COUNT(CASE WHEN next_mailings <= CAST(ordered_at_date + TO_DAYS(CAST(1 AS INTEGER)) AS DATE) THEN 1 END) AS orders_count,
    COUNT(CASE WHEN next_mailings <= CAST(ordered_at_date + TO_DAYS(CAST(0 AS INTEGER)) AS DATE) THEN 1 END) AS orders_count_2
  FROM orders_rows_in_order
  GROUP BY customer
),
mailings_rows_in_order_1 AS (
  SELECT
    mailings.customer_id AS customer,
    mailings.kind = 'news' AS kind_is_news,
    mailings.sent_on
  FROM mailings
  WHERE mailings.sent_on < DATE '2026-07-01'
),
mailings_rows_in_order_then_mailings AS (
  SELECT
    mailings.customer_id AS customer,
    mailings.sent_on
  FROM mailings
  WHERE mailings.sent_on < DATE '2026-07-01'
),
mailings_rows_in_order_then_orders AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    CAST(orders.ordered_at AS DATE) AS ordered_at_date
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
mailings_rows_in_order_2_both AS (
  SELECT
    customer,
    kind_is_news,
    sent_on,
    sent_on AS moment_,
    1 AS leads_,
    NULL AS next_mailings_
  FROM mailings_rows_in_order_1
  UNION ALL
  SELECT
    customer,
    NULL AS kind_is_news,
    NULL AS sent_on,
    sent_on AS moment_,
    0 AS leads_,
    sent_on AS next_mailings_
  FROM mailings_rows_in_order_then_mailings
),
mailings_rows_in_order_2_next AS (
  SELECT
    *,
    MIN(next_mailings_) OVER (PARTITION BY customer ORDER BY moment_ NULLS LAST, leads_ NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_mailings
  FROM mailings_rows_in_order_2_both
),
mailings_rows_in_order_2 AS (
  SELECT
    customer,
    kind_is_news,
    sent_on,
    next_mailings
  FROM mailings_rows_in_order_2_next
  WHERE leads_ = 1
),
mailings_rows_in_order_both AS (
  SELECT
    customer,
    kind_is_news,
    sent_on,
    next_mailings,
    sent_on AS moment__2,
    1 AS leads__2,
    NULL AS next_orders_
  FROM mailings_rows_in_order_2
  UNION ALL
  SELECT
    customer,
    NULL AS kind_is_news,
    NULL AS sent_on,
    NULL AS next_mailings,
    ordered_at_date AS moment__2,
    0 AS leads__2,
    ordered_at_date AS next_orders_
  FROM mailings_rows_in_order_then_orders
),
mailings_rows_in_order_next AS (
  SELECT
    *,
    MIN(next_orders_) OVER (PARTITION BY customer ORDER BY moment__2 NULLS LAST, leads__2 DESC NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_orders
  FROM mailings_rows_in_order_both
),
mailings_rows_in_order AS (
  SELECT
    customer,
    kind_is_news,
    sent_on,
    next_mailings,
    next_orders
  FROM mailings_rows_in_order_next
  WHERE leads__2 = 1
),
mailings_features_in_order AS (
  SELECT
    customer,
    COUNT(CASE WHEN kind_is_news AND next_mailings IS NOT NULL THEN 1 END) AS mailings_count,
    COUNT(CASE WHEN CAST(sent_on + TO_DAYS(CAST(2 AS INTEGER)) AS DATE) < DATE '2026-07-01' AND NOT COALESCE(next_orders <= CAST(sent_on + TO_DAYS(CAST(2 AS INTEGER)) AS DATE), FALSE) THEN 1 END) AS mailings_count_2
  FROM mailings_rows_in_order
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features_in_order.orders_count, 0) AS orders_count,
    COALESCE(mailings_features_in_order.mailings_count, 0) AS mailings_count,
    COALESCE(orders_features_in_order.orders_count_2, 0) AS orders_count_2,
    COALESCE(mailings_features_in_order.mailings_count_2, 0) AS mailings_count_2
  FROM base
  LEFT JOIN orders_features_in_order ON orders_features_in_order.customer = base.customer_id
  LEFT JOIN mailings_features_in_order ON mailings_features_in_order.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_count >= 1, FALSE) AS "mailed-after-order",
    COALESCE(mailings_count >= 1, FALSE) AS "mailed-again",
    COALESCE(orders_count_2 >= 1, FALSE) AS "mailed-on-the-day",
    COALESCE(mailings_count_2 >= 1, FALSE) AS "nothing-then"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "mailed-after-order", -- segments.yaml:3
    "mailed-again", -- segments.yaml:7
    "mailed-on-the-day", -- segments.yaml:4
    "nothing-then" -- segments.yaml:5
  FROM members
)
SELECT
  'mailed-after-order' AS segment,
  customer_id
FROM segment_membership
WHERE "mailed-after-order"
UNION ALL
SELECT
  'mailed-again' AS segment,
  customer_id
FROM segment_membership
WHERE "mailed-again"
UNION ALL
SELECT
  'mailed-on-the-day' AS segment,
  customer_id
FROM segment_membership
WHERE "mailed-on-the-day"
UNION ALL
SELECT
  'nothing-then' AS segment,
  customer_id
FROM segment_membership
WHERE "nothing-then"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
