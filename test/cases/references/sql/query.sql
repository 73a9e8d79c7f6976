-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.total,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    SUM(total) AS spend
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.spend, 0) AS spend
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
custom_input AS (
  SELECT
    customers.*
  FROM customers
  JOIN features ON features.customer_id = customers.customer_id
),
custom AS (
  SELECT
    customer_id AS customer,
    (length(first_name) = 3
) AS holds
  FROM custom_input
),
custom_input_2 AS (
  SELECT
    customers.*
  FROM customers
  JOIN features ON features.customer_id = customers.customer_id
),
custom_2 AS (
  SELECT
    customer_id AS customer,
    (points > 30
) AS holds
  FROM custom_input_2
),
custom_input_3 AS (
  SELECT
    customers.*,
    features.spend
  FROM customers
  JOIN features ON features.customer_id = customers.customer_id
),
custom_3 AS (
  SELECT
    customer_id AS customer,
    (spend > 2 * points
) AS holds
  FROM custom_input_3
),
features_and_custom AS (
  SELECT
    features.*,
    custom.holds AS custom,
    custom_2.holds AS custom_2,
    custom_3.holds AS custom_3
  FROM features
  LEFT JOIN custom ON custom.customer = features.customer_id
  LEFT JOIN custom_2 ON custom_2.customer = features.customer_id
  LEFT JOIN custom_3 ON custom_3.customer = features.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(custom, FALSE) AS expression,
    COALESCE(custom_2, FALSE) AS "null-is-false",
    COALESCE(custom_3, FALSE) AS "of-a-trait"
  FROM features_and_custom
),
segment_membership AS (
  SELECT
    customer_id,
    expression, -- segments.yaml:2
    "null-is-false", -- segments.yaml:3
    "of-a-trait" -- segments.yaml:4
  FROM members
)
SELECT
  'expression' AS segment,
  customer_id
FROM segment_membership
WHERE expression
UNION ALL
SELECT
  'null-is-false' AS segment,
  customer_id
FROM segment_membership
WHERE "null-is-false"
UNION ALL
SELECT
  'of-a-trait' AS segment,
  customer_id
FROM segment_membership
WHERE "of-a-trait"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
