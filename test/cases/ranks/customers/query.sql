-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.credit,
    customers.points
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    COUNT(*) AS order_count
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.order_count, 0) AS order_count
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members_1 AS (
  SELECT
    *,
    order_count IS NOT NULL AS is_ranked,
    credit IS NOT NULL AS is_ranked_2,
    points IS NOT NULL AS is_ranked_3
  FROM features
),
members_2 AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY is_ranked ORDER BY order_count DESC NULLS LAST, customer_id NULLS LAST) AS place,
    ROW_NUMBER() OVER (PARTITION BY is_ranked_2 ORDER BY credit NULLS LAST, customer_id NULLS LAST) AS place_2,
    ROW_NUMBER() OVER (PARTITION BY is_ranked_3 ORDER BY points DESC NULLS LAST, customer_id NULLS LAST) AS place_3
  FROM members_1
),
members AS (
  SELECT
    *,
    COALESCE(is_ranked AND place <= 4, FALSE) AS "exactly-four",
    COALESCE(is_ranked_2 AND place_2 <= 1, FALSE) AS lowest,
    COALESCE(is_ranked_3 AND place_3 <= 2, FALSE) AS two
  FROM members_2
),
segment_membership AS (
  SELECT
    customer_id,
    "exactly-four", -- segments.yaml:5
    lowest, -- segments.yaml:3
    two -- segments.yaml:2
  FROM members
)
SELECT
  'exactly-four' AS segment,
  customer_id
FROM segment_membership
WHERE "exactly-four"
UNION ALL
SELECT
  'lowest' AS segment,
  customer_id
FROM segment_membership
WHERE lowest
UNION ALL
SELECT
  'two' AS segment,
  customer_id
FROM segment_membership
WHERE two
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
