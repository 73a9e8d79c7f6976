-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    company.renews_on AS "company.renews_on"
  FROM customers
  LEFT JOIN companies AS company ON company.company_id = customers.company_id
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
    AND orders.ordered_at >= TIMESTAMP '2026-07-01 00:00:00'
),
orders_features AS (
  SELECT
    customer,
    MAX(ordered_at) AS orders_last
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    orders_features.orders_last
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE("company.renews_on" >= DATE '2026-07-01' AND "company.renews_on" < DATE '2026-07-09', FALSE) AS "eight-days",
    COALESCE(orders_last >= TIMESTAMP '2026-07-01 00:00:00', FALSE) AS nobody,
    COALESCE("company.renews_on" >= DATE '2026-07-01' AND "company.renews_on" < DATE '2026-07-08', FALSE) AS "tomorrow-and-six-more"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "eight-days", -- segments.yaml:3
    nobody, -- segments.yaml:4
    "tomorrow-and-six-more" -- segments.yaml:2
  FROM members
)
SELECT
  'eight-days' AS segment,
  customer_id
FROM segment_membership
WHERE "eight-days"
UNION ALL
SELECT
  'nobody' AS segment,
  customer_id
FROM segment_membership
WHERE nobody
UNION ALL
SELECT
  'tomorrow-and-six-more' AS segment,
  customer_id
FROM segment_membership
WHERE "tomorrow-and-six-more"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
