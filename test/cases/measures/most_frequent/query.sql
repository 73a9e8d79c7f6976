-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
orders_rows_by_channel AS (
  SELECT
    orders.customer_id AS customer,
    orders.channel,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_groups_by_channel AS (
  SELECT
    customer,
    channel AS value,
    COUNT(*) AS "rows",
    MAX(ordered_at) AS latest
  FROM orders_rows_by_channel
  WHERE channel IS NOT NULL
  GROUP BY customer, channel
),
orders_groups_by_channel_placed AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY "rows" DESC NULLS LAST, latest DESC NULLS LAST, value NULLS LAST) AS place
  FROM orders_groups_by_channel
),
orders_features_by_channel AS (
  SELECT
    customer,
    MAX(CASE WHEN place = 1 AND "rows" > 0 THEN value END) AS orders_most_frequent_channel
  FROM orders_groups_by_channel_placed
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features_by_channel.orders_most_frequent_channel
  FROM base
  LEFT JOIN orders_features_by_channel ON orders_features_by_channel.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(orders_most_frequent_channel = 'app', FALSE) AS app
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    app -- segments.yaml:3
  FROM members
)
SELECT
  'app' AS segment,
  customer_id
FROM segment_membership
WHERE app
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
