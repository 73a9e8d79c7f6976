-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.country,
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
    COALESCE(country = 'PL', FALSE) AS poles,
    points IS NOT NULL AS is_ranked_2,
    order_count IS NOT NULL AS is_ranked_3
  FROM features
),
members_2 AS (
  SELECT
    *,
    COALESCE(points IS NOT NULL AND poles, FALSE) AS is_ranked,
    COUNT(*) OVER (PARTITION BY is_ranked_2) AS ranked_customers_2,
    RANK() OVER (PARTITION BY is_ranked_2 ORDER BY points NULLS LAST) AS rank_2,
    COUNT(*) OVER (PARTITION BY is_ranked_2, points) AS tied_2,
    COUNT(*) OVER (PARTITION BY is_ranked_3) AS ranked_customers_3,
    RANK() OVER (PARTITION BY is_ranked_3 ORDER BY order_count DESC NULLS LAST) AS rank_3,
    COUNT(*) OVER (PARTITION BY is_ranked_3, order_count) AS tied_3,
    RANK() OVER (PARTITION BY is_ranked_2 ORDER BY points DESC NULLS LAST) AS rank_4
  FROM members_1
),
members_3 AS (
  SELECT
    *,
    COUNT(*) OVER (PARTITION BY is_ranked) AS ranked_customers,
    RANK() OVER (PARTITION BY is_ranked ORDER BY points DESC NULLS LAST) AS rank,
    COUNT(*) OVER (PARTITION BY is_ranked, points) AS tied,
    COALESCE(is_ranked_2 AND ranked_customers_2 - (8 * (ranked_customers_2 - 1) + 9) // 10 - (rank_2 - 1) > 0 AND tied_2 - (ranked_customers_2 - (8 * (ranked_customers_2 - 1) + 9) // 10 - (rank_2 - 1)) <= ranked_customers_2 - (8 * (ranked_customers_2 - 1) + 9) // 10 - (rank_2 - 1), FALSE) AS "bottom-fifth",
    COALESCE(is_ranked_3 AND ranked_customers_3 - (5 * (ranked_customers_3 - 1) + 9) // 10 - (rank_3 - 1) > 0 AND tied_3 - (ranked_customers_3 - (5 * (ranked_customers_3 - 1) + 9) // 10 - (rank_3 - 1)) <= ranked_customers_3 - (5 * (ranked_customers_3 - 1) + 9) // 10 - (rank_3 - 1), FALSE) AS tie,
    COALESCE(is_ranked_2 AND ranked_customers_2 - (5 * (ranked_customers_2 - 1) + 9) // 10 - (rank_4 - 1) > 0 AND tied_2 - (ranked_customers_2 - (5 * (ranked_customers_2 - 1) + 9) // 10 - (rank_4 - 1)) <= ranked_customers_2 - (5 * (ranked_customers_2 - 1) + 9) // 10 - (rank_4 - 1), FALSE) AS "top-half"
  FROM members_2
),
members AS (
  SELECT
    *,
    COALESCE(poles AND is_ranked AND ranked_customers - (5 * (ranked_customers - 1) + 9) // 10 - (rank - 1) > 0 AND tied - (ranked_customers - (5 * (ranked_customers - 1) + 9) // 10 - (rank - 1)) <= ranked_customers - (5 * (ranked_customers - 1) + 9) // 10 - (rank - 1), FALSE) AS "among-poles"
  FROM members_3
),
segment_membership AS (
  SELECT
    customer_id,
    "among-poles", -- segments.yaml:6
    "bottom-fifth", -- segments.yaml:3
    poles, -- segments.yaml:7
    tie, -- segments.yaml:5
    "top-half" -- segments.yaml:2
  FROM members
)
SELECT
  'among-poles' AS segment,
  customer_id
FROM segment_membership
WHERE "among-poles"
UNION ALL
SELECT
  'bottom-fifth' AS segment,
  customer_id
FROM segment_membership
WHERE "bottom-fifth"
UNION ALL
SELECT
  'poles' AS segment,
  customer_id
FROM segment_membership
WHERE poles
UNION ALL
SELECT
  'tie' AS segment,
  customer_id
FROM segment_membership
WHERE tie
UNION ALL
SELECT
  'top-half' AS segment,
  customer_id
FROM segment_membership
WHERE "top-half"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
