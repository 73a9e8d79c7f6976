-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-07-01T00:00:00Z; time zone UTC
-- tables, as `segment sources` shows them: customers (people.csv), orders_with_customer (orders.csv), calls_with_customer (calls.csv), visits_with_login (visits.csv)
-- calls.file_order counts rows in the order of the files
-- visits.file_order counts rows in the order of the files
WITH customers_by_email_all AS (
  SELECT
    LOWER(email) AS address,
    login AS customer
  FROM customers
  WHERE email IS NOT NULL
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
    orders.no,
    orders.mail,
    orders."at",
    customers_by_email.customer
  FROM orders
  LEFT JOIN customers_by_email ON customers_by_email.address = LOWER(orders.mail)
),
customers_by_phone_all AS (
  SELECT
    NULLIF(TRANSLATE(phone, ' ()-./', ''), '') AS address,
    login AS customer,
    RANK() OVER (PARTITION BY NULLIF(TRANSLATE(phone, ' ()-./', ''), '') ORDER BY joined DESC NULLS LAST) AS place
  FROM customers
  WHERE phone IS NOT NULL
),
customers_by_phone AS (
  SELECT
    address,
    CASE WHEN MIN(customer) = MAX(customer) THEN MIN(customer) END AS customer
  FROM customers_by_phone_all
  WHERE place = 1
  GROUP BY address
),
calls_with_customer AS (
  SELECT
    calls.number,
    calls."at",
    calls.file_order,
    customers_by_phone.customer
  FROM calls
  LEFT JOIN customers_by_phone ON customers_by_phone.address = NULLIF(TRANSLATE(calls.number, ' ()-./', ''), '')
),
visits_with_login AS (
  SELECT
    visits."at",
    visits.file_order,
    LOWER(visits.login) AS login
  FROM visits
),
base AS (
  SELECT
    customers.login
  FROM customers
),
orders_rows AS (
  SELECT
    orders.customer,
    orders."at"
  FROM orders_with_customer AS orders
  WHERE orders.customer IS NOT NULL
    AND orders."at" < DATE '2026-07-01'
),
orders_features AS (
  SELECT
    customer,
    COUNT(*) AS orders_count
  FROM orders_rows
  GROUP BY customer
),
calls_rows AS (
  SELECT
    calls.customer,
    calls."at"
  FROM calls_with_customer AS calls
  WHERE calls.customer IS NOT NULL
    AND calls."at" < DATE '2026-07-01'
),
calls_features AS (
  SELECT
    customer,
    COUNT(*) AS calls_count
  FROM calls_rows
  GROUP BY customer
),
visits_rows AS (
  SELECT
    visits.login AS customer,
    visits."at"
  FROM visits_with_login AS visits
  WHERE visits."at" < DATE '2026-07-01'
),
visits_features AS (
  SELECT
    customer,
    COUNT(*) AS visits_count
  FROM visits_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    COALESCE(calls_features.calls_count, 0) AS calls_count,
    COALESCE(visits_features.visits_count, 0) AS visits_count
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.login
  LEFT JOIN calls_features ON calls_features.customer = base.login
  LEFT JOIN visits_features ON visits_features.customer = base.login
),
members AS (
  SELECT
    *,
    COALESCE(orders_count >= 1, FALSE) AS bought,
    COALESCE(calls_count >= 1, FALSE) AS "called-under-the-newer-holder",
    COALESCE(visits_count >= 1, FALSE) AS visited
  FROM features
),
segment_membership AS (
  SELECT
    login,
    bought, -- segments.yaml:2
    "called-under-the-newer-holder", -- segments.yaml:4
    visited -- segments.yaml:6
  FROM members
)
SELECT
  'bought' AS segment,
  login
FROM segment_membership
WHERE bought
UNION ALL
SELECT
  'called-under-the-newer-holder' AS segment,
  login
FROM segment_membership
WHERE "called-under-the-newer-holder"
UNION ALL
SELECT
  'visited' AS segment,
  login
FROM segment_membership
WHERE visited
ORDER BY segment NULLS LAST, login NULLS LAST;
