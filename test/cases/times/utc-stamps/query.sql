-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
  SELECT
    customers.customer_id
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
),
visits_rows AS (
  SELECT
    visits.customer_id AS customer,
    visits.product_id = 'p3' AS product_id_is_p3,
    visits.seen_at
  FROM visits
  WHERE visits.seen_at < TIMESTAMP '2026-06-30 22:00:00'
    AND visits.product_id = 'p3'
    AND visits.seen_at >= TIMESTAMP '2026-06-29 22:00:00'
),
visits_features AS (
  SELECT
    customer,
    MAX(seen_at) AS visits_last
  FROM visits_rows
  WHERE product_id_is_p3
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    visits_features.visits_last
  FROM base
  LEFT JOIN visits_features ON visits_features.customer = base.customer_id
),
members AS (
  SELECT
    *,
    COALESCE(visits_last >= TIMESTAMP '2026-06-29 22:00:00', FALSE) AS "today-here"
  FROM features
),
segment_membership AS (
  SELECT
    customer_id,
    "today-here" -- segments.yaml:3
  FROM members
)
SELECT
  'today-here' AS segment,
  customer_id
FROM segment_membership
WHERE "today-here"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
