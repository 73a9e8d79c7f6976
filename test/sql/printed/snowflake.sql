-- refused: `own-sql` cannot be said in snowflake, which has no words for SQL that is written for `duckdb`
-- refused: `patterns-of-few` cannot be said in snowflake, which has no words for the pattern `\bann\b`
-- segment 0, dialect snowflake, gives the lists that `segment run` writes
-- the dialect was only read, and never run on Snowflake
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH customers_read AS (
  SELECT
    NULLIF(TRIM(CAST(customer_id AS VARCHAR)), '') AS customer_id,
    birth_date,
    signed_up_at,
    NULLIF(TRIM(CAST(city AS VARCHAR)), '') AS city,
    interests AS interests,
    points,
    credit,
    rating,
    NULLIF(TRIM(CAST(email AS VARCHAR)), '') AS email,
    NULLIF(TRIM(CAST(first_name AS VARCHAR)), '') AS first_name,
    NULLIF(TRIM(CAST(country AS VARCHAR)), '') AS country,
    NULLIF(TRIM(CAST(email_consent AS VARCHAR)), '') AS email_consent
  FROM customers
),
orders_read AS (
  SELECT
    NULLIF(TRIM(CAST(customer_id AS VARCHAR)), '') AS customer_id,
    total,
    NULLIF(TRIM(CAST(product_id AS VARCHAR)), '') AS product_id,
    NULLIF(TRIM(CAST(channel AS VARCHAR)), '') AS channel,
    ordered_at,
    NULLIF(TRIM(CAST(status AS VARCHAR)), '') AS status,
    NULLIF(TRIM(CAST(order_id AS VARCHAR)), '') AS order_id
  FROM orders
),
visits_read AS (
  SELECT
    NULLIF(TRIM(CAST(customer_id AS VARCHAR)), '') AS customer_id,
    seen_at,
    NULLIF(TRIM(CAST(kind AS VARCHAR)), '') AS kind,
    NULLIF(TRIM(CAST(product_id AS VARCHAR)), '') AS product_id
  FROM visits
),
mailings_read AS (
  SELECT
    NULLIF(TRIM(CAST(customer_id AS VARCHAR)), '') AS customer_id,
    NULLIF(TRIM(CAST(kind AS VARCHAR)), '') AS kind,
    sent_on
  FROM mailings
),
products_read AS (
  SELECT
    NULLIF(TRIM(CAST(category AS VARCHAR)), '') AS category,
    NULLIF(TRIM(CAST(product_id AS VARCHAR)), '') AS product_id
  FROM products
),
base AS (
  SELECT
    customers.customer_id,
    customers.birth_date,
    customers.signed_up_at,
    customers.city,
    customers.interests,
    customers.points,
    customers.credit,
    customers.rating,
    customers.email,
    customers.first_name,
    customers.country,
    customers.email_consent
  FROM customers_read AS customers
  WHERE customers.signed_up_at < '2026-07-01 00:00:00'::TIMESTAMP_NTZ
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.total,
    orders.product_id,
    orders.channel,
    orders.ordered_at,
    CAST(orders.ordered_at AS DATE) AS ordered_at_date,
    orders.total >= 20 AS total_test,
    customer.signed_up_at
  FROM orders_read AS orders
  LEFT JOIN customers_read AS customer ON customer.customer_id = orders.customer_id
  WHERE orders.ordered_at < '2026-07-01 00:00:00'::TIMESTAMP_NTZ
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    SUM(total) AS spend,
    COUNT(DISTINCT product_id) AS orders_distinct_product_id,
    COUNT(*) > 0 AND COUNT(CASE WHEN NOT COALESCE(total > 5, FALSE) THEN 1 END) = 0 AS orders_every,
    CAST(COUNT(CASE WHEN channel = 'app' THEN 1 END) AS DOUBLE) / NULLIF(CAST(COUNT(*) AS DOUBLE), 0) AS orders_share,
    COUNT(DISTINCT ordered_at_date) AS orders_days,
    DATEDIFF('day', MAX(ordered_at_date), DATE '2026-06-30') AS orders_days_since_last,
    MEDIAN(CAST(total AS DOUBLE)) AS orders_median_total,
    COUNT(*) AS orders_made,
    CAST(DATEDIFF('day', MIN(ordered_at_date), MAX(ordered_at_date)) AS DOUBLE) / NULLIF(CAST((COUNT(DISTINCT ordered_at_date) - 1) AS DOUBLE), 0) AS usual_gap,
    SUM(CASE WHEN total_test AND ordered_at >= '2026-04-02 00:00:00'::TIMESTAMP_NTZ THEN total END) AS orders_sum_total,
    COUNT(CASE WHEN ordered_at >= signed_up_at AND CASE WHEN ordered_at < '2023-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2024-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2024-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2025-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2025-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2026-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2026-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2027-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2027-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2028-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2028-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2029-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2029-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2030-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2030-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2031-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2031-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2032-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2032-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2033-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2033-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2034-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2034-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2035-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2035-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2036-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2036-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2037-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2037-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2038-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2038-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2039-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2039-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2040-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2040-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2041-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2041-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2042-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2042-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2043-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2043-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2044-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2044-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2045-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2045-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2046-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2046-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2047-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2047-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2048-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2048-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2049-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2049-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2050-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2050-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2051-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2051-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2052-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2052-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2053-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2053-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2054-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2054-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2055-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2055-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2056-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2056-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2057-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2057-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2058-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2058-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2059-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2059-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2060-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2060-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2061-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2061-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2062-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2062-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2063-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2063-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) WHEN ordered_at < '2064-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, ordered_at) WHEN ordered_at < '2064-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, ordered_at) ELSE DATEADD('second', -3600, ordered_at) END <= CASE WHEN DATEADD('day', 30, signed_up_at) < '2023-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2024-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2024-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2025-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2025-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2026-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2026-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2027-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2027-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2028-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2028-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2029-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2029-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2030-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2030-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2031-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2031-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2032-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2032-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2033-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2033-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2034-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2034-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2035-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2035-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2036-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2036-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2037-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2037-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2038-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2038-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2039-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2039-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2040-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2040-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2041-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2041-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2042-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2042-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2043-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2043-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2044-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2044-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2045-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2045-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2046-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2046-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2047-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2047-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2048-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2048-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2049-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2049-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2050-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2050-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2051-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2051-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2052-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2052-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2053-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2053-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2054-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2054-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2055-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2055-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2056-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2056-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2057-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2057-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2058-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2058-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2059-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2059-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2060-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2060-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2061-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2061-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2062-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2062-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2063-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2063-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2064-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) WHEN DATEADD('day', 30, signed_up_at) < '2064-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 30, signed_up_at))) ELSE DATEADD('second', -3600, (DATEADD('day', 30, signed_up_at))) END THEN 1 END) AS orders_count
  FROM orders_rows
  GROUP BY customer
),
visits_rows_in_order_1 AS (
  SELECT
    visits.customer_id AS customer,
    visits.seen_at,
    CAST(CASE WHEN visits.seen_at < '2023-10-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2024-03-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2024-10-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2025-03-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2025-10-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2026-03-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2026-10-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2027-03-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2027-10-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2028-03-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2028-10-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2029-03-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2029-10-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2030-03-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2030-10-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2031-03-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2031-10-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2032-03-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2032-10-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2033-03-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2033-10-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2034-03-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2034-10-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2035-03-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2035-10-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2036-03-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2036-10-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2037-03-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2037-10-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2038-03-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2038-10-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2039-03-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2039-10-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2040-03-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2040-10-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2041-03-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2041-10-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2042-03-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2042-10-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2043-03-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2043-10-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2044-03-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2044-10-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2045-03-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2045-10-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2046-03-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2046-10-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2047-03-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2047-10-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2048-03-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2048-10-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2049-03-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2049-10-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2050-03-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2050-10-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2051-03-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2051-10-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2052-03-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2052-10-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2053-03-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2053-10-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2054-03-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2054-10-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2055-03-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2055-10-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2056-03-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2056-10-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2057-03-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2057-10-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2058-03-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2058-10-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2059-03-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2059-10-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2060-03-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2060-10-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2061-03-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2061-10-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2062-03-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2062-10-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2063-03-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2063-10-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2064-03-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2064-10-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) ELSE DATEADD('second', 3600, visits.seen_at) END AS DATE) AS seen_at_date,
    visits.kind = 'cart' AS kind_is_cart,
    CASE WHEN visits.seen_at < '2023-10-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2024-03-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2024-10-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2025-03-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2025-10-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2026-03-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2026-10-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2027-03-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2027-10-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2028-03-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2028-10-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2029-03-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2029-10-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2030-03-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2030-10-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2031-03-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2031-10-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2032-03-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2032-10-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2033-03-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2033-10-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2034-03-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2034-10-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2035-03-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2035-10-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2036-03-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2036-10-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2037-03-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2037-10-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2038-03-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2038-10-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2039-03-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2039-10-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2040-03-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2040-10-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2041-03-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2041-10-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2042-03-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2042-10-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2043-03-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2043-10-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2044-03-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2044-10-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2045-03-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2045-10-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2046-03-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2046-10-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2047-03-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2047-10-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2048-03-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2048-10-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2049-03-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2049-10-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2050-03-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2050-10-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2051-03-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2051-10-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2052-03-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2052-10-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2053-03-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2053-10-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2054-03-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2054-10-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2055-03-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2055-10-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2056-03-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2056-10-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2057-03-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2057-10-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2058-03-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2058-10-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2059-03-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2059-10-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2060-03-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2060-10-31 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2061-03-27 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2061-10-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2062-03-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2062-10-29 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2063-03-25 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2063-10-28 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) WHEN visits.seen_at < '2064-03-30 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 3600, visits.seen_at) WHEN visits.seen_at < '2064-10-26 01:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', 7200, visits.seen_at) ELSE DATEADD('second', 3600, visits.seen_at) END AS moved_from,
    visits.kind = 'view' AS kind_is_view,
    visits.product_id
  FROM visits_read AS visits
  WHERE visits.seen_at < '2026-06-30 22:00:00'::TIMESTAMP_NTZ
),
visits_rows_in_order_then_orders AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    CASE WHEN orders.ordered_at < '2023-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2024-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2024-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2025-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2025-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2026-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2026-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2027-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2027-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2028-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2028-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2029-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2029-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2030-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2030-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2031-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2031-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2032-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2032-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2033-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2033-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2034-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2034-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2035-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2035-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2036-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2036-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2037-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2037-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2038-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2038-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2039-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2039-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2040-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2040-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2041-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2041-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2042-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2042-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2043-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2043-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2044-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2044-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2045-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2045-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2046-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2046-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2047-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2047-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2048-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2048-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2049-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2049-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2050-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2050-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2051-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2051-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2052-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2052-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2053-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2053-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2054-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2054-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2055-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2055-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2056-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2056-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2057-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2057-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2058-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2058-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2059-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2059-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2060-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2060-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2061-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2061-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2062-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2062-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2063-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2063-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) WHEN orders.ordered_at < '2064-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, orders.ordered_at) WHEN orders.ordered_at < '2064-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, orders.ordered_at) ELSE DATEADD('second', -3600, orders.ordered_at) END AS utc,
    orders.product_id
  FROM orders_read AS orders
  WHERE orders.ordered_at < '2026-07-01 00:00:00'::TIMESTAMP_NTZ
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
visits_rows_in_order_2_both AS (
  SELECT
    customer,
    seen_at,
    seen_at_date,
    kind_is_cart,
    moved_from,
    kind_is_view,
    product_id,
    seen_at AS moment_,
    1 AS leads_,
    NULL AS next_orders_
  FROM visits_rows_in_order_1
  UNION ALL
  SELECT
    customer,
    NULL AS seen_at,
    NULL AS seen_at_date,
    NULL AS kind_is_cart,
    NULL AS moved_from,
    NULL AS kind_is_view,
    NULL AS product_id,
    utc AS moment_,
    0 AS leads_,
    utc AS next_orders_
  FROM visits_rows_in_order_then_orders
),
visits_rows_in_order_2_next AS (
  SELECT
    *,
    MIN(next_orders_) OVER (PARTITION BY customer ORDER BY moment_ NULLS LAST, leads_ NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_orders
  FROM visits_rows_in_order_2_both
),
visits_rows_in_order_2 AS (
  SELECT
    customer,
    seen_at,
    seen_at_date,
    kind_is_cart,
    moved_from,
    kind_is_view,
    product_id,
    next_orders
  FROM visits_rows_in_order_2_next
  WHERE leads_ = 1
),
visits_rows_in_order_both AS (
  SELECT
    customer,
    seen_at,
    seen_at_date,
    kind_is_cart,
    moved_from,
    kind_is_view,
    product_id,
    next_orders,
    product_id AS same_1_,
    seen_at AS moment__2,
    1 AS leads__2,
    NULL AS next_orders_2_
  FROM visits_rows_in_order_2
  UNION ALL
  SELECT
    customer,
    NULL AS seen_at,
    NULL AS seen_at_date,
    NULL AS kind_is_cart,
    NULL AS moved_from,
    NULL AS kind_is_view,
    NULL AS product_id,
    NULL AS next_orders,
    product_id AS same_1_,
    utc AS moment__2,
    0 AS leads__2,
    utc AS next_orders_2_
  FROM visits_rows_in_order_then_orders
  WHERE product_id IS NOT NULL
),
visits_rows_in_order_next AS (
  SELECT
    *,
    MIN(next_orders_2_) OVER (PARTITION BY customer, same_1_ ORDER BY moment__2 NULLS LAST, leads__2 NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_orders_2
  FROM visits_rows_in_order_both
),
visits_rows_in_order AS (
  SELECT
    customer,
    seen_at,
    seen_at_date,
    kind_is_cart,
    moved_from,
    kind_is_view,
    product_id,
    next_orders,
    next_orders_2
  FROM visits_rows_in_order_next
  WHERE leads__2 = 1
),
visits_features_in_order AS (
  SELECT
    customer,
    CAST(MEDIAN(CASE WHEN next_orders IS NOT NULL THEN CAST(DATE_PART('epoch_microsecond', next_orders) - DATE_PART('epoch_microsecond', seen_at) AS DOUBLE) END) AS DOUBLE) / NULLIF(CAST(86400000000 AS DOUBLE), 0) AS visits_delay,
    CAST(MIN(CASE WHEN next_orders IS NOT NULL THEN DATE_PART('epoch_microsecond', next_orders) - DATE_PART('epoch_microsecond', seen_at) END) AS DOUBLE) / NULLIF(CAST(86400000000 AS DOUBLE), 0) AS visits_delay_2,
    COUNT(CASE WHEN kind_is_cart AND CASE WHEN DATEADD('day', 1, moved_from) < '2023-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2024-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2024-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2025-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2025-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2026-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2026-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2027-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2027-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2028-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2028-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2029-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2029-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2030-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2030-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2031-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2031-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2032-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2032-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2033-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2033-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2034-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2034-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2035-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2035-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2036-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2036-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2037-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2037-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2038-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2038-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2039-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2039-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2040-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2040-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2041-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2041-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2042-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2042-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2043-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2043-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2044-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2044-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2045-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2045-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2046-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2046-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2047-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2047-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2048-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2048-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2049-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2049-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2050-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2050-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2051-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2051-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2052-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2052-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2053-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2053-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2054-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2054-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2055-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2055-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2056-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2056-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2057-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2057-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2058-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2058-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2059-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2059-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2060-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2060-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2061-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2061-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2062-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2062-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2063-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2063-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2064-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2064-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) ELSE DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) END < '2026-06-30 22:00:00'::TIMESTAMP_NTZ AND NOT COALESCE(next_orders <= CASE WHEN DATEADD('day', 1, moved_from) < '2023-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2024-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2024-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2025-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2025-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2026-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2026-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2027-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2027-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2028-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2028-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2029-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2029-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2030-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2030-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2031-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2031-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2032-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2032-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2033-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2033-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2034-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2034-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2035-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2035-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2036-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2036-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2037-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2037-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2038-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2038-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2039-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2039-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2040-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2040-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2041-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2041-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2042-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2042-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2043-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2043-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2044-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2044-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2045-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2045-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2046-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2046-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2047-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2047-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2048-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2048-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2049-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2049-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2050-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2050-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2051-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2051-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2052-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2052-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2053-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2053-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2054-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2054-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2055-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2055-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2056-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2056-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2057-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2057-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2058-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2058-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2059-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2059-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2060-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2060-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2061-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2061-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2062-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2062-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2063-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2063-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2064-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) WHEN DATEADD('day', 1, moved_from) < '2064-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 1, moved_from))) ELSE DATEADD('second', -3600, (DATEADD('day', 1, moved_from))) END, FALSE) THEN 1 END) AS visits_count,
    COUNT(CASE WHEN kind_is_view AND next_orders_2 <= CASE WHEN DATEADD('day', 2, moved_from) < '2023-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2024-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2024-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2025-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2025-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2026-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2026-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2027-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2027-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2028-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2028-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2029-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2029-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2030-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2030-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2031-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2031-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2032-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2032-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2033-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2033-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2034-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2034-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2035-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2035-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2036-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2036-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2037-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2037-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2038-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2038-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2039-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2039-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2040-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2040-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2041-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2041-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2042-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2042-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2043-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2043-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2044-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2044-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2045-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2045-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2046-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2046-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2047-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2047-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2048-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2048-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2049-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2049-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2050-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2050-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2051-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2051-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2052-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2052-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2053-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2053-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2054-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2054-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2055-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2055-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2056-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2056-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2057-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2057-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2058-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2058-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2059-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2059-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2060-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2060-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2061-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2061-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2062-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2062-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2063-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2063-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2064-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) WHEN DATEADD('day', 2, moved_from) < '2064-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, (DATEADD('day', 2, moved_from))) ELSE DATEADD('second', -3600, (DATEADD('day', 2, moved_from))) END THEN 1 END) AS visits_count_2,
    COUNT(CASE WHEN kind_is_view AND next_orders <= DATEADD('second', 420000, seen_at) THEN 1 END) AS visits_count_3
  FROM visits_rows_in_order
  GROUP BY customer
),
orders_rows_in_order_1 AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    CAST(orders.ordered_at AS DATE) AS ordered_at_date,
    orders.order_id,
    TRY_TO_DECIMAL(orders.order_id, 38, 10) AS order_id_number,
    orders.channel
  FROM orders_read AS orders
  WHERE orders.ordered_at < '2026-07-01 00:00:00'::TIMESTAMP_NTZ
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_rows_in_order_2 AS (
  SELECT
    *,
    LAG(ordered_at_date) OVER (PARTITION BY customer ORDER BY ordered_at NULLS LAST, order_id_number NULLS LAST, order_id NULLS LAST) AS date_before,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY ordered_at DESC NULLS LAST, order_id_number DESC NULLS FIRST, order_id DESC NULLS LAST) AS latest
  FROM orders_rows_in_order_1
),
orders_rows_in_order AS (
  SELECT
    *,
    DATEDIFF('day', date_before, ordered_at_date) AS gap
  FROM orders_rows_in_order_2
),
orders_features_in_order AS (
  SELECT
    customer,
    NULLIF(MAX(gap), 0) AS orders_longest_gap,
    MAX(CASE WHEN latest = 1 THEN channel END) AS last_channel,
    COUNT(CASE WHEN latest <= 1 AND channel = 'app' THEN 1 END) AS orders_count,
    COUNT(CASE WHEN latest <= 1 AND channel = 'phone' THEN 1 END) AS orders_count_2
  FROM orders_rows_in_order
  GROUP BY customer
),
mailings_rows AS (
  SELECT
    mailings.customer_id AS customer,
    mailings.kind = 'offer' AS kind_is_offer,
    mailings.sent_on
  FROM mailings_read AS mailings
  WHERE mailings.sent_on < DATE '2026-07-01'
),
mailings_features AS (
  SELECT
    customer,
    COUNT(CASE WHEN kind_is_offer THEN 1 END) AS mailings_count,
    COUNT(*) AS mailings_count_2
  FROM mailings_rows
  GROUP BY customer
),
orders_rows_by_value AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at
  FROM orders_read AS orders
  WHERE orders.ordered_at < '2026-07-01 00:00:00'::TIMESTAMP_NTZ
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_groups_by_value AS (
  SELECT
    customer,
    DATE_TRUNC('month', CAST(ordered_at AS DATE)) AS value,
    COUNT(*) AS "rows"
  FROM orders_rows_by_value
  WHERE DATE_TRUNC('month', CAST(ordered_at AS DATE)) IS NOT NULL
  GROUP BY customer, DATE_TRUNC('month', CAST(ordered_at AS DATE))
),
orders_features_by_value AS (
  SELECT
    customer,
    BOOLOR_AGG("rows" > 0 AND COALESCE("rows", 0) >= 2) AS orders_same
  FROM orders_groups_by_value
  GROUP BY customer
),
orders_rows_by_product_id AS (
  SELECT
    orders.customer_id AS customer,
    orders.product_id,
    orders.ordered_at
  FROM orders_read AS orders
  WHERE orders.ordered_at < '2026-07-01 00:00:00'::TIMESTAMP_NTZ
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_groups_by_product_id AS (
  SELECT
    customer,
    product_id AS value,
    COUNT(*) AS "rows"
  FROM orders_rows_by_product_id
  WHERE product_id IS NOT NULL
  GROUP BY customer, product_id
),
orders_features_by_product_id AS (
  SELECT
    customer,
    BOOLOR_AGG("rows" > 0 AND COALESCE("rows", 0) >= 2) AS orders_same
  FROM orders_groups_by_product_id
  GROUP BY customer
),
orders_rows_by_value_2 AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at
  FROM orders_read AS orders
  WHERE orders.ordered_at < '2026-07-01 00:00:00'::TIMESTAMP_NTZ
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_groups_by_value_2 AS (
  SELECT
    customer,
    DATE_TRUNC('quarter', CAST(ordered_at AS DATE)) AS value,
    COUNT(*) AS "rows"
  FROM orders_rows_by_value_2
  WHERE DATE_TRUNC('quarter', CAST(ordered_at AS DATE)) IS NOT NULL
  GROUP BY customer, DATE_TRUNC('quarter', CAST(ordered_at AS DATE))
),
orders_features_by_value_2 AS (
  SELECT
    customer,
    BOOLOR_AGG("rows" > 0 AND COALESCE("rows", 0) >= 2) AS orders_same
  FROM orders_groups_by_value_2
  GROUP BY customer
),
orders_rows_by_value_3 AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at
  FROM orders_read AS orders
  WHERE orders.ordered_at < '2026-07-01 00:00:00'::TIMESTAMP_NTZ
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_groups_by_value_3 AS (
  SELECT
    customer,
    DATEADD('day', 1 - DAYOFWEEKISO(CAST(ordered_at AS DATE)), CAST(ordered_at AS DATE)) AS value,
    COUNT(*) AS "rows"
  FROM orders_rows_by_value_3
  WHERE DATEADD('day', 1 - DAYOFWEEKISO(CAST(ordered_at AS DATE)), CAST(ordered_at AS DATE)) IS NOT NULL
  GROUP BY customer, DATEADD('day', 1 - DAYOFWEEKISO(CAST(ordered_at AS DATE)), CAST(ordered_at AS DATE))
),
orders_features_by_value_3 AS (
  SELECT
    customer,
    BOOLOR_AGG("rows" > 0 AND COALESCE("rows", 0) >= 2) AS orders_same
  FROM orders_groups_by_value_3
  GROUP BY customer
),
visits_rows AS (
  SELECT
    visits.customer_id AS customer,
    visits.seen_at,
    customer.signed_up_at,
    CASE WHEN customer.signed_up_at < '2023-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2024-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2024-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2025-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2025-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2026-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2026-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2027-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2027-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2028-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2028-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2029-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2029-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2030-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2030-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2031-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2031-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2032-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2032-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2033-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2033-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2034-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2034-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2035-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2035-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2036-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2036-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2037-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2037-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2038-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2038-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2039-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2039-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2040-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2040-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2041-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2041-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2042-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2042-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2043-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2043-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2044-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2044-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2045-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2045-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2046-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2046-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2047-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2047-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2048-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2048-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2049-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2049-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2050-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2050-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2051-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2051-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2052-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2052-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2053-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2053-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2054-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2054-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2055-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2055-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2056-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2056-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2057-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2057-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2058-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2058-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2059-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2059-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2060-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2060-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2061-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2061-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2062-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2062-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2063-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2063-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) WHEN customer.signed_up_at < '2064-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, customer.signed_up_at) WHEN customer.signed_up_at < '2064-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, customer.signed_up_at) ELSE DATEADD('second', -3600, customer.signed_up_at) END AS moved_from
  FROM visits_read AS visits
  LEFT JOIN customers_read AS customer ON customer.customer_id = visits.customer_id
  WHERE visits.seen_at < '2026-06-30 22:00:00'::TIMESTAMP_NTZ
),
visits_features AS (
  SELECT
    customer,
    COUNT(*) AS visits_count,
    COUNT(CASE WHEN seen_at >= CASE WHEN signed_up_at < '2023-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2024-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2024-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2025-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2025-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2026-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2026-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2027-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2027-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2028-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2028-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2029-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2029-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2030-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2030-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2031-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2031-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2032-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2032-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2033-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2033-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2034-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2034-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2035-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2035-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2036-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2036-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2037-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2037-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2038-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2038-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2039-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2039-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2040-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2040-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2041-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2041-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2042-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2042-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2043-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2043-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2044-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2044-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2045-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2045-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2046-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2046-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2047-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2047-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2048-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2048-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2049-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2049-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2050-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2050-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2051-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2051-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2052-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2052-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2053-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2053-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2054-03-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2054-10-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2055-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2055-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2056-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2056-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2057-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2057-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2058-03-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2058-10-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2059-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2059-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2060-03-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2060-10-31 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2061-03-27 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2061-10-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2062-03-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2062-10-29 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2063-03-25 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2063-10-28 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) WHEN signed_up_at < '2064-03-30 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -3600, signed_up_at) WHEN signed_up_at < '2064-10-26 03:00:00'::TIMESTAMP_NTZ THEN DATEADD('second', -7200, signed_up_at) ELSE DATEADD('second', -3600, signed_up_at) END AND seen_at <= DATEADD('second', 129600, moved_from) THEN 1 END) AS visits_count_2
  FROM visits_rows
  GROUP BY customer
),
orders_rows_by_product_category AS (
  SELECT
    orders.customer_id AS customer,
    product.category AS "product.category",
    orders.ordered_at
  FROM orders_read AS orders
  LEFT JOIN products_read AS product ON product.product_id = orders.product_id
  WHERE orders.ordered_at < '2026-07-01 00:00:00'::TIMESTAMP_NTZ
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
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.spend, 0) AS spend,
    visits_features_in_order.visits_delay,
    COALESCE(orders_features.orders_distinct_product_id, 0) AS orders_distinct_product_id,
    COALESCE(orders_features.orders_every, FALSE) AS orders_every,
    orders_features.orders_share,
    visits_features_in_order.visits_delay_2,
    orders_features_in_order.orders_longest_gap,
    COALESCE(orders_features.orders_days, 0) AS orders_days,
    orders_features.orders_days_since_last,
    orders_features.orders_median_total,
    COALESCE(orders_features.orders_made, 0) AS orders_made,
    orders_features.usual_gap,
    COALESCE(mailings_features.mailings_count, 0) AS mailings_count,
    COALESCE(mailings_features.mailings_count_2, 0) AS mailings_count_2,
    COALESCE(orders_features_by_value.orders_same, FALSE) AS orders_same,
    COALESCE(orders_features_by_product_id.orders_same, FALSE) AS orders_same_2,
    COALESCE(orders_features_by_value_2.orders_same, FALSE) AS orders_same_3,
    COALESCE(orders_features_by_value_3.orders_same, FALSE) AS orders_same_4,
    COALESCE(visits_features.visits_count, 0) AS visits_count,
    orders_features_by_product_category.favourite,
    orders_features_in_order.last_channel,
    COALESCE(orders_features.orders_sum_total, 0) AS orders_sum_total,
    COALESCE(visits_features_in_order.visits_count, 0) AS visits_count_2,
    COALESCE(visits_features.visits_count_2, 0) AS visits_count_3,
    COALESCE(orders_features_in_order.orders_count, 0) AS orders_count,
    COALESCE(orders_features.orders_count, 0) AS orders_count_2,
    COALESCE(orders_features_in_order.orders_count_2, 0) AS orders_count_3,
    COALESCE(visits_features_in_order.visits_count_2, 0) AS visits_count_4,
    COALESCE(visits_features_in_order.visits_count_3, 0) AS visits_count_5
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
  LEFT JOIN visits_features_in_order ON visits_features_in_order.customer = base.customer_id
  LEFT JOIN orders_features_in_order ON orders_features_in_order.customer = base.customer_id
  LEFT JOIN mailings_features ON mailings_features.customer = base.customer_id
  LEFT JOIN orders_features_by_value ON orders_features_by_value.customer = base.customer_id
  LEFT JOIN orders_features_by_product_id ON orders_features_by_product_id.customer = base.customer_id
  LEFT JOIN orders_features_by_value_2 ON orders_features_by_value_2.customer = base.customer_id
  LEFT JOIN orders_features_by_value_3 ON orders_features_by_value_3.customer = base.customer_id
  LEFT JOIN visits_features ON visits_features.customer = base.customer_id
  LEFT JOIN orders_features_by_product_category ON orders_features_by_product_category.customer = base.customer_id
),
members_1 AS (
  SELECT
    *,
    COALESCE(visits_count_2 >= 1, FALSE) AS abandoned,
    spend IS NOT NULL AS is_ranked,
    COALESCE(birth_date IS NOT NULL AND EXTRACT(YEAR FROM birth_date) < 2026 AND CASE WHEN EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) = 229 THEN 228 ELSE EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) END >= 701 AND CASE WHEN EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) = 229 THEN 228 ELSE EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) END <= 707, FALSE) AS birthdays,
    COALESCE(TO_DOUBLE(TRIM(TO_VARCHAR(CAST(visits_delay AS DOUBLE), 'MI9.99999999999999EEE'))) + 0 > 1, FALSE) AS delays,
    COALESCE(orders_distinct_product_id >= 2, FALSE) AS different,
    COALESCE(EXTRACT(HOUR FROM signed_up_at) < 4, FALSE) AS early,
    COALESCE(orders_every = TRUE AND TO_DOUBLE(TRIM(TO_VARCHAR(CAST(orders_share AS DOUBLE), 'MI9.99999999999999EEE'))) + 0 > 0.2, FALSE) AS "every-row",
    COALESCE(TO_DOUBLE(TRIM(TO_VARCHAR(CAST(visits_delay_2 AS DOUBLE), 'MI9.99999999999999EEE'))) + 0 < 4.85, FALSE) AS "first-soon",
    COALESCE(TRANSLATE(LOWER(TRANSLATE(TRANSLATE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(city, 'Æ', 'AE'), 'Þ', 'TH'), 'ß', 'ss'), 'æ', 'ae'), 'þ', 'th'), 'Œ', 'OE'), 'œ', 'oe'), 'ẞ', 'SS'), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïðñòóôõöøùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳʹ;΅Ά·ΈΉΊΌΎΏΐΪΫάέήίΰϊϋόύώϓϔЀЁЃЇЌЍЎЙйѐёѓїќѝўḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẛẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ', 'AAAAAACEEEEIIIIDNOOOOOOUUUUYaaaaaaceeeeiiiidnoooooouuuuyyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUuAaIiOoUuUuUuUuUuAaAaÆæGgKkOoOoƷʒjGgNnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYyʹ;¨Α·ΕΗΙΟΥΩιΙΥαεηιυιυουωϒϒЕЕГІКИУИиеегікиуAaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyſAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy'), 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') = TRANSLATE(LOWER(TRANSLATE(TRANSLATE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE('lodz', 'Æ', 'AE'), 'Þ', 'TH'), 'ß', 'ss'), 'æ', 'ae'), 'þ', 'th'), 'Œ', 'OE'), 'œ', 'oe'), 'ẞ', 'SS'), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïðñòóôõöøùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳʹ;΅Ά·ΈΉΊΌΎΏΐΪΫάέήίΰϊϋόύώϓϔЀЁЃЇЌЍЎЙйѐёѓїќѝўḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẛẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ', 'AAAAAACEEEEIIIIDNOOOOOOUUUUYaaaaaaceeeeiiiidnoooooouuuuyyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUuAaIiOoUuUuUuUuUuAaAaÆæGgKkOoOoƷʒjGgNnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYyʹ;¨Α·ΕΗΙΟΥΩιΙΥαεηιυιυουωϒϒЕЕГІКИУИиеегікиуAaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyſAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy'), 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), FALSE) AS folded,
    COALESCE(orders_longest_gap > 100 AND orders_days >= 2 AND orders_days_since_last < 400, FALSE) AS gaps,
    COALESCE(visits_count_3 >= 1, FALSE) AS hours,
    COALESCE(orders_count >= 1, FALSE) AS "last-by-number",
    COALESCE(ARRAY_CONTAINS(CAST('shoes' AS VARIANT), interests) AND NULLIF(ARRAY_SIZE(interests), 0) IS NOT NULL, FALSE) AS lists,
    COALESCE(ARRAY_CONTAINS(CAST(TRANSLATE(LOWER(TRANSLATE('SHOES', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') AS VARIANT), TRANSFORM(interests, item VARCHAR -> TRANSLATE(LOWER(TRANSLATE(item, 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'))), FALSE) AS "lists-folded",
    COALESCE(TO_DOUBLE(TRIM(TO_VARCHAR(CAST(orders_median_total AS DOUBLE), 'MI9.99999999999999EEE'))) + 0 > 20, FALSE) AS medians,
    COALESCE(points > 30, FALSE) AS "more-than",
    orders_made IS NOT NULL AS is_ranked_2,
    COALESCE(credit >= 0.5 AND credit <= 99.99 AND CAST(rating AS NUMBER(38, 12)) >= 2.5 AND points < CAST(credit AS NUMBER(38, 2)) * 0.5, FALSE) AS numbers,
    COALESCE(orders_count_2 >= 1, FALSE) AS "own-date",
    COALESCE(EXTRACT(HOUR FROM signed_up_at) >= 9 AND DAYOFWEEKISO(CAST(signed_up_at AS DATE)) IN (1, 2) AND EXTRACT(MONTH FROM CAST(signed_up_at AS DATE)) = 11 AND 2026 - EXTRACT(YEAR FROM birth_date) - CASE WHEN CASE WHEN EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) = 229 THEN 228 ELSE EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) END > 630 THEN 1 ELSE 0 END >= 18, FALSE) AS parts,
    COALESCE((REGEXP_INSTR(email, '^[a-z.]+@example\\.(com|org)$') > 0), FALSE) AS patterns,
    COALESCE(DATEADD('day', 1 - DAYOFWEEKISO(CAST(signed_up_at AS DATE)), CAST(signed_up_at AS DATE)) >= DATE '2025-07-01' AND DATEADD('day', 1 - DAYOFWEEKISO(CAST(signed_up_at AS DATE)), CAST(signed_up_at AS DATE)) < DATE '2026-07-01' AND DATE_TRUNC('month', CAST(signed_up_at AS DATE)) >= DATE '2025-11-01' AND DATE_TRUNC('month', CAST(signed_up_at AS DATE)) < DATE '2025-12-01' AND DATE_TRUNC('quarter', CAST(signed_up_at AS DATE)) >= DATE '2025-10-01' AND DATE_TRUNC('quarter', CAST(signed_up_at AS DATE)) < DATE '2026-01-01' AND QUARTER(CAST(signed_up_at AS DATE)) = 4 AND EXTRACT(DAY FROM CAST(signed_up_at AS DATE)) = 28 AND EXTRACT(YEAR FROM CAST(signed_up_at AS DATE)) = 2025, FALSE) AS periods,
    MOD(TO_NUMBER(SUBSTR(MD5(('sample:spring:' || customer_id)), 1, 8), 'XXXXXXXX'), 10000) AS sample_bucket,
    MOD(TO_NUMBER(SUBSTR(MD5(('split:picked:' || customer_id)), 1, 8), 'XXXXXXXX'), 10000) AS split_bucket,
    COALESCE(orders_count_3 >= 1, FALSE) AS picks,
    COALESCE(first_name IN ('O\'Brien', 'a\\b', 'two\nlines'), FALSE) AS quoted,
    COALESCE(TO_DOUBLE(TRIM(TO_VARCHAR(CAST(usual_gap AS DOUBLE), 'MI9.99999999999999EEE'))) + 0 <= 45.5 AND TO_DOUBLE(TRIM(TO_VARCHAR(CAST((CAST(mailings_count AS DOUBLE) / NULLIF(CAST(mailings_count_2 AS DOUBLE), 0)) AS DOUBLE), 'MI9.99999999999999EEE'))) + 0 > 0.33, FALSE) AS quotients,
    CASE WHEN email_consent IS NOT NULL AND NOT COALESCE(TRANSLATE(LOWER(TRANSLATE(email_consent, 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') IN (TRANSLATE(LOWER(TRANSLATE('yes', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER(TRANSLATE('true', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER(TRANSLATE('y', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER(TRANSLATE('1', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')), FALSE) THEN 1 ELSE 0 END AS email_refused,
    LOWER(TRANSLATE(email, 'İΣ', 'iσ')) AS email_address,
    COALESCE(orders_same, FALSE) AS "same-month",
    COALESCE(orders_same_2, FALSE) AS "same-product",
    COALESCE(orders_same_3, FALSE) AS "same-quarter",
    COALESCE(orders_same_4, FALSE) AS "same-week",
    COALESCE(visits_count_4 >= 1, FALSE) AS sequence,
    COALESCE(visits_count_5 >= 1, FALSE) AS "soon-after",
    COALESCE(TRANSLATE(LOWER(TRANSLATE(TRANSLATE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(city, 'Æ', 'AE'), 'Þ', 'TH'), 'ß', 'ss'), 'æ', 'ae'), 'þ', 'th'), 'Œ', 'OE'), 'œ', 'oe'), 'ẞ', 'SS'), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïðñòóôõöøùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳʹ;΅Ά·ΈΉΊΌΎΏΐΪΫάέήίΰϊϋόύώϓϔЀЁЃЇЌЍЎЙйѐёѓїќѝўḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẛẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ', 'AAAAAACEEEEIIIIDNOOOOOOUUUUYaaaaaaceeeeiiiidnoooooouuuuyyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUuAaIiOoUuUuUuUuUuAaAaÆæGgKkOoOoƷʒjGgNnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYyʹ;¨Α·ΕΗΙΟΥΩιΙΥαεηιυιυουωϒϒЕЕГІКИУИиеегікиуAaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyſAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy'), 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') = TRANSLATE(LOWER(TRANSLATE(TRANSLATE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE('STRASSE', 'Æ', 'AE'), 'Þ', 'TH'), 'ß', 'ss'), 'æ', 'ae'), 'þ', 'th'), 'Œ', 'OE'), 'œ', 'oe'), 'ẞ', 'SS'), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïðñòóôõöøùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳʹ;΅Ά·ΈΉΊΌΎΏΐΪΫάέήίΰϊϋόύώϓϔЀЁЃЇЌЍЎЙйѐёѓїќѝўḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẛẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ', 'AAAAAACEEEEIIIIDNOOOOOOUUUUYaaaaaaceeeeiiiidnoooooouuuuyyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUuAaIiOoUuUuUuUuUuAaAaÆæGgKkOoOoƷʒjGgNnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYyʹ;¨Α·ΕΗΙΟΥΩιΙΥαεηιυιυουωϒϒЕЕГІКИУИиеегікиуAaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyſAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy'), 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), FALSE) AS streets,
    COALESCE(CONTAINS(email, '@') AND STARTSWITH(TRANSLATE(LOWER(TRANSLATE(city, 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER(TRANSLATE('Ł', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')) AND ENDSWITH(email, '.com'), FALSE) AS texts,
    COALESCE(TO_DOUBLE(TRIM(TO_VARCHAR(CAST((CAST(orders_made AS DOUBLE) / NULLIF(CAST(visits_count AS DOUBLE), 0)) AS DOUBLE), 'MI9.99999999999999EEE'))) + 0 = 0.666666666666667, FALSE) AS thirds,
    COALESCE(favourite = 'shoes' AND NOT COALESCE(last_channel = 'web', FALSE), FALSE) AS "values",
    COALESCE(orders_sum_total >= 50, FALSE) AS windows,
    NULLIF(ARRAY_SIZE(interests), 0) IS NULL AS "without-interests",
    COALESCE(orders_longest_gap <= 2, FALSE) AS "without-long-gap"
  FROM features
),
members_2 AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY is_ranked ORDER BY spend NULLS LAST, customer_id NULLS LAST) AS place,
    COUNT(*) OVER (PARTITION BY is_ranked_2) AS ranked_customers,
    RANK() OVER (PARTITION BY is_ranked_2 ORDER BY orders_made DESC NULLS LAST) AS rank,
    COUNT(*) OVER (PARTITION BY is_ranked_2, orders_made) AS tied,
    ROW_NUMBER() OVER (PARTITION BY COALESCE(orders_made >= 1 AND sample_bucket < 5000, FALSE) ORDER BY spend DESC NULLS LAST, customer_id NULLS LAST) AS place_2,
    MAX(email_refused) OVER (PARTITION BY email_address) AS email_refused_by_any,
    RANK() OVER (PARTITION BY is_ranked_2 ORDER BY orders_made NULLS LAST) AS rank_2,
    COUNT(*) OVER (PARTITION BY is_ranked) AS ranked_customers_2,
    RANK() OVER (PARTITION BY is_ranked ORDER BY spend DESC NULLS LAST) AS rank_3,
    COUNT(*) OVER (PARTITION BY is_ranked, spend) AS tied_2
  FROM members_1
),
members_3 AS (
  SELECT
    *,
    COALESCE(is_ranked AND place <= 2, FALSE) AS best,
    COALESCE(is_ranked_2 AND ranked_customers - (((6 * (ranked_customers - 1) + 9) - MOD(6 * (ranked_customers - 1) + 9, 10)) / (10)) - (rank - 1) > 0 AND tied - (ranked_customers - (((6 * (ranked_customers - 1) + 9) - MOD(6 * (ranked_customers - 1) + 9, 10)) / (10)) - (rank - 1)) <= ranked_customers - (((6 * (ranked_customers - 1) + 9) - MOD(6 * (ranked_customers - 1) + 9, 10)) / (10)) - (rank - 1), FALSE) AS "most-often",
    COALESCE(orders_made >= 1 AND sample_bucket < 5000 AND place_2 <= 2, FALSE) AS picked,
    email_refused_by_any = 0 AS email_unrefused,
    COALESCE(is_ranked_2 AND ranked_customers - (((4 * (ranked_customers - 1) + 9) - MOD(4 * (ranked_customers - 1) + 9, 10)) / (10)) - (rank_2 - 1) > 0 AND tied - (ranked_customers - (((4 * (ranked_customers - 1) + 9) - MOD(4 * (ranked_customers - 1) + 9, 10)) / (10)) - (rank_2 - 1)) <= ranked_customers - (((4 * (ranked_customers - 1) + 9) - MOD(4 * (ranked_customers - 1) + 9, 10)) / (10)) - (rank_2 - 1), FALSE) AS seldom,
    COALESCE(is_ranked AND ranked_customers_2 - (((9 * (ranked_customers_2 - 1) + 9) - MOD(9 * (ranked_customers_2 - 1) + 9, 10)) / (10)) - (rank_3 - 1) > 0 AND tied_2 - (ranked_customers_2 - (((9 * (ranked_customers_2 - 1) + 9) - MOD(9 * (ranked_customers_2 - 1) + 9, 10)) / (10)) - (rank_3 - 1)) <= ranked_customers_2 - (((9 * (ranked_customers_2 - 1) + 9) - MOD(9 * (ranked_customers_2 - 1) + 9, 10)) / (10)) - (rank_3 - 1), FALSE) AS "top-tenth"
  FROM members_2
),
members AS (
  SELECT
    *,
    CASE WHEN picked AND split_bucket < 5000 THEN 'control' WHEN picked AND split_bucket < 10000 THEN 'a' END AS "picked.arm",
    COALESCE(country = 'PL' AND email IS NOT NULL AND TRANSLATE(LOWER(TRANSLATE(email_consent, 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') IN (TRANSLATE(LOWER(TRANSLATE('yes', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER(TRANSLATE('true', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER(TRANSLATE('y', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER(TRANSLATE('1', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')) AND email_unrefused, FALSE) AS reachable
  FROM members_3
),
segment_membership AS (
  SELECT
    customer_id,
    abandoned, -- constructs.yaml:33
    best, -- constructs.yaml:36
    birthdays, -- constructs.yaml:21
    delays, -- constructs.yaml:34
    different, -- constructs.yaml:29
    early, -- constructs.yaml:45
    "every-row", -- constructs.yaml:30
    "first-soon", -- constructs.yaml:51
    folded, -- constructs.yaml:11
    gaps, -- constructs.yaml:28
    hours, -- constructs.yaml:24
    "last-by-number", -- constructs.yaml:53
    lists, -- constructs.yaml:15
    "lists-folded", -- constructs.yaml:16
    medians, -- constructs.yaml:27
    "more-than", -- constructs.yaml:43
    "most-often", -- constructs.yaml:48
    numbers, -- constructs.yaml:17
    "own-date", -- constructs.yaml:23
    parts, -- constructs.yaml:19
    patterns, -- constructs.yaml:13
    periods, -- constructs.yaml:20
    picked, -- constructs.yaml:37
    "picked.arm",
    email,
    spend,
    picks, -- constructs.yaml:25
    quoted, -- constructs.yaml:12
    quotients, -- constructs.yaml:18
    reachable, -- constructs.yaml:38
    "same-month", -- constructs.yaml:41
    "same-product", -- constructs.yaml:31
    "same-quarter", -- constructs.yaml:42
    "same-week", -- constructs.yaml:40
    seldom, -- constructs.yaml:49
    sequence, -- constructs.yaml:32
    "soon-after", -- constructs.yaml:50
    streets, -- constructs.yaml:47
    texts, -- constructs.yaml:10
    thirds, -- constructs.yaml:44
    "top-tenth", -- constructs.yaml:35
    "values", -- constructs.yaml:26
    windows, -- constructs.yaml:22
    "without-interests", -- constructs.yaml:46
    "without-long-gap" -- constructs.yaml:52
  FROM members
),
segment_lists AS (
  SELECT
    1 AS place,
    'abandoned' AS name
  UNION ALL
  SELECT
    2 AS place,
    'best' AS name
  UNION ALL
  SELECT
    3 AS place,
    'birthdays' AS name
  UNION ALL
  SELECT
    4 AS place,
    'delays' AS name
  UNION ALL
  SELECT
    5 AS place,
    'different' AS name
  UNION ALL
  SELECT
    6 AS place,
    'early' AS name
  UNION ALL
  SELECT
    7 AS place,
    'every-row' AS name
  UNION ALL
  SELECT
    8 AS place,
    'first-soon' AS name
  UNION ALL
  SELECT
    9 AS place,
    'folded' AS name
  UNION ALL
  SELECT
    10 AS place,
    'gaps' AS name
  UNION ALL
  SELECT
    11 AS place,
    'hours' AS name
  UNION ALL
  SELECT
    12 AS place,
    'last-by-number' AS name
  UNION ALL
  SELECT
    13 AS place,
    'lists' AS name
  UNION ALL
  SELECT
    14 AS place,
    'lists-folded' AS name
  UNION ALL
  SELECT
    15 AS place,
    'medians' AS name
  UNION ALL
  SELECT
    16 AS place,
    'more-than' AS name
  UNION ALL
  SELECT
    17 AS place,
    'most-often' AS name
  UNION ALL
  SELECT
    18 AS place,
    'numbers' AS name
  UNION ALL
  SELECT
    19 AS place,
    'own-date' AS name
  UNION ALL
  SELECT
    20 AS place,
    'parts' AS name
  UNION ALL
  SELECT
    21 AS place,
    'patterns' AS name
  UNION ALL
  SELECT
    22 AS place,
    'periods' AS name
  UNION ALL
  SELECT
    23 AS place,
    'picked' AS name
  UNION ALL
  SELECT
    24 AS place,
    'picks' AS name
  UNION ALL
  SELECT
    25 AS place,
    'quoted' AS name
  UNION ALL
  SELECT
    26 AS place,
    'quotients' AS name
  UNION ALL
  SELECT
    27 AS place,
    'reachable' AS name
  UNION ALL
  SELECT
    28 AS place,
    'same-month' AS name
  UNION ALL
  SELECT
    29 AS place,
    'same-product' AS name
  UNION ALL
  SELECT
    30 AS place,
    'same-quarter' AS name
  UNION ALL
  SELECT
    31 AS place,
    'same-week' AS name
  UNION ALL
  SELECT
    32 AS place,
    'seldom' AS name
  UNION ALL
  SELECT
    33 AS place,
    'sequence' AS name
  UNION ALL
  SELECT
    34 AS place,
    'soon-after' AS name
  UNION ALL
  SELECT
    35 AS place,
    'streets' AS name
  UNION ALL
  SELECT
    36 AS place,
    'texts' AS name
  UNION ALL
  SELECT
    37 AS place,
    'thirds' AS name
  UNION ALL
  SELECT
    38 AS place,
    'top-tenth' AS name
  UNION ALL
  SELECT
    39 AS place,
    'values' AS name
  UNION ALL
  SELECT
    40 AS place,
    'windows' AS name
  UNION ALL
  SELECT
    41 AS place,
    'without-interests' AS name
  UNION ALL
  SELECT
    42 AS place,
    'without-long-gap' AS name
)
SELECT
  segment_lists.name AS segment,
  segment_membership.customer_id,
  CASE WHEN segment_lists.place = 23 THEN "picked.arm" END AS arm,
  CASE WHEN segment_lists.place = 23 THEN email END AS email,
  CASE WHEN segment_lists.place = 23 THEN spend END AS spend
FROM segment_membership
CROSS JOIN segment_lists
WHERE CASE WHEN segment_lists.place = 1 THEN abandoned WHEN segment_lists.place = 2 THEN best WHEN segment_lists.place = 3 THEN birthdays WHEN segment_lists.place = 4 THEN delays WHEN segment_lists.place = 5 THEN different WHEN segment_lists.place = 6 THEN early WHEN segment_lists.place = 7 THEN "every-row" WHEN segment_lists.place = 8 THEN "first-soon" WHEN segment_lists.place = 9 THEN folded WHEN segment_lists.place = 10 THEN gaps WHEN segment_lists.place = 11 THEN hours WHEN segment_lists.place = 12 THEN "last-by-number" WHEN segment_lists.place = 13 THEN lists WHEN segment_lists.place = 14 THEN "lists-folded" WHEN segment_lists.place = 15 THEN medians WHEN segment_lists.place = 16 THEN "more-than" WHEN segment_lists.place = 17 THEN "most-often" WHEN segment_lists.place = 18 THEN numbers WHEN segment_lists.place = 19 THEN "own-date" WHEN segment_lists.place = 20 THEN parts WHEN segment_lists.place = 21 THEN patterns WHEN segment_lists.place = 22 THEN periods WHEN segment_lists.place = 23 THEN picked WHEN segment_lists.place = 24 THEN picks WHEN segment_lists.place = 25 THEN quoted WHEN segment_lists.place = 26 THEN quotients WHEN segment_lists.place = 27 THEN reachable WHEN segment_lists.place = 28 THEN "same-month" WHEN segment_lists.place = 29 THEN "same-product" WHEN segment_lists.place = 30 THEN "same-quarter" WHEN segment_lists.place = 31 THEN "same-week" WHEN segment_lists.place = 32 THEN seldom WHEN segment_lists.place = 33 THEN sequence WHEN segment_lists.place = 34 THEN "soon-after" WHEN segment_lists.place = 35 THEN streets WHEN segment_lists.place = 36 THEN texts WHEN segment_lists.place = 37 THEN thirds WHEN segment_lists.place = 38 THEN "top-tenth" WHEN segment_lists.place = 39 THEN "values" WHEN segment_lists.place = 40 THEN windows WHEN segment_lists.place = 41 THEN "without-interests" WHEN segment_lists.place = 42 THEN "without-long-gap" END
ORDER BY segment_lists.place NULLS LAST, segment_membership.customer_id NULLS LAST;
