-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH base AS (
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
  FROM customers
  WHERE customers.signed_up_at < TIMESTAMP '2026-07-01 00:00:00'
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
  FROM orders
  LEFT JOIN customers AS customer ON customer.customer_id = orders.customer_id
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    SUM(total) AS spend,
    COUNT(DISTINCT product_id) AS orders_distinct_product_id,
    COUNT(*) > 0 AND COUNT(CASE WHEN NOT COALESCE(total > 5, FALSE) THEN 1 END) = 0 AS orders_every,
    CAST(COUNT(CASE WHEN channel = 'app' THEN 1 END) AS DOUBLE) / NULLIF(COUNT(*), 0) AS orders_share,
    COUNT(DISTINCT ordered_at_date) AS orders_days,
    DATE_DIFF('day', MAX(ordered_at_date), DATE '2026-06-30') AS orders_days_since_last,
    MEDIAN(CAST(total AS DOUBLE)) AS orders_median_total,
    COUNT(*) AS orders_made,
    CAST(DATE_DIFF('day', MIN(ordered_at_date), MAX(ordered_at_date)) AS DOUBLE) / NULLIF((COUNT(DISTINCT ordered_at_date) - 1), 0) AS usual_gap,
    SUM(CASE WHEN total_test AND ordered_at >= TIMESTAMP '2026-04-02 00:00:00' THEN total END) AS orders_sum_total,
    COUNT(CASE WHEN ordered_at >= signed_up_at AND CASE WHEN ordered_at < TIMESTAMP '2023-10-29 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2024-03-31 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2024-10-27 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2025-03-30 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2025-10-26 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2026-03-29 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2026-10-25 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2027-03-28 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2027-10-31 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2028-03-26 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2028-10-29 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2029-03-25 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2029-10-28 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2030-03-31 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2030-10-27 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2031-03-30 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2031-10-26 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2032-03-28 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2032-10-31 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2033-03-27 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2033-10-30 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2034-03-26 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2034-10-29 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2035-03-25 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2035-10-28 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2036-03-30 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2036-10-26 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2037-03-29 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2037-10-25 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2038-03-28 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2038-10-31 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2039-03-27 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2039-10-30 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2040-03-25 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2040-10-28 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2041-03-31 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2041-10-27 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2042-03-30 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2042-10-26 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2043-03-29 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2043-10-25 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2044-03-27 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2044-10-30 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2045-03-26 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2045-10-29 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2046-03-25 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2046-10-28 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2047-03-31 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2047-10-27 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2048-03-29 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2048-10-25 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2049-03-28 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2049-10-31 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2050-03-27 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2050-10-30 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2051-03-26 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2051-10-29 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2052-03-31 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2052-10-27 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2053-03-30 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2053-10-26 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2054-03-29 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2054-10-25 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2055-03-28 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2055-10-31 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2056-03-26 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2056-10-29 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2057-03-25 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2057-10-28 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2058-03-31 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2058-10-27 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2059-03-30 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2059-10-26 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2060-03-28 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2060-10-31 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2061-03-27 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2061-10-30 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2062-03-26 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2062-10-29 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2063-03-25 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2063-10-28 03:00:00' THEN ordered_at + TO_SECONDS(-7200) WHEN ordered_at < TIMESTAMP '2064-03-30 03:00:00' THEN ordered_at + TO_SECONDS(-3600) WHEN ordered_at < TIMESTAMP '2064-10-26 03:00:00' THEN ordered_at + TO_SECONDS(-7200) ELSE ordered_at + TO_SECONDS(-3600) END <= CASE WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2023-10-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2024-03-31 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2024-10-27 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2025-03-30 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2025-10-26 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2026-03-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2026-10-25 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2027-03-28 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2027-10-31 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2028-03-26 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2028-10-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2029-03-25 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2029-10-28 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2030-03-31 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2030-10-27 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2031-03-30 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2031-10-26 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2032-03-28 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2032-10-31 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2033-03-27 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2033-10-30 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2034-03-26 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2034-10-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2035-03-25 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2035-10-28 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2036-03-30 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2036-10-26 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2037-03-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2037-10-25 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2038-03-28 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2038-10-31 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2039-03-27 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2039-10-30 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2040-03-25 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2040-10-28 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2041-03-31 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2041-10-27 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2042-03-30 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2042-10-26 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2043-03-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2043-10-25 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2044-03-27 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2044-10-30 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2045-03-26 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2045-10-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2046-03-25 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2046-10-28 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2047-03-31 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2047-10-27 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2048-03-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2048-10-25 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2049-03-28 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2049-10-31 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2050-03-27 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2050-10-30 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2051-03-26 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2051-10-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2052-03-31 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2052-10-27 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2053-03-30 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2053-10-26 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2054-03-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2054-10-25 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2055-03-28 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2055-10-31 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2056-03-26 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2056-10-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2057-03-25 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2057-10-28 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2058-03-31 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2058-10-27 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2059-03-30 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2059-10-26 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2060-03-28 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2060-10-31 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2061-03-27 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2061-10-30 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2062-03-26 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2062-10-29 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2063-03-25 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2063-10-28 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2064-03-30 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) WHEN signed_up_at + TO_DAYS(CAST(30 AS INTEGER)) < TIMESTAMP '2064-10-26 03:00:00' THEN (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-7200) ELSE (signed_up_at + TO_DAYS(CAST(30 AS INTEGER))) + TO_SECONDS(-3600) END THEN 1 END) AS orders_count
  FROM orders_rows
  GROUP BY customer
),
visits_rows_in_order_1 AS (
  SELECT
    visits.customer_id AS customer,
    visits.seen_at,
    CAST(CASE WHEN visits.seen_at < TIMESTAMP '2023-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2024-03-31 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2024-10-27 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2025-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2025-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2026-03-29 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2026-10-25 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2027-03-28 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2027-10-31 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2028-03-26 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2028-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2029-03-25 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2029-10-28 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2030-03-31 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2030-10-27 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2031-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2031-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2032-03-28 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2032-10-31 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2033-03-27 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2033-10-30 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2034-03-26 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2034-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2035-03-25 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2035-10-28 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2036-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2036-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2037-03-29 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2037-10-25 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2038-03-28 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2038-10-31 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2039-03-27 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2039-10-30 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2040-03-25 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2040-10-28 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2041-03-31 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2041-10-27 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2042-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2042-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2043-03-29 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2043-10-25 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2044-03-27 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2044-10-30 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2045-03-26 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2045-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2046-03-25 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2046-10-28 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2047-03-31 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2047-10-27 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2048-03-29 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2048-10-25 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2049-03-28 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2049-10-31 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2050-03-27 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2050-10-30 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2051-03-26 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2051-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2052-03-31 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2052-10-27 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2053-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2053-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2054-03-29 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2054-10-25 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2055-03-28 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2055-10-31 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2056-03-26 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2056-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2057-03-25 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2057-10-28 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2058-03-31 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2058-10-27 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2059-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2059-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2060-03-28 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2060-10-31 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2061-03-27 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2061-10-30 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2062-03-26 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2062-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2063-03-25 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2063-10-28 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2064-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2064-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) ELSE visits.seen_at + TO_SECONDS(3600) END AS DATE) AS seen_at_date,
    visits.kind = 'cart' AS kind_is_cart,
    CASE WHEN visits.seen_at < TIMESTAMP '2023-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2024-03-31 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2024-10-27 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2025-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2025-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2026-03-29 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2026-10-25 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2027-03-28 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2027-10-31 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2028-03-26 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2028-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2029-03-25 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2029-10-28 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2030-03-31 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2030-10-27 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2031-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2031-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2032-03-28 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2032-10-31 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2033-03-27 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2033-10-30 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2034-03-26 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2034-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2035-03-25 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2035-10-28 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2036-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2036-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2037-03-29 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2037-10-25 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2038-03-28 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2038-10-31 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2039-03-27 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2039-10-30 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2040-03-25 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2040-10-28 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2041-03-31 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2041-10-27 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2042-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2042-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2043-03-29 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2043-10-25 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2044-03-27 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2044-10-30 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2045-03-26 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2045-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2046-03-25 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2046-10-28 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2047-03-31 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2047-10-27 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2048-03-29 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2048-10-25 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2049-03-28 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2049-10-31 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2050-03-27 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2050-10-30 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2051-03-26 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2051-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2052-03-31 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2052-10-27 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2053-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2053-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2054-03-29 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2054-10-25 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2055-03-28 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2055-10-31 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2056-03-26 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2056-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2057-03-25 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2057-10-28 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2058-03-31 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2058-10-27 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2059-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2059-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2060-03-28 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2060-10-31 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2061-03-27 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2061-10-30 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2062-03-26 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2062-10-29 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2063-03-25 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2063-10-28 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) WHEN visits.seen_at < TIMESTAMP '2064-03-30 01:00:00' THEN visits.seen_at + TO_SECONDS(3600) WHEN visits.seen_at < TIMESTAMP '2064-10-26 01:00:00' THEN visits.seen_at + TO_SECONDS(7200) ELSE visits.seen_at + TO_SECONDS(3600) END AS moved_from,
    visits.kind = 'view' AS kind_is_view,
    visits.product_id
  FROM visits
  WHERE visits.seen_at < TIMESTAMP '2026-06-30 22:00:00'
),
visits_rows_in_order_then_orders AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    CASE WHEN orders.ordered_at < TIMESTAMP '2023-10-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2024-03-31 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2024-10-27 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2025-03-30 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2025-10-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2026-03-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2026-10-25 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2027-03-28 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2027-10-31 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2028-03-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2028-10-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2029-03-25 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2029-10-28 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2030-03-31 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2030-10-27 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2031-03-30 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2031-10-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2032-03-28 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2032-10-31 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2033-03-27 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2033-10-30 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2034-03-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2034-10-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2035-03-25 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2035-10-28 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2036-03-30 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2036-10-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2037-03-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2037-10-25 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2038-03-28 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2038-10-31 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2039-03-27 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2039-10-30 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2040-03-25 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2040-10-28 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2041-03-31 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2041-10-27 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2042-03-30 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2042-10-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2043-03-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2043-10-25 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2044-03-27 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2044-10-30 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2045-03-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2045-10-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2046-03-25 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2046-10-28 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2047-03-31 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2047-10-27 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2048-03-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2048-10-25 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2049-03-28 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2049-10-31 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2050-03-27 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2050-10-30 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2051-03-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2051-10-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2052-03-31 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2052-10-27 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2053-03-30 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2053-10-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2054-03-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2054-10-25 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2055-03-28 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2055-10-31 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2056-03-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2056-10-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2057-03-25 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2057-10-28 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2058-03-31 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2058-10-27 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2059-03-30 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2059-10-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2060-03-28 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2060-10-31 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2061-03-27 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2061-10-30 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2062-03-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2062-10-29 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2063-03-25 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2063-10-28 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) WHEN orders.ordered_at < TIMESTAMP '2064-03-30 03:00:00' THEN orders.ordered_at + TO_SECONDS(-3600) WHEN orders.ordered_at < TIMESTAMP '2064-10-26 03:00:00' THEN orders.ordered_at + TO_SECONDS(-7200) ELSE orders.ordered_at + TO_SECONDS(-3600) END AS utc,
    orders.product_id
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
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
    CAST(MEDIAN(CASE WHEN next_orders IS NOT NULL THEN CAST(EPOCH_US(next_orders) - EPOCH_US(seen_at) AS DOUBLE) END) AS DOUBLE) / NULLIF(86400000000, 0) AS visits_delay,
    CAST(MIN(CASE WHEN next_orders IS NOT NULL THEN EPOCH_US(next_orders) - EPOCH_US(seen_at) END) AS DOUBLE) / NULLIF(86400000000, 0) AS visits_delay_2,
    COUNT(CASE WHEN kind_is_cart AND CASE WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2023-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2024-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2024-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2025-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2025-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2026-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2026-10-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2027-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2027-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2028-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2028-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2029-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2029-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2030-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2030-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2031-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2031-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2032-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2032-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2033-03-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2033-10-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2034-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2034-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2035-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2035-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2036-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2036-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2037-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2037-10-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2038-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2038-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2039-03-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2039-10-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2040-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2040-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2041-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2041-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2042-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2042-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2043-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2043-10-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2044-03-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2044-10-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2045-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2045-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2046-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2046-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2047-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2047-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2048-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2048-10-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2049-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2049-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2050-03-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2050-10-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2051-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2051-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2052-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2052-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2053-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2053-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2054-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2054-10-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2055-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2055-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2056-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2056-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2057-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2057-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2058-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2058-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2059-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2059-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2060-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2060-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2061-03-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2061-10-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2062-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2062-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2063-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2063-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2064-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2064-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) ELSE (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) END < TIMESTAMP '2026-06-30 22:00:00' AND NOT COALESCE(next_orders <= CASE WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2023-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2024-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2024-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2025-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2025-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2026-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2026-10-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2027-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2027-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2028-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2028-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2029-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2029-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2030-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2030-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2031-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2031-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2032-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2032-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2033-03-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2033-10-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2034-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2034-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2035-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2035-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2036-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2036-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2037-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2037-10-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2038-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2038-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2039-03-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2039-10-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2040-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2040-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2041-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2041-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2042-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2042-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2043-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2043-10-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2044-03-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2044-10-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2045-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2045-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2046-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2046-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2047-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2047-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2048-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2048-10-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2049-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2049-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2050-03-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2050-10-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2051-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2051-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2052-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2052-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2053-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2053-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2054-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2054-10-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2055-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2055-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2056-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2056-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2057-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2057-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2058-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2058-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2059-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2059-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2060-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2060-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2061-03-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2061-10-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2062-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2062-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2063-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2063-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2064-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(1 AS INTEGER)) < TIMESTAMP '2064-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-7200) ELSE (moved_from + TO_DAYS(CAST(1 AS INTEGER))) + TO_SECONDS(-3600) END, FALSE) THEN 1 END) AS visits_count,
    COUNT(CASE WHEN kind_is_view AND next_orders_2 <= CASE WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2023-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2024-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2024-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2025-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2025-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2026-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2026-10-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2027-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2027-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2028-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2028-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2029-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2029-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2030-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2030-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2031-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2031-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2032-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2032-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2033-03-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2033-10-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2034-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2034-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2035-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2035-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2036-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2036-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2037-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2037-10-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2038-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2038-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2039-03-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2039-10-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2040-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2040-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2041-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2041-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2042-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2042-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2043-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2043-10-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2044-03-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2044-10-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2045-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2045-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2046-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2046-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2047-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2047-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2048-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2048-10-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2049-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2049-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2050-03-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2050-10-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2051-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2051-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2052-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2052-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2053-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2053-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2054-03-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2054-10-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2055-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2055-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2056-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2056-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2057-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2057-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2058-03-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2058-10-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2059-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2059-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2060-03-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2060-10-31 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2061-03-27 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2061-10-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2062-03-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2062-10-29 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2063-03-25 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2063-10-28 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2064-03-30 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) WHEN moved_from + TO_DAYS(CAST(2 AS INTEGER)) < TIMESTAMP '2064-10-26 03:00:00' THEN (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-7200) ELSE (moved_from + TO_DAYS(CAST(2 AS INTEGER))) + TO_SECONDS(-3600) END THEN 1 END) AS visits_count_2,
    COUNT(CASE WHEN kind_is_view AND next_orders <= seen_at + TO_SECONDS(420000) THEN 1 END) AS visits_count_3
  FROM visits_rows_in_order
  GROUP BY customer
),
orders_rows_in_order_1 AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    CAST(orders.ordered_at AS DATE) AS ordered_at_date,
    orders.order_id,
    TRY_CAST(orders.order_id AS DECIMAL(38, 10)) AS order_id_number,
    orders.channel
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
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
    DATE_DIFF('day', date_before, ordered_at_date) AS gap
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
  FROM mailings
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
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_groups_by_value AS (
  SELECT
    customer,
    CAST(DATE_TRUNC('month', CAST(ordered_at AS DATE)) AS DATE) AS value,
    COUNT(*) AS "rows"
  FROM orders_rows_by_value
  WHERE CAST(DATE_TRUNC('month', CAST(ordered_at AS DATE)) AS DATE) IS NOT NULL
  GROUP BY customer, CAST(DATE_TRUNC('month', CAST(ordered_at AS DATE)) AS DATE)
),
orders_features_by_value AS (
  SELECT
    customer,
    BOOL_OR("rows" > 0 AND COALESCE("rows", 0) >= 2) AS orders_same
  FROM orders_groups_by_value
  GROUP BY customer
),
orders_rows_by_product_id AS (
  SELECT
    orders.customer_id AS customer,
    orders.product_id,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
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
    BOOL_OR("rows" > 0 AND COALESCE("rows", 0) >= 2) AS orders_same
  FROM orders_groups_by_product_id
  GROUP BY customer
),
orders_rows_by_value_2 AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_groups_by_value_2 AS (
  SELECT
    customer,
    CAST(DATE_TRUNC('quarter', CAST(ordered_at AS DATE)) AS DATE) AS value,
    COUNT(*) AS "rows"
  FROM orders_rows_by_value_2
  WHERE CAST(DATE_TRUNC('quarter', CAST(ordered_at AS DATE)) AS DATE) IS NOT NULL
  GROUP BY customer, CAST(DATE_TRUNC('quarter', CAST(ordered_at AS DATE)) AS DATE)
),
orders_features_by_value_2 AS (
  SELECT
    customer,
    BOOL_OR("rows" > 0 AND COALESCE("rows", 0) >= 2) AS orders_same
  FROM orders_groups_by_value_2
  GROUP BY customer
),
orders_rows_by_value_3 AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at
  FROM orders
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_groups_by_value_3 AS (
  SELECT
    customer,
    CAST(DATE_TRUNC('week', CAST(ordered_at AS DATE)) AS DATE) AS value,
    COUNT(*) AS "rows"
  FROM orders_rows_by_value_3
  WHERE CAST(DATE_TRUNC('week', CAST(ordered_at AS DATE)) AS DATE) IS NOT NULL
  GROUP BY customer, CAST(DATE_TRUNC('week', CAST(ordered_at AS DATE)) AS DATE)
),
orders_features_by_value_3 AS (
  SELECT
    customer,
    BOOL_OR("rows" > 0 AND COALESCE("rows", 0) >= 2) AS orders_same
  FROM orders_groups_by_value_3
  GROUP BY customer
),
visits_rows AS (
  SELECT
    visits.customer_id AS customer,
    visits.seen_at,
    customer.signed_up_at,
    CASE WHEN customer.signed_up_at < TIMESTAMP '2023-10-29 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2024-03-31 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2024-10-27 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2025-03-30 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2025-10-26 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2026-03-29 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2026-10-25 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2027-03-28 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2027-10-31 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2028-03-26 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2028-10-29 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2029-03-25 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2029-10-28 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2030-03-31 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2030-10-27 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2031-03-30 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2031-10-26 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2032-03-28 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2032-10-31 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2033-03-27 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2033-10-30 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2034-03-26 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2034-10-29 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2035-03-25 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2035-10-28 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2036-03-30 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2036-10-26 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2037-03-29 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2037-10-25 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2038-03-28 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2038-10-31 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2039-03-27 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2039-10-30 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2040-03-25 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2040-10-28 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2041-03-31 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2041-10-27 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2042-03-30 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2042-10-26 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2043-03-29 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2043-10-25 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2044-03-27 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2044-10-30 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2045-03-26 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2045-10-29 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2046-03-25 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2046-10-28 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2047-03-31 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2047-10-27 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2048-03-29 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2048-10-25 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2049-03-28 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2049-10-31 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2050-03-27 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2050-10-30 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2051-03-26 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2051-10-29 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2052-03-31 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2052-10-27 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2053-03-30 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2053-10-26 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2054-03-29 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2054-10-25 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2055-03-28 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2055-10-31 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2056-03-26 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2056-10-29 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2057-03-25 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2057-10-28 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2058-03-31 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2058-10-27 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2059-03-30 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2059-10-26 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2060-03-28 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2060-10-31 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2061-03-27 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2061-10-30 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2062-03-26 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2062-10-29 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2063-03-25 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2063-10-28 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) WHEN customer.signed_up_at < TIMESTAMP '2064-03-30 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-3600) WHEN customer.signed_up_at < TIMESTAMP '2064-10-26 03:00:00' THEN customer.signed_up_at + TO_SECONDS(-7200) ELSE customer.signed_up_at + TO_SECONDS(-3600) END AS moved_from
  FROM visits
  LEFT JOIN customers AS customer ON customer.customer_id = visits.customer_id
  WHERE visits.seen_at < TIMESTAMP '2026-06-30 22:00:00'
),
visits_features AS (
  SELECT
    customer,
    COUNT(*) AS visits_count,
    COUNT(CASE WHEN seen_at >= CASE WHEN signed_up_at < TIMESTAMP '2023-10-29 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2024-03-31 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2024-10-27 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2025-03-30 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2025-10-26 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2026-03-29 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2026-10-25 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2027-03-28 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2027-10-31 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2028-03-26 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2028-10-29 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2029-03-25 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2029-10-28 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2030-03-31 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2030-10-27 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2031-03-30 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2031-10-26 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2032-03-28 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2032-10-31 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2033-03-27 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2033-10-30 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2034-03-26 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2034-10-29 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2035-03-25 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2035-10-28 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2036-03-30 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2036-10-26 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2037-03-29 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2037-10-25 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2038-03-28 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2038-10-31 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2039-03-27 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2039-10-30 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2040-03-25 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2040-10-28 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2041-03-31 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2041-10-27 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2042-03-30 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2042-10-26 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2043-03-29 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2043-10-25 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2044-03-27 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2044-10-30 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2045-03-26 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2045-10-29 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2046-03-25 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2046-10-28 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2047-03-31 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2047-10-27 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2048-03-29 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2048-10-25 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2049-03-28 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2049-10-31 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2050-03-27 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2050-10-30 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2051-03-26 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2051-10-29 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2052-03-31 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2052-10-27 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2053-03-30 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2053-10-26 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2054-03-29 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2054-10-25 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2055-03-28 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2055-10-31 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2056-03-26 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2056-10-29 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2057-03-25 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2057-10-28 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2058-03-31 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2058-10-27 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2059-03-30 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2059-10-26 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2060-03-28 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2060-10-31 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2061-03-27 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2061-10-30 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2062-03-26 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2062-10-29 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2063-03-25 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2063-10-28 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) WHEN signed_up_at < TIMESTAMP '2064-03-30 03:00:00' THEN signed_up_at + TO_SECONDS(-3600) WHEN signed_up_at < TIMESTAMP '2064-10-26 03:00:00' THEN signed_up_at + TO_SECONDS(-7200) ELSE signed_up_at + TO_SECONDS(-3600) END AND seen_at <= moved_from + TO_SECONDS(129600) THEN 1 END) AS visits_count_2
  FROM visits_rows
  GROUP BY customer
),
orders_rows_by_product_category AS (
  SELECT
    orders.customer_id AS customer,
    product.category AS "product.category",
    orders.ordered_at
  FROM orders
  LEFT JOIN products AS product ON product.product_id = orders.product_id
  WHERE orders.ordered_at < TIMESTAMP '2026-07-01 00:00:00'
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
custom_input AS (
  SELECT
    customers.*
  FROM customers
  JOIN features ON features.customer_id = customers.customer_id
),
custom AS (
  SELECT
    customer_id AS customer,
    (points > 30
) AS holds
  FROM custom_input
),
features_and_custom AS (
  SELECT
    features.*,
    custom.holds AS custom
  FROM features
  LEFT JOIN custom ON custom.customer = features.customer_id
),
members_1 AS (
  SELECT
    *,
    COALESCE(visits_count_2 >= 1, FALSE) AS abandoned,
    spend IS NOT NULL AS is_ranked,
    COALESCE(birth_date IS NOT NULL AND EXTRACT(YEAR FROM birth_date) < 2026 AND CASE WHEN EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) = 229 THEN 228 ELSE EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) END >= 701 AND CASE WHEN EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) = 229 THEN 228 ELSE EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) END <= 707, FALSE) AS birthdays,
    COALESCE(CAST(FORMAT('{:.15g}', CAST(visits_delay AS DOUBLE)) AS DOUBLE) + 0 > 1, FALSE) AS delays,
    COALESCE(orders_distinct_product_id >= 2, FALSE) AS different,
    COALESCE(EXTRACT(HOUR FROM signed_up_at) < 4, FALSE) AS early,
    COALESCE(orders_every = TRUE AND CAST(FORMAT('{:.15g}', CAST(orders_share AS DOUBLE)) AS DOUBLE) + 0 > 0.2, FALSE) AS "every-row",
    COALESCE(CAST(FORMAT('{:.15g}', CAST(visits_delay_2 AS DOUBLE)) AS DOUBLE) + 0 < 4.85, FALSE) AS "first-soon",
    COALESCE(TRANSLATE(LOWER(TRANSLATE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(city, 'Æ', 'AE'), 'Þ', 'TH'), 'ß', 'ss'), 'æ', 'ae'), 'þ', 'th'), 'Œ', 'OE'), 'œ', 'oe'), 'ẞ', 'SS'), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïðñòóôõöøùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳʹ;΅Ά·ΈΉΊΌΎΏΐΪΫάέήίΰϊϋόύώϓϔЀЁЃЇЌЍЎЙйѐёѓїќѝўḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẛẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ', 'AAAAAACEEEEIIIIDNOOOOOOUUUUYaaaaaaceeeeiiiidnoooooouuuuyyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUuAaIiOoUuUuUuUuUuAaAaÆæGgKkOoOoƷʒjGgNnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYyʹ;¨Α·ΕΗΙΟΥΩιΙΥαεηιυιυουωϒϒЕЕГІКИУИиеегікиуAaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyſAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') = TRANSLATE(LOWER(TRANSLATE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE('lodz', 'Æ', 'AE'), 'Þ', 'TH'), 'ß', 'ss'), 'æ', 'ae'), 'þ', 'th'), 'Œ', 'OE'), 'œ', 'oe'), 'ẞ', 'SS'), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïðñòóôõöøùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳʹ;΅Ά·ΈΉΊΌΎΏΐΪΫάέήίΰϊϋόύώϓϔЀЁЃЇЌЍЎЙйѐёѓїќѝўḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẛẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ', 'AAAAAACEEEEIIIIDNOOOOOOUUUUYaaaaaaceeeeiiiidnoooooouuuuyyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUuAaIiOoUuUuUuUuUuAaAaÆæGgKkOoOoƷʒjGgNnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYyʹ;¨Α·ΕΗΙΟΥΩιΙΥαεηιυιυουωϒϒЕЕГІКИУИиеегікиуAaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyſAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), FALSE) AS folded,
    COALESCE(orders_longest_gap > 100 AND orders_days >= 2 AND orders_days_since_last < 400, FALSE) AS gaps,
    COALESCE(visits_count_3 >= 1, FALSE) AS hours,
    COALESCE(orders_count >= 1, FALSE) AS "last-by-number",
    COALESCE(LIST_CONTAINS(interests, 'shoes') AND interests IS NOT NULL, FALSE) AS lists,
    COALESCE(LIST_CONTAINS(LIST_TRANSFORM(interests, LAMBDA item: TRANSLATE(LOWER(item), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')), TRANSLATE(LOWER('SHOES'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')), FALSE) AS "lists-folded",
    COALESCE(CAST(FORMAT('{:.15g}', CAST(orders_median_total AS DOUBLE)) AS DOUBLE) + 0 > 20, FALSE) AS medians,
    COALESCE(points > 30, FALSE) AS "more-than",
    orders_made IS NOT NULL AS is_ranked_2,
    COALESCE(credit >= 0.5 AND credit <= 99.99 AND CAST(rating AS DECIMAL(38, 12)) >= 2.5 AND points < CAST(credit AS DECIMAL(38, 2)) * 0.5, FALSE) AS numbers,
    COALESCE(orders_count_2 >= 1, FALSE) AS "own-date",
    COALESCE(custom, FALSE) AS "own-sql",
    COALESCE(EXTRACT(HOUR FROM signed_up_at) >= 9 AND EXTRACT(ISODOW FROM CAST(signed_up_at AS DATE)) IN (1, 2) AND EXTRACT(MONTH FROM CAST(signed_up_at AS DATE)) = 11 AND 2026 - EXTRACT(YEAR FROM birth_date) - CASE WHEN CASE WHEN EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) = 229 THEN 228 ELSE EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) END > 630 THEN 1 ELSE 0 END >= 18, FALSE) AS parts,
    COALESCE(REGEXP_MATCHES(email, '^[a-z.]+@example\.(?:com|org)$'), FALSE) AS patterns,
    COALESCE(REGEXP_MATCHES(email, '\bann\b'), FALSE) AS "patterns-of-few",
    COALESCE(CAST(DATE_TRUNC('week', CAST(signed_up_at AS DATE)) AS DATE) >= DATE '2025-07-01' AND CAST(DATE_TRUNC('week', CAST(signed_up_at AS DATE)) AS DATE) < DATE '2026-07-01' AND CAST(DATE_TRUNC('month', CAST(signed_up_at AS DATE)) AS DATE) >= DATE '2025-11-01' AND CAST(DATE_TRUNC('month', CAST(signed_up_at AS DATE)) AS DATE) < DATE '2025-12-01' AND CAST(DATE_TRUNC('quarter', CAST(signed_up_at AS DATE)) AS DATE) >= DATE '2025-10-01' AND CAST(DATE_TRUNC('quarter', CAST(signed_up_at AS DATE)) AS DATE) < DATE '2026-01-01' AND EXTRACT(QUARTER FROM CAST(signed_up_at AS DATE)) = 4 AND EXTRACT(DAY FROM CAST(signed_up_at AS DATE)) = 28 AND EXTRACT(YEAR FROM CAST(signed_up_at AS DATE)) = 2025, FALSE) AS periods,
    CAST('0x' || SUBSTR(MD5(('sample:spring:' || customer_id)), 1, 8) AS BIGINT) % 10000 AS sample_bucket,
    CAST('0x' || SUBSTR(MD5(('split:picked:' || customer_id)), 1, 8) AS BIGINT) % 10000 AS split_bucket,
    COALESCE(orders_count_3 >= 1, FALSE) AS picks,
    COALESCE(first_name IN ('O''Brien', 'a\b', 'two
lines'), FALSE) AS quoted,
    COALESCE(CAST(FORMAT('{:.15g}', CAST(usual_gap AS DOUBLE)) AS DOUBLE) + 0 <= 45.5 AND CAST(FORMAT('{:.15g}', CAST((CAST(mailings_count AS DOUBLE) / NULLIF(mailings_count_2, 0)) AS DOUBLE)) AS DOUBLE) + 0 > 0.33, FALSE) AS quotients,
    CASE WHEN email_consent IS NOT NULL AND NOT COALESCE(TRANSLATE(LOWER(email_consent), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') IN (TRANSLATE(LOWER('yes'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('true'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('y'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('1'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')), FALSE) THEN 1 ELSE 0 END AS email_refused,
    LOWER(email) AS email_address,
    COALESCE(orders_same, FALSE) AS "same-month",
    COALESCE(orders_same_2, FALSE) AS "same-product",
    COALESCE(orders_same_3, FALSE) AS "same-quarter",
    COALESCE(orders_same_4, FALSE) AS "same-week",
    COALESCE(visits_count_4 >= 1, FALSE) AS sequence,
    COALESCE(visits_count_5 >= 1, FALSE) AS "soon-after",
    COALESCE(TRANSLATE(LOWER(TRANSLATE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(city, 'Æ', 'AE'), 'Þ', 'TH'), 'ß', 'ss'), 'æ', 'ae'), 'þ', 'th'), 'Œ', 'OE'), 'œ', 'oe'), 'ẞ', 'SS'), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïðñòóôõöøùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳʹ;΅Ά·ΈΉΊΌΎΏΐΪΫάέήίΰϊϋόύώϓϔЀЁЃЇЌЍЎЙйѐёѓїќѝўḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẛẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ', 'AAAAAACEEEEIIIIDNOOOOOOUUUUYaaaaaaceeeeiiiidnoooooouuuuyyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUuAaIiOoUuUuUuUuUuAaAaÆæGgKkOoOoƷʒjGgNnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYyʹ;¨Α·ΕΗΙΟΥΩιΙΥαεηιυιυουωϒϒЕЕГІКИУИиеегікиуAaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyſAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') = TRANSLATE(LOWER(TRANSLATE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE('STRASSE', 'Æ', 'AE'), 'Þ', 'TH'), 'ß', 'ss'), 'æ', 'ae'), 'þ', 'th'), 'Œ', 'OE'), 'œ', 'oe'), 'ẞ', 'SS'), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïðñòóôõöøùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳʹ;΅Ά·ΈΉΊΌΎΏΐΪΫάέήίΰϊϋόύώϓϔЀЁЃЇЌЍЎЙйѐёѓїќѝўḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẛẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ', 'AAAAAACEEEEIIIIDNOOOOOOUUUUYaaaaaaceeeeiiiidnoooooouuuuyyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUuAaIiOoUuUuUuUuUuAaAaÆæGgKkOoOoƷʒjGgNnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYyʹ;¨Α·ΕΗΙΟΥΩιΙΥαεηιυιυουωϒϒЕЕГІКИУИиеегікиуAaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyſAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), FALSE) AS streets,
    COALESCE(CONTAINS(email, '@') AND STARTS_WITH(TRANSLATE(LOWER(city), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('Ł'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')) AND ENDS_WITH(email, '.com'), FALSE) AS texts,
    COALESCE(CAST(FORMAT('{:.15g}', CAST((CAST(orders_made AS DOUBLE) / NULLIF(visits_count, 0)) AS DOUBLE)) AS DOUBLE) + 0 = 0.666666666666667, FALSE) AS thirds,
    COALESCE(favourite = 'shoes' AND NOT COALESCE(last_channel = 'web', FALSE), FALSE) AS "values",
    COALESCE(orders_sum_total >= 50, FALSE) AS windows,
    interests IS NULL AS "without-interests",
    COALESCE(orders_longest_gap <= 2, FALSE) AS "without-long-gap"
  FROM features_and_custom
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
    COALESCE(is_ranked_2 AND ranked_customers - (6 * (ranked_customers - 1) + 9) // 10 - (rank - 1) > 0 AND tied - (ranked_customers - (6 * (ranked_customers - 1) + 9) // 10 - (rank - 1)) <= ranked_customers - (6 * (ranked_customers - 1) + 9) // 10 - (rank - 1), FALSE) AS "most-often",
    COALESCE(orders_made >= 1 AND sample_bucket < 5000 AND place_2 <= 2, FALSE) AS picked,
    email_refused_by_any = 0 AS email_unrefused,
    COALESCE(is_ranked_2 AND ranked_customers - (4 * (ranked_customers - 1) + 9) // 10 - (rank_2 - 1) > 0 AND tied - (ranked_customers - (4 * (ranked_customers - 1) + 9) // 10 - (rank_2 - 1)) <= ranked_customers - (4 * (ranked_customers - 1) + 9) // 10 - (rank_2 - 1), FALSE) AS seldom,
    COALESCE(is_ranked AND ranked_customers_2 - (9 * (ranked_customers_2 - 1) + 9) // 10 - (rank_3 - 1) > 0 AND tied_2 - (ranked_customers_2 - (9 * (ranked_customers_2 - 1) + 9) // 10 - (rank_3 - 1)) <= ranked_customers_2 - (9 * (ranked_customers_2 - 1) + 9) // 10 - (rank_3 - 1), FALSE) AS "top-tenth"
  FROM members_2
),
members AS (
  SELECT
    *,
    CASE WHEN picked AND split_bucket < 5000 THEN 'control' WHEN picked AND split_bucket < 10000 THEN 'a' END AS "picked.arm",
    COALESCE(country = 'PL' AND email IS NOT NULL AND TRANSLATE(LOWER(email_consent), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') IN (TRANSLATE(LOWER('yes'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('true'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('y'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER('1'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')) AND email_unrefused, FALSE) AS reachable
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
    "own-sql", -- constructs.yaml:39
    parts, -- constructs.yaml:19
    patterns, -- constructs.yaml:13
    "patterns-of-few", -- constructs.yaml:14
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
)
SELECT
  'abandoned' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE abandoned
UNION ALL
SELECT
  'best' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE best
UNION ALL
SELECT
  'birthdays' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE birthdays
UNION ALL
SELECT
  'delays' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE delays
UNION ALL
SELECT
  'different' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE different
UNION ALL
SELECT
  'early' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE early
UNION ALL
SELECT
  'every-row' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "every-row"
UNION ALL
SELECT
  'first-soon' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "first-soon"
UNION ALL
SELECT
  'folded' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE folded
UNION ALL
SELECT
  'gaps' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE gaps
UNION ALL
SELECT
  'hours' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE hours
UNION ALL
SELECT
  'last-by-number' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "last-by-number"
UNION ALL
SELECT
  'lists' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE lists
UNION ALL
SELECT
  'lists-folded' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "lists-folded"
UNION ALL
SELECT
  'medians' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE medians
UNION ALL
SELECT
  'more-than' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "more-than"
UNION ALL
SELECT
  'most-often' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "most-often"
UNION ALL
SELECT
  'numbers' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE numbers
UNION ALL
SELECT
  'own-date' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "own-date"
UNION ALL
SELECT
  'own-sql' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "own-sql"
UNION ALL
SELECT
  'parts' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE parts
UNION ALL
SELECT
  'patterns' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE patterns
UNION ALL
SELECT
  'patterns-of-few' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "patterns-of-few"
UNION ALL
SELECT
  'periods' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE periods
UNION ALL
SELECT
  'picked' AS segment,
  customer_id,
  "picked.arm" AS arm,
  email,
  spend
FROM segment_membership
WHERE picked
UNION ALL
SELECT
  'picks' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE picks
UNION ALL
SELECT
  'quoted' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE quoted
UNION ALL
SELECT
  'quotients' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE quotients
UNION ALL
SELECT
  'reachable' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE reachable
UNION ALL
SELECT
  'same-month' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "same-month"
UNION ALL
SELECT
  'same-product' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "same-product"
UNION ALL
SELECT
  'same-quarter' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "same-quarter"
UNION ALL
SELECT
  'same-week' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "same-week"
UNION ALL
SELECT
  'seldom' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE seldom
UNION ALL
SELECT
  'sequence' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE sequence
UNION ALL
SELECT
  'soon-after' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "soon-after"
UNION ALL
SELECT
  'streets' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE streets
UNION ALL
SELECT
  'texts' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE texts
UNION ALL
SELECT
  'thirds' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE thirds
UNION ALL
SELECT
  'top-tenth' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "top-tenth"
UNION ALL
SELECT
  'values' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "values"
UNION ALL
SELECT
  'windows' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE windows
UNION ALL
SELECT
  'without-interests' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "without-interests"
UNION ALL
SELECT
  'without-long-gap' AS segment,
  customer_id,
  NULL AS arm,
  NULL AS email,
  NULL AS spend
FROM segment_membership
WHERE "without-long-gap"
ORDER BY segment NULLS LAST, customer_id NULLS LAST;
