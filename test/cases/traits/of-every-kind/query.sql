-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
orders_rows_by_product_category AS (
  SELECT
    orders.customer_id AS customer,
    product.category AS "product.category",
    orders.ordered_at
  FROM orders
  LEFT JOIN products AS product ON product.product_id = orders.product_id
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_groups_by_product_category AS (
  SELECT
    customer,
    "product.category" AS value,
    COUNT(*) AS "rows",
    MAX(ordered_at) AS latest
  FROM orders_rows_by_product_category
  WHERE "product.category" IS NOT NULL
  GROUP BY customer, "product.category"
),
orders_groups_by_product_category_placed AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY "rows" DESC NULLS LAST, latest DESC NULLS LAST, value NULLS LAST) AS place
  FROM orders_groups_by_product_category
),
orders_features_by_product_category AS (
  SELECT
    customer,
    MAX(CASE WHEN place = 1 AND "rows" > 0 THEN value END) AS favourite
  FROM orders_groups_by_product_category_placed
  GROUP BY customer
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    CAST(orders.ordered_at AS DATE) AS ordered_at_date,
    orders.channel,
    orders.total
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    CAST(DATE_DIFF('day', MIN(ordered_at_date), MAX(ordered_at_date)) AS DOUBLE) / NULLIF((COUNT(DISTINCT ordered_at_date) - 1), 0) AS usual_gap,
    CAST(COUNT(CASE WHEN channel = 'app' THEN 1 END) AS DOUBLE) / NULLIF(COUNT(*), 0) AS app_share,
    COUNT(*) > 0 AND COUNT(CASE WHEN NOT COALESCE(channel = 'web', FALSE) THEN 1 END) = 0 AS loyal,
    MIN(ordered_at) AS first_order_at,
    SUM(total) AS spend
  FROM orders_rows
  GROUP BY customer
),
orders_rows_in_order_1 AS (
  SELECT
    orders.customer_id AS customer,
    orders.channel,
    orders.ordered_at,
    CAST(orders.ordered_at AS DATE) AS ordered_at_date,
    orders.order_id,
    TRY_CAST(orders.order_id AS DECIMAL(38, 10)) AS order_id_number
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_rows_in_order AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY ordered_at DESC NULLS LAST, order_id_number DESC NULLS FIRST, order_id DESC NULLS LAST) AS latest
  FROM orders_rows_in_order_1
),
orders_features_in_order AS (
  SELECT
    customer,
    MAX(channel) AS last_channel
  FROM orders_rows_in_order
  WHERE latest = 1
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features_by_product_category.favourite,
    orders_features.usual_gap,
    orders_features.app_share,
    orders_features_in_order.last_channel,
    COALESCE(orders_features.loyal, FALSE) AS loyal,
    orders_features.first_order_at,
    COALESCE(orders_features.spend, 0) AS spend
  FROM base
  LEFT JOIN orders_features_by_product_category ON orders_features_by_product_category.customer = base.customer_id
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
  LEFT JOIN orders_features_in_order ON orders_features_in_order.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(favourite = 'shoes', FALSE) AS shoes,
    COALESCE(customer_id IN ('c1', 'c2'), FALSE) AS shown,
    CAST(FORMAT('{:.15g}', CAST(usual_gap AS DOUBLE)) AS DOUBLE) + 0 AS usual_gap_2,
    CAST(FORMAT('{:.15g}', CAST(app_share AS DOUBLE)) AS DOUBLE) + 0 AS app_share_2,
    COALESCE(loyal = TRUE, FALSE) AS "web-only"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    shoes, -- segments.yaml:8
    shown, -- segments.yaml:10
    favourite,
    usual_gap_2,
    app_share_2,
    last_channel,
    loyal,
    first_order_at,
    spend,
    "web-only" -- segments.yaml:9
  FROM members
)
SELECT
  'shoes' AS segment,
  customer_id,
  NULL AS favourite,
  NULL AS usual_gap,
  NULL AS app_share,
  NULL AS last_channel,
  NULL AS loyal,
  NULL AS first_order_at,
  NULL AS spend
FROM segment_membership
WHERE shoes
UNION ALL
SELECT
  'shown' AS segment,
  customer_id,
  favourite,
  usual_gap_2 AS usual_gap,
  app_share_2 AS app_share,
  last_channel,
  loyal,
  first_order_at,
  spend
FROM segment_membership
WHERE shown
UNION ALL
SELECT
  'web-only' AS segment,
  customer_id,
  NULL AS favourite,
  NULL AS usual_gap,
  NULL AS app_share,
  NULL AS last_channel,
  NULL AS loyal,
  NULL AS first_order_at,
  NULL AS spend
FROM segment_membership
WHERE "web-only"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
