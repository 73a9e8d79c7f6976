-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-03-01, which is everything before 2026-03-02T00:00:00Z; time zone UTC
-- tables, as `segment sources` shows them: customers (customers.csv), orders_with_customer (orders.csv)
WITH customers_by_email_all AS (
  SELECT
    LOWER(email) AS address,
    id AS customer
  FROM customers
  WHERE email IS NOT NULL
    AND customers.signed_up < DATE '2026-03-02'
),
customers_by_email AS (
  SELECT
    address,
    CASE WHEN MIN(customer) = MAX(customer) THEN MIN(customer) END AS customer
  FROM customers_by_email_all
  GROUP BY address
),
orders_with_customer AS (
  SELECT
    orders.nr,
    orders.email,
    orders."at",
    customers_by_email.customer
  FROM orders
  LEFT JOIN customers_by_email ON customers_by_email.address = LOWER(orders.email)
),
base AS (
  SELECT
    customers.id
  FROM customers
  WHERE customers.signed_up < DATE '2026-03-02'
),
orders_rows AS (
  SELECT
    orders.customer,
    orders."at"
  FROM orders_with_customer AS orders
  WHERE orders.customer IS NOT NULL
    AND orders."at" < DATE '2026-03-02'
),
orders_features AS (
  SELECT
    customer,
    COUNT(*) AS orders_count
  FROM orders_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.orders_count, 0) AS orders_count
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.id
),
members AS (
  SELECT
    *,
    COALESCE(orders_count >= 1, FALSE) AS bought
  FROM features
),
segment_membership AS (
  SELECT
    id,
    bought -- segments.yaml:4
  FROM members
)
SELECT
  'bought' AS segment,
  id
FROM segment_membership
WHERE bought
ORDER BY segment NULLS LAST, id NULLS LAST;
