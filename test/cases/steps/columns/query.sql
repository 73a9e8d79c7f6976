-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id,
    customers.points,
    customers.country,
    customers.email,
    company.name AS "company.name",
    customers.signed_up_at,
    customers.rating,
    customers.interests
  FROM customers
  LEFT JOIN companies AS company ON company.company_id = customers.company_id
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
members AS (
  SELECT
    *,
    COALESCE(points = 40, FALSE) AS fewer,
    COALESCE(country = 'HU', FALSE) AS shown
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    fewer, -- segments.yaml:3
    spend,
    shown, -- segments.yaml:2
    email,
    "company.name",
    signed_up_at,
    rating,
    interests
  FROM members
)
SELECT
  'fewer' AS segment,
  customer_id,
  spend,
  NULL AS "customer.email",
  NULL AS "company.name",
  NULL AS signed_up_at,
  NULL AS rating,
  NULL AS interests
FROM segment_membership
WHERE fewer
UNION ALL
SELECT
  'shown' AS segment,
  customer_id,
  spend,
  email AS "customer.email",
  "company.name",
  signed_up_at,
  rating,
  interests
FROM segment_membership
WHERE shown
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
