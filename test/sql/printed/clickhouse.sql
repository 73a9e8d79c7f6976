-- refused: `own-sql` cannot be said in clickhouse, which has no words for SQL that is written for `duckdb`
-- segment 0, dialect clickhouse, gives the lists that `segment run` writes
-- the dialect was run on ClickHouse 26.7
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH customers_read AS (
  SELECT
    nullIf(trimBoth(CAST(customer_id AS Nullable(String))), '') AS customer_id,
    CAST(birth_date AS Nullable(Date32)) AS birth_date,
    nullIf(trimBoth(CAST(city AS Nullable(String))), '') AS city,
    interests,
    toNullable(credit) AS credit,
    toNullable(rating) AS rating,
    toNullable(points) AS points,
    CAST(signed_up_at AS Nullable(DateTime64(6, 'UTC'))) AS signed_up_at,
    nullIf(trimBoth(CAST(email AS Nullable(String))), '') AS email,
    nullIf(trimBoth(CAST(first_name AS Nullable(String))), '') AS first_name,
    nullIf(trimBoth(CAST(country AS Nullable(String))), '') AS country,
    nullIf(trimBoth(CAST(email_consent AS Nullable(String))), '') AS email_consent
  FROM customers
),
orders_read AS (
  SELECT
    nullIf(trimBoth(CAST(customer_id AS Nullable(String))), '') AS customer_id,
    toNullable(total) AS total,
    nullIf(trimBoth(CAST(product_id AS Nullable(String))), '') AS product_id,
    nullIf(trimBoth(CAST(channel AS Nullable(String))), '') AS channel,
    CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) AS ordered_at,
    nullIf(trimBoth(CAST(status AS Nullable(String))), '') AS status,
    nullIf(trimBoth(CAST(order_id AS Nullable(String))), '') AS order_id
  FROM orders
),
visits_read AS (
  SELECT
    nullIf(trimBoth(CAST(customer_id AS Nullable(String))), '') AS customer_id,
    CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))) AS seen_at,
    nullIf(trimBoth(CAST(kind AS Nullable(String))), '') AS kind,
    nullIf(trimBoth(CAST(product_id AS Nullable(String))), '') AS product_id
  FROM visits
),
products_read AS (
  SELECT
    nullIf(trimBoth(CAST(category AS Nullable(String))), '') AS category,
    nullIf(trimBoth(CAST(product_id AS Nullable(String))), '') AS product_id
  FROM products
),
base AS (
  SELECT
    nullIf(trimBoth(CAST(customer_id AS Nullable(String))), '') AS customer_id,
    CAST(birth_date AS Nullable(Date32)) AS birth_date,
    nullIf(trimBoth(CAST(city AS Nullable(String))), '') AS city,
    interests,
    toNullable(credit) AS credit,
    toNullable(rating) AS rating,
    toNullable(points) AS points,
    CAST(signed_up_at AS Nullable(DateTime64(6, 'UTC'))) AS signed_up_at,
    nullIf(trimBoth(CAST(email AS Nullable(String))), '') AS email,
    nullIf(trimBoth(CAST(first_name AS Nullable(String))), '') AS first_name,
    nullIf(trimBoth(CAST(country AS Nullable(String))), '') AS country,
    nullIf(trimBoth(CAST(email_consent AS Nullable(String))), '') AS email_consent
  FROM customers
  WHERE CAST(signed_up_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2026-07-01 00:00:00', 6, 'UTC')
),
orders_rows AS (
  SELECT
    orders.customer_id AS customer,
    orders.total AS total,
    orders.product_id AS product_id,
    orders.channel AS channel,
    orders.ordered_at AS ordered_at,
    CAST(orders.ordered_at AS Nullable(Date32)) AS ordered_at_date,
    orders.total >= 20 AS total_test,
    customer.signed_up_at AS signed_up_at
  FROM orders_read AS orders
  LEFT JOIN customers_read AS customer ON customer.customer_id = orders.customer_id
  WHERE orders.ordered_at < toDateTime64('2026-07-01 00:00:00', 6, 'UTC')
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    SUM(toNullable(total)) AS spend,
    toInt64(COUNT(DISTINCT product_id)) AS orders_distinct_product_id,
    toInt64(COUNT(*)) > 0 AND toInt64(COUNT(CASE WHEN NOT COALESCE(total > 5, FALSE) THEN 1 END)) = 0 AS orders_every,
    toFloat64(toInt64(COUNT(CASE WHEN channel = 'app' THEN 1 END))) / nullIf(toFloat64(toInt64(COUNT(*))), 0) AS orders_share,
    toInt64(COUNT(DISTINCT ordered_at_date)) AS orders_days,
    dateDiff('day', CAST(MAX(toNullable(ordered_at_date)) AS Nullable(Date32)), CAST(toDate32('2026-06-30') AS Nullable(Date32)), 'UTC') AS orders_days_since_last,
    quantileExactInclusive(0.5)(toNullable(CAST(total AS Nullable(Float64)))) AS orders_median_total,
    toFloat64(dateDiff('day', CAST(MIN(toNullable(ordered_at_date)) AS Nullable(Date32)), CAST(MAX(toNullable(ordered_at_date)) AS Nullable(Date32)), 'UTC')) / nullIf(toFloat64((toInt64(COUNT(DISTINCT ordered_at_date)) - 1)), 0) AS usual_gap,
    SUM(toNullable(CASE WHEN total_test AND ordered_at >= toDateTime64('2026-04-02 00:00:00', 6, 'UTC') THEN total END)) AS orders_sum_total,
    toInt64(COUNT(CASE WHEN ordered_at >= signed_up_at AND CASE WHEN ordered_at < toDateTime64('2023-10-29 03:00:00', 6, 'UTC') THEN addSeconds(ordered_at, -7200) WHEN ordered_at < toDateTime64('2024-03-31 03:00:00', 6, 'UTC') THEN addSeconds(ordered_at, -3600) WHEN ordered_at < toDateTime64('2024-10-27 03:00:00', 6, 'UTC') THEN addSeconds(ordered_at, -7200) WHEN ordered_at < toDateTime64('2025-03-30 03:00:00', 6, 'UTC') THEN addSeconds(ordered_at, -3600) WHEN ordered_at < toDateTime64('2025-10-26 03:00:00', 6, 'UTC') THEN addSeconds(ordered_at, -7200) WHEN ordered_at < toDateTime64('2026-03-29 03:00:00', 6, 'UTC') THEN addSeconds(ordered_at, -3600) ELSE addSeconds(ordered_at, -7200) END <= CASE WHEN addDays(signed_up_at, 30) < toDateTime64('2023-10-29 03:00:00', 6, 'UTC') THEN addSeconds((addDays(signed_up_at, 30)), -7200) WHEN addDays(signed_up_at, 30) < toDateTime64('2024-03-31 03:00:00', 6, 'UTC') THEN addSeconds((addDays(signed_up_at, 30)), -3600) WHEN addDays(signed_up_at, 30) < toDateTime64('2024-10-27 03:00:00', 6, 'UTC') THEN addSeconds((addDays(signed_up_at, 30)), -7200) WHEN addDays(signed_up_at, 30) < toDateTime64('2025-03-30 03:00:00', 6, 'UTC') THEN addSeconds((addDays(signed_up_at, 30)), -3600) WHEN addDays(signed_up_at, 30) < toDateTime64('2025-10-26 03:00:00', 6, 'UTC') THEN addSeconds((addDays(signed_up_at, 30)), -7200) WHEN addDays(signed_up_at, 30) < toDateTime64('2026-03-29 03:00:00', 6, 'UTC') THEN addSeconds((addDays(signed_up_at, 30)), -3600) ELSE addSeconds((addDays(signed_up_at, 30)), -7200) END THEN 1 END)) AS orders_count,
    toInt64(COUNT(*)) AS orders_count_2
  FROM orders_rows
  GROUP BY customer
),
visits_rows_in_order_2_both AS (
  SELECT
    nullIf(trimBoth(CAST(customer_id AS Nullable(String))), '') AS customer,
    CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))) AS seen_at,
    CAST(CASE WHEN CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2023-10-29 01:00:00', 6, 'UTC') THEN addSeconds(CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))), 7200) WHEN CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2024-03-31 01:00:00', 6, 'UTC') THEN addSeconds(CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))), 3600) WHEN CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2024-10-27 01:00:00', 6, 'UTC') THEN addSeconds(CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))), 7200) WHEN CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2025-03-30 01:00:00', 6, 'UTC') THEN addSeconds(CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))), 3600) WHEN CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2025-10-26 01:00:00', 6, 'UTC') THEN addSeconds(CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))), 7200) WHEN CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2026-03-29 01:00:00', 6, 'UTC') THEN addSeconds(CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))), 3600) ELSE addSeconds(CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))), 7200) END AS Nullable(Date32)) AS seen_at_date,
    nullIf(trimBoth(CAST(kind AS Nullable(String))), '') = 'cart' AS kind_is_cart,
    CASE WHEN CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2023-10-29 01:00:00', 6, 'UTC') THEN addSeconds(CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))), 7200) WHEN CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2024-03-31 01:00:00', 6, 'UTC') THEN addSeconds(CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))), 3600) WHEN CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2024-10-27 01:00:00', 6, 'UTC') THEN addSeconds(CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))), 7200) WHEN CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2025-03-30 01:00:00', 6, 'UTC') THEN addSeconds(CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))), 3600) WHEN CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2025-10-26 01:00:00', 6, 'UTC') THEN addSeconds(CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))), 7200) WHEN CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2026-03-29 01:00:00', 6, 'UTC') THEN addSeconds(CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))), 3600) ELSE addSeconds(CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))), 7200) END AS moved_from,
    nullIf(trimBoth(CAST(kind AS Nullable(String))), '') = 'view' AS kind_is_view,
    nullIf(trimBoth(CAST(product_id AS Nullable(String))), '') AS product_id,
    CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))) AS moment_,
    1 AS leads_,
    NULL AS next_orders_
  FROM visits
  WHERE CAST(seen_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2026-06-30 22:00:00', 6, 'UTC')
  UNION ALL
  SELECT
    nullIf(trimBoth(CAST(customer_id AS Nullable(String))), '') AS customer,
    NULL AS seen_at,
    NULL AS seen_at_date,
    NULL AS kind_is_cart,
    NULL AS moved_from,
    NULL AS kind_is_view,
    NULL AS product_id,
    CASE WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2023-10-29 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -7200) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2024-03-31 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -3600) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2024-10-27 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -7200) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2025-03-30 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -3600) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2025-10-26 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -7200) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2026-03-29 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -3600) ELSE addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -7200) END AS moment_,
    0 AS leads_,
    CASE WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2023-10-29 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -7200) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2024-03-31 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -3600) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2024-10-27 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -7200) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2025-03-30 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -3600) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2025-10-26 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -7200) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2026-03-29 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -3600) ELSE addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -7200) END AS next_orders_
  FROM orders
  WHERE CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2026-07-01 00:00:00', 6, 'UTC')
    AND NOT COALESCE(nullIf(trimBoth(CAST(status AS Nullable(String))), '') = 'cancelled', FALSE)
),
visits_rows_in_order_2_next AS (
  SELECT
    *,
    MIN(toNullable(next_orders_)) OVER (PARTITION BY customer ORDER BY moment_ NULLS LAST, leads_ NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_orders
  FROM visits_rows_in_order_2_both
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
  FROM visits_rows_in_order_2_next
  WHERE leads_ = 1
  UNION ALL
  SELECT
    nullIf(trimBoth(CAST(customer_id AS Nullable(String))), '') AS customer,
    NULL AS seen_at,
    NULL AS seen_at_date,
    NULL AS kind_is_cart,
    NULL AS moved_from,
    NULL AS kind_is_view,
    NULL AS product_id,
    NULL AS next_orders,
    nullIf(trimBoth(CAST(product_id AS Nullable(String))), '') AS same_1_,
    CASE WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2023-10-29 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -7200) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2024-03-31 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -3600) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2024-10-27 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -7200) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2025-03-30 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -3600) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2025-10-26 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -7200) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2026-03-29 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -3600) ELSE addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -7200) END AS moment__2,
    0 AS leads__2,
    CASE WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2023-10-29 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -7200) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2024-03-31 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -3600) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2024-10-27 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -7200) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2025-03-30 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -3600) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2025-10-26 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -7200) WHEN CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2026-03-29 03:00:00', 6, 'UTC') THEN addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -3600) ELSE addSeconds(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))), -7200) END AS next_orders_2_
  FROM orders
  WHERE CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2026-07-01 00:00:00', 6, 'UTC')
    AND NOT COALESCE(nullIf(trimBoth(CAST(status AS Nullable(String))), '') = 'cancelled', FALSE)
    AND nullIf(trimBoth(CAST(product_id AS Nullable(String))), '') IS NOT NULL
),
visits_rows_in_order_next AS (
  SELECT
    *,
    MIN(toNullable(next_orders_2_)) OVER (PARTITION BY customer, same_1_ ORDER BY moment__2 NULLS LAST, leads__2 NULLS LAST ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_orders_2
  FROM visits_rows_in_order_both
),
visits_features_in_order AS (
  SELECT
    customer,
    toFloat64(quantileExactInclusive(0.5)(toNullable(CASE WHEN next_orders IS NOT NULL THEN CAST(toUnixTimestamp64Micro(next_orders) - toUnixTimestamp64Micro(seen_at) AS Nullable(Float64)) END))) / nullIf(toFloat64(86400000000), 0) AS visits_delay,
    toInt64(COUNT(CASE WHEN kind_is_cart AND CASE WHEN addDays(moved_from, 1) < toDateTime64('2023-10-29 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 1)), -7200) WHEN addDays(moved_from, 1) < toDateTime64('2024-03-31 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 1)), -3600) WHEN addDays(moved_from, 1) < toDateTime64('2024-10-27 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 1)), -7200) WHEN addDays(moved_from, 1) < toDateTime64('2025-03-30 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 1)), -3600) WHEN addDays(moved_from, 1) < toDateTime64('2025-10-26 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 1)), -7200) WHEN addDays(moved_from, 1) < toDateTime64('2026-03-29 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 1)), -3600) ELSE addSeconds((addDays(moved_from, 1)), -7200) END < toDateTime64('2026-06-30 22:00:00', 6, 'UTC') AND NOT COALESCE(next_orders <= CASE WHEN addDays(moved_from, 1) < toDateTime64('2023-10-29 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 1)), -7200) WHEN addDays(moved_from, 1) < toDateTime64('2024-03-31 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 1)), -3600) WHEN addDays(moved_from, 1) < toDateTime64('2024-10-27 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 1)), -7200) WHEN addDays(moved_from, 1) < toDateTime64('2025-03-30 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 1)), -3600) WHEN addDays(moved_from, 1) < toDateTime64('2025-10-26 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 1)), -7200) WHEN addDays(moved_from, 1) < toDateTime64('2026-03-29 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 1)), -3600) ELSE addSeconds((addDays(moved_from, 1)), -7200) END, FALSE) THEN 1 END)) AS visits_count,
    toInt64(COUNT(CASE WHEN kind_is_view AND next_orders_2 <= CASE WHEN addDays(moved_from, 2) < toDateTime64('2023-10-29 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 2)), -7200) WHEN addDays(moved_from, 2) < toDateTime64('2024-03-31 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 2)), -3600) WHEN addDays(moved_from, 2) < toDateTime64('2024-10-27 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 2)), -7200) WHEN addDays(moved_from, 2) < toDateTime64('2025-03-30 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 2)), -3600) WHEN addDays(moved_from, 2) < toDateTime64('2025-10-26 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 2)), -7200) WHEN addDays(moved_from, 2) < toDateTime64('2026-03-29 03:00:00', 6, 'UTC') THEN addSeconds((addDays(moved_from, 2)), -3600) ELSE addSeconds((addDays(moved_from, 2)), -7200) END THEN 1 END)) AS visits_count_2
  FROM visits_rows_in_order_next
  WHERE leads__2 = 1
  GROUP BY customer
),
orders_rows_in_order_1 AS (
  SELECT
    nullIf(trimBoth(CAST(customer_id AS Nullable(String))), '') AS customer,
    CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) AS ordered_at,
    CAST(CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) AS Nullable(Date32)) AS ordered_at_date,
    nullIf(trimBoth(CAST(order_id AS Nullable(String))), '') AS order_id,
    toDecimal128OrNull(nullIf(trimBoth(CAST(order_id AS Nullable(String))), ''), 10) AS order_id_number,
    nullIf(trimBoth(CAST(channel AS Nullable(String))), '') AS channel
  FROM orders
  WHERE CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2026-07-01 00:00:00', 6, 'UTC')
    AND NOT COALESCE(nullIf(trimBoth(CAST(status AS Nullable(String))), '') = 'cancelled', FALSE)
),
orders_rows_in_order_2 AS (
  SELECT
    *,
    LAG(toNullable(ordered_at_date)) OVER (PARTITION BY customer ORDER BY ordered_at NULLS LAST, order_id_number NULLS LAST, order_id NULLS LAST) AS date_before,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY ordered_at DESC NULLS LAST, order_id_number DESC NULLS FIRST, order_id DESC NULLS LAST) AS latest
  FROM orders_rows_in_order_1
),
orders_rows_in_order AS (
  SELECT
    *,
    dateDiff('day', CAST(date_before AS Nullable(Date32)), CAST(ordered_at_date AS Nullable(Date32)), 'UTC') AS gap
  FROM orders_rows_in_order_2
),
orders_features_in_order AS (
  SELECT
    customer,
    NULLIF(MAX(toNullable(gap)), 0) AS orders_longest_gap,
    MAX(toNullable(CASE WHEN latest = 1 THEN channel END)) AS last_channel,
    toInt64(COUNT(CASE WHEN latest <= 1 AND channel = 'phone' THEN 1 END)) AS orders_count
  FROM orders_rows_in_order
  GROUP BY customer
),
mailings_features AS (
  SELECT
    nullIf(trimBoth(CAST(customer_id AS Nullable(String))), '') AS customer,
    toInt64(COUNT(CASE WHEN nullIf(trimBoth(CAST(kind AS Nullable(String))), '') = 'offer' THEN 1 END)) AS mailings_count,
    toInt64(COUNT(*)) AS mailings_count_2
  FROM mailings
  WHERE CAST(sent_on AS Nullable(Date32)) < toDate32('2026-07-01')
  GROUP BY nullIf(trimBoth(CAST(customer_id AS Nullable(String))), '')
),
orders_groups_by_product_id AS (
  SELECT
    nullIf(trimBoth(CAST(customer_id AS Nullable(String))), '') AS customer,
    nullIf(trimBoth(CAST(product_id AS Nullable(String))), '') AS value,
    toInt64(COUNT(*)) AS `rows`
  FROM orders
  WHERE CAST(ordered_at AS Nullable(DateTime64(6, 'UTC'))) < toDateTime64('2026-07-01 00:00:00', 6, 'UTC')
    AND NOT COALESCE(nullIf(trimBoth(CAST(status AS Nullable(String))), '') = 'cancelled', FALSE)
    AND nullIf(trimBoth(CAST(product_id AS Nullable(String))), '') IS NOT NULL
  GROUP BY nullIf(trimBoth(CAST(customer_id AS Nullable(String))), ''), nullIf(trimBoth(CAST(product_id AS Nullable(String))), '')
),
orders_features_by_product_id AS (
  SELECT
    customer,
    MAX(toNullable(`rows` > 0 AND COALESCE(`rows`, 0) >= 2)) AS orders_same
  FROM orders_groups_by_product_id
  GROUP BY customer
),
orders_rows_by_product_category AS (
  SELECT
    orders.customer_id AS customer,
    product.category AS `product.category`,
    orders.ordered_at AS ordered_at
  FROM orders_read AS orders
  LEFT JOIN products_read AS product ON product.product_id = orders.product_id
  WHERE orders.ordered_at < toDateTime64('2026-07-01 00:00:00', 6, 'UTC')
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_groups_by_product_category AS (
  SELECT
    customer,
    `product.category` AS value,
    toInt64(COUNT(*)) AS `rows`,
    MAX(toNullable(ordered_at)) AS latest
  FROM orders_rows_by_product_category
  WHERE `product.category` IS NOT NULL
  GROUP BY customer, `product.category`
),
orders_groups_by_product_category_placed AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY `rows` DESC NULLS LAST, latest DESC NULLS LAST, value NULLS LAST) AS place
  FROM orders_groups_by_product_category
),
orders_features_by_product_category AS (
  SELECT
    customer,
    MAX(toNullable(CASE WHEN place = 1 AND `rows` > 0 THEN value END)) AS favourite
  FROM orders_groups_by_product_category_placed
  GROUP BY customer
),
visits_rows AS (
  SELECT
    visits.customer_id AS customer,
    visits.seen_at AS seen_at,
    customer.signed_up_at AS signed_up_at,
    CASE WHEN customer.signed_up_at < toDateTime64('2023-10-29 03:00:00', 6, 'UTC') THEN addSeconds(customer.signed_up_at, -7200) WHEN customer.signed_up_at < toDateTime64('2024-03-31 03:00:00', 6, 'UTC') THEN addSeconds(customer.signed_up_at, -3600) WHEN customer.signed_up_at < toDateTime64('2024-10-27 03:00:00', 6, 'UTC') THEN addSeconds(customer.signed_up_at, -7200) WHEN customer.signed_up_at < toDateTime64('2025-03-30 03:00:00', 6, 'UTC') THEN addSeconds(customer.signed_up_at, -3600) WHEN customer.signed_up_at < toDateTime64('2025-10-26 03:00:00', 6, 'UTC') THEN addSeconds(customer.signed_up_at, -7200) WHEN customer.signed_up_at < toDateTime64('2026-03-29 03:00:00', 6, 'UTC') THEN addSeconds(customer.signed_up_at, -3600) ELSE addSeconds(customer.signed_up_at, -7200) END AS moved_from
  FROM visits_read AS visits
  LEFT JOIN customers_read AS customer ON customer.customer_id = visits.customer_id
  WHERE visits.seen_at < toDateTime64('2026-06-30 22:00:00', 6, 'UTC')
),
visits_features AS (
  SELECT
    customer,
    toInt64(COUNT(*)) AS visits_count
  FROM visits_rows
  WHERE seen_at >= CASE WHEN signed_up_at < toDateTime64('2023-10-29 03:00:00', 6, 'UTC') THEN addSeconds(signed_up_at, -7200) WHEN signed_up_at < toDateTime64('2024-03-31 03:00:00', 6, 'UTC') THEN addSeconds(signed_up_at, -3600) WHEN signed_up_at < toDateTime64('2024-10-27 03:00:00', 6, 'UTC') THEN addSeconds(signed_up_at, -7200) WHEN signed_up_at < toDateTime64('2025-03-30 03:00:00', 6, 'UTC') THEN addSeconds(signed_up_at, -3600) WHEN signed_up_at < toDateTime64('2025-10-26 03:00:00', 6, 'UTC') THEN addSeconds(signed_up_at, -7200) WHEN signed_up_at < toDateTime64('2026-03-29 03:00:00', 6, 'UTC') THEN addSeconds(signed_up_at, -3600) ELSE addSeconds(signed_up_at, -7200) END
    AND seen_at <= addSeconds(moved_from, 129600)
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.spend, 0) AS spend,
    visits_features_in_order.visits_delay AS visits_delay,
    COALESCE(orders_features.orders_distinct_product_id, 0) AS orders_distinct_product_id,
    COALESCE(orders_features.orders_every, FALSE) AS orders_every,
    orders_features.orders_share AS orders_share,
    orders_features_in_order.orders_longest_gap AS orders_longest_gap,
    COALESCE(orders_features.orders_days, 0) AS orders_days,
    orders_features.orders_days_since_last AS orders_days_since_last,
    orders_features.orders_median_total AS orders_median_total,
    orders_features.usual_gap AS usual_gap,
    COALESCE(mailings_features.mailings_count, 0) AS mailings_count,
    COALESCE(mailings_features.mailings_count_2, 0) AS mailings_count_2,
    COALESCE(orders_features_by_product_id.orders_same, FALSE) AS orders_same,
    orders_features_by_product_category.favourite AS favourite,
    orders_features_in_order.last_channel AS last_channel,
    COALESCE(orders_features.orders_sum_total, 0) AS orders_sum_total,
    COALESCE(visits_features_in_order.visits_count, 0) AS visits_count,
    COALESCE(visits_features.visits_count, 0) AS visits_count_2,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    COALESCE(orders_features.orders_count_2, 0) AS orders_count_2,
    COALESCE(orders_features_in_order.orders_count, 0) AS orders_count_3,
    COALESCE(visits_features_in_order.visits_count_2, 0) AS visits_count_3
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
  LEFT JOIN visits_features_in_order ON visits_features_in_order.customer = base.customer_id
  LEFT JOIN orders_features_in_order ON orders_features_in_order.customer = base.customer_id
  LEFT JOIN mailings_features ON mailings_features.customer = base.customer_id
  LEFT JOIN orders_features_by_product_id ON orders_features_by_product_id.customer = base.customer_id
  LEFT JOIN orders_features_by_product_category ON orders_features_by_product_category.customer = base.customer_id
  LEFT JOIN visits_features ON visits_features.customer = base.customer_id
),
members_1 AS (
  SELECT
    *,
    COALESCE(visits_count >= 1, FALSE) AS abandoned,
    spend IS NOT NULL AS is_ranked,
    COALESCE(birth_date IS NOT NULL AND EXTRACT(YEAR FROM birth_date) < 2026 AND CASE WHEN EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) = 229 THEN 228 ELSE EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) END >= 701 AND CASE WHEN EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) = 229 THEN 228 ELSE EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) END <= 707, FALSE) AS birthdays,
    COALESCE(toFloat64OrNull(printf('%.15g', assumeNotNull(toFloat64(visits_delay)))) + 0 * toFloat64(visits_delay) > 1, FALSE) AS delays,
    COALESCE(orders_distinct_product_id >= 2, FALSE) AS different,
    COALESCE(orders_every = TRUE AND toFloat64OrNull(printf('%.15g', assumeNotNull(toFloat64(orders_share)))) + 0 * toFloat64(orders_share) > toDecimal128('0.2', 1), FALSE) AS `every-row`,
    COALESCE(translateUTF8(lowerUTF8(translateUTF8(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(city, 'Æ', 'AE'), 'Þ', 'TH'), 'ß', 'ss'), 'æ', 'ae'), 'þ', 'th'), 'Œ', 'OE'), 'œ', 'oe'), 'ẞ', 'SS'), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïðñòóôõöøùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳʹ;΅Ά·ΈΉΊΌΎΏΐΪΫάέήίΰϊϋόύώϓϔЀЁЃЇЌЍЎЙйѐёѓїќѝўḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẛẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ', 'AAAAAACEEEEIIIIDNOOOOOOUUUUYaaaaaaceeeeiiiidnoooooouuuuyyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUuAaIiOoUuUuUuUuUuAaAaÆæGgKkOoOoƷʒjGgNnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYyʹ;¨Α·ΕΗΙΟΥΩιΙΥαεηιυιυουωϒϒЕЕГІКИУИиеегікиуAaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyſAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') = translateUTF8(lowerUTF8(translateUTF8(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll('lodz', 'Æ', 'AE'), 'Þ', 'TH'), 'ß', 'ss'), 'æ', 'ae'), 'þ', 'th'), 'Œ', 'OE'), 'œ', 'oe'), 'ẞ', 'SS'), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïðñòóôõöøùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳʹ;΅Ά·ΈΉΊΌΎΏΐΪΫάέήίΰϊϋόύώϓϔЀЁЃЇЌЍЎЙйѐёѓїќѝўḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẛẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ', 'AAAAAACEEEEIIIIDNOOOOOOUUUUYaaaaaaceeeeiiiidnoooooouuuuyyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUuAaIiOoUuUuUuUuUuAaAaÆæGgKkOoOoƷʒjGgNnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYyʹ;¨Α·ΕΗΙΟΥΩιΙΥαεηιυιυουωϒϒЕЕГІКИУИиеегікиуAaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyſAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), FALSE) AS folded,
    COALESCE(orders_longest_gap > 100 AND orders_days >= 2 AND orders_days_since_last < 400, FALSE) AS gaps,
    COALESCE(visits_count_2 >= 1, FALSE) AS hours,
    COALESCE(has(interests, 'shoes') AND nullIf(length(interests), 0) IS NOT NULL, FALSE) AS lists,
    COALESCE(has(arrayMap(item -> translateUTF8(lowerUTF8(item), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), interests), translateUTF8(lowerUTF8('SHOES'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')), FALSE) AS `lists-folded`,
    COALESCE(toFloat64OrNull(printf('%.15g', assumeNotNull(toFloat64(orders_median_total)))) + 0 * toFloat64(orders_median_total) > 20, FALSE) AS medians,
    COALESCE(credit >= toDecimal128('0.5', 1) AND credit <= toDecimal128('99.99', 2) AND CAST(rating AS Nullable(Decimal(38, 12))) >= toDecimal128('2.5', 1) AND points < CAST(credit AS Nullable(Decimal(38, 2))) * toDecimal128('0.5', 1), FALSE) AS numbers,
    COALESCE(orders_count >= 1, FALSE) AS `own-date`,
    COALESCE(EXTRACT(HOUR FROM signed_up_at) >= 9 AND toDayOfWeek(CAST(signed_up_at AS Nullable(Date32))) IN (1, 2) AND EXTRACT(MONTH FROM CAST(signed_up_at AS Nullable(Date32))) = 11 AND 2026 - EXTRACT(YEAR FROM birth_date) - CASE WHEN CASE WHEN EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) = 229 THEN 228 ELSE EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) END > 630 THEN 1 ELSE 0 END >= 18, FALSE) AS parts,
    COALESCE(match(email, concat('(?-s)', '^[a-z.]+@example\\.(?:com|org)$')), FALSE) AS patterns,
    COALESCE(match(email, concat('(?-s)', '\\bann\\b')), FALSE) AS `patterns-of-few`,
    COALESCE(addDays(CAST(signed_up_at AS Nullable(Date32)), 1 - toDayOfWeek(CAST(signed_up_at AS Nullable(Date32)))) >= toDate32('2025-07-01') AND addDays(CAST(signed_up_at AS Nullable(Date32)), 1 - toDayOfWeek(CAST(signed_up_at AS Nullable(Date32)))) < toDate32('2026-07-01') AND addDays(CAST(signed_up_at AS Nullable(Date32)), 1 - toDayOfMonth(CAST(signed_up_at AS Nullable(Date32)))) >= toDate32('2025-11-01') AND addDays(CAST(signed_up_at AS Nullable(Date32)), 1 - toDayOfMonth(CAST(signed_up_at AS Nullable(Date32)))) < toDate32('2025-12-01') AND makeDate32(toYear(CAST(signed_up_at AS Nullable(Date32))), toQuarter(CAST(signed_up_at AS Nullable(Date32))) * 3 - 2, 1) >= toDate32('2025-10-01') AND makeDate32(toYear(CAST(signed_up_at AS Nullable(Date32))), toQuarter(CAST(signed_up_at AS Nullable(Date32))) * 3 - 2, 1) < toDate32('2026-01-01') AND toQuarter(CAST(signed_up_at AS Nullable(Date32))) = 4 AND EXTRACT(DAY FROM CAST(signed_up_at AS Nullable(Date32))) = 28 AND EXTRACT(YEAR FROM CAST(signed_up_at AS Nullable(Date32))) = 2025, FALSE) AS periods,
    toInt64(reinterpretAsUInt32(reverse(substring(MD5(('sample:spring:' || customer_id)), 1, 4)))) % 10000 AS sample_bucket,
    toInt64(reinterpretAsUInt32(reverse(substring(MD5(('split:picked:' || customer_id)), 1, 4)))) % 10000 AS split_bucket,
    COALESCE(orders_count_3 >= 1, FALSE) AS picks,
    COALESCE(first_name IN ('O\'Brien', 'a\\b', 'two
lines'), FALSE) AS quoted,
    COALESCE(toFloat64OrNull(printf('%.15g', assumeNotNull(toFloat64(usual_gap)))) + 0 * toFloat64(usual_gap) <= toDecimal128('45.5', 1) AND toFloat64OrNull(printf('%.15g', assumeNotNull(toFloat64((toFloat64(mailings_count) / nullIf(toFloat64(mailings_count_2), 0)))))) + 0 * toFloat64((toFloat64(mailings_count) / nullIf(toFloat64(mailings_count_2), 0))) > toDecimal128('0.33', 2), FALSE) AS quotients,
    CASE WHEN email_consent IS NOT NULL AND NOT COALESCE(translateUTF8(lowerUTF8(email_consent), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') IN (translateUTF8(lowerUTF8('yes'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), translateUTF8(lowerUTF8('true'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), translateUTF8(lowerUTF8('y'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), translateUTF8(lowerUTF8('1'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')), FALSE) THEN 1 ELSE 0 END AS email_refused,
    lowerUTF8(email) AS email_address,
    COALESCE(orders_same, FALSE) AS `same-product`,
    COALESCE(visits_count_3 >= 1, FALSE) AS sequence,
    COALESCE((position(email, '@') > 0) AND startsWith(translateUTF8(lowerUTF8(city), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), translateUTF8(lowerUTF8('Ł'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')) AND endsWith(email, '.com'), FALSE) AS texts,
    COALESCE(favourite = 'shoes' AND NOT COALESCE(last_channel = 'web', FALSE), FALSE) AS `values`,
    COALESCE(orders_sum_total >= 50, FALSE) AS windows
  FROM features
),
members_2 AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY is_ranked ORDER BY spend NULLS LAST, customer_id NULLS LAST) AS place,
    ROW_NUMBER() OVER (PARTITION BY COALESCE(orders_count_2 >= 1 AND sample_bucket < 5000, FALSE) ORDER BY spend DESC NULLS LAST, customer_id NULLS LAST) AS place_2,
    MAX(toNullable(email_refused)) OVER (PARTITION BY email_address) AS email_refused_by_any,
    COUNT(*) OVER (PARTITION BY is_ranked) AS ranked_customers,
    RANK() OVER (PARTITION BY is_ranked ORDER BY spend DESC NULLS LAST) AS rank,
    COUNT(*) OVER (PARTITION BY is_ranked, spend) AS tied
  FROM members_1
),
members_3 AS (
  SELECT
    *,
    COALESCE(is_ranked AND place <= 2, FALSE) AS best,
    COALESCE(orders_count_2 >= 1 AND sample_bucket < 5000 AND place_2 <= 2, FALSE) AS picked,
    email_refused_by_any = 0 AS email_unrefused,
    COALESCE(is_ranked AND ranked_customers - intDiv(9 * (ranked_customers - 1) + 9, 10) - (rank - 1) > 0 AND tied - (ranked_customers - intDiv(9 * (ranked_customers - 1) + 9, 10) - (rank - 1)) <= ranked_customers - intDiv(9 * (ranked_customers - 1) + 9, 10) - (rank - 1), FALSE) AS `top-tenth`
  FROM members_2
),
members AS (
  SELECT
    *,
    CASE WHEN picked AND split_bucket < 5000 THEN 'control' WHEN picked AND split_bucket < 10000 THEN 'a' END AS `picked.arm`,
    COALESCE(country = 'PL' AND email IS NOT NULL AND translateUTF8(lowerUTF8(email_consent), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') IN (translateUTF8(lowerUTF8('yes'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), translateUTF8(lowerUTF8('true'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), translateUTF8(lowerUTF8('y'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), translateUTF8(lowerUTF8('1'), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')) AND email_unrefused, FALSE) AS reachable
  FROM members_3
),
segment_membership AS (
  SELECT
    customer_id,
    abandoned, -- constructs.yaml:31
    best, -- constructs.yaml:34
    birthdays, -- constructs.yaml:19
    delays, -- constructs.yaml:32
    different, -- constructs.yaml:27
    `every-row`, -- constructs.yaml:28
    folded, -- constructs.yaml:9
    gaps, -- constructs.yaml:26
    hours, -- constructs.yaml:22
    lists, -- constructs.yaml:13
    `lists-folded`, -- constructs.yaml:14
    medians, -- constructs.yaml:25
    numbers, -- constructs.yaml:15
    `own-date`, -- constructs.yaml:21
    parts, -- constructs.yaml:17
    patterns, -- constructs.yaml:11
    `patterns-of-few`, -- constructs.yaml:12
    periods, -- constructs.yaml:18
    picked, -- constructs.yaml:35
    `picked.arm`,
    email,
    spend,
    picks, -- constructs.yaml:23
    quoted, -- constructs.yaml:10
    quotients, -- constructs.yaml:16
    reachable, -- constructs.yaml:36
    `same-product`, -- constructs.yaml:29
    sequence, -- constructs.yaml:30
    texts, -- constructs.yaml:8
    `top-tenth`, -- constructs.yaml:33
    `values`, -- constructs.yaml:24
    windows -- constructs.yaml:20
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
    'every-row' AS name
  UNION ALL
  SELECT
    7 AS place,
    'folded' AS name
  UNION ALL
  SELECT
    8 AS place,
    'gaps' AS name
  UNION ALL
  SELECT
    9 AS place,
    'hours' AS name
  UNION ALL
  SELECT
    10 AS place,
    'lists' AS name
  UNION ALL
  SELECT
    11 AS place,
    'lists-folded' AS name
  UNION ALL
  SELECT
    12 AS place,
    'medians' AS name
  UNION ALL
  SELECT
    13 AS place,
    'numbers' AS name
  UNION ALL
  SELECT
    14 AS place,
    'own-date' AS name
  UNION ALL
  SELECT
    15 AS place,
    'parts' AS name
  UNION ALL
  SELECT
    16 AS place,
    'patterns' AS name
  UNION ALL
  SELECT
    17 AS place,
    'patterns-of-few' AS name
  UNION ALL
  SELECT
    18 AS place,
    'periods' AS name
  UNION ALL
  SELECT
    19 AS place,
    'picked' AS name
  UNION ALL
  SELECT
    20 AS place,
    'picks' AS name
  UNION ALL
  SELECT
    21 AS place,
    'quoted' AS name
  UNION ALL
  SELECT
    22 AS place,
    'quotients' AS name
  UNION ALL
  SELECT
    23 AS place,
    'reachable' AS name
  UNION ALL
  SELECT
    24 AS place,
    'same-product' AS name
  UNION ALL
  SELECT
    25 AS place,
    'sequence' AS name
  UNION ALL
  SELECT
    26 AS place,
    'texts' AS name
  UNION ALL
  SELECT
    27 AS place,
    'top-tenth' AS name
  UNION ALL
  SELECT
    28 AS place,
    'values' AS name
  UNION ALL
  SELECT
    29 AS place,
    'windows' AS name
)
SELECT
  segment_lists.name AS segment,
  segment_membership.customer_id AS customer_id,
  CASE WHEN segment_lists.place = 19 THEN `picked.arm` END AS arm,
  CASE WHEN segment_lists.place = 19 THEN email END AS email,
  CASE WHEN segment_lists.place = 19 THEN spend END AS spend
FROM segment_membership
CROSS JOIN segment_lists
WHERE CASE WHEN segment_lists.place = 1 THEN abandoned WHEN segment_lists.place = 2 THEN best WHEN segment_lists.place = 3 THEN birthdays WHEN segment_lists.place = 4 THEN delays WHEN segment_lists.place = 5 THEN different WHEN segment_lists.place = 6 THEN `every-row` WHEN segment_lists.place = 7 THEN folded WHEN segment_lists.place = 8 THEN gaps WHEN segment_lists.place = 9 THEN hours WHEN segment_lists.place = 10 THEN lists WHEN segment_lists.place = 11 THEN `lists-folded` WHEN segment_lists.place = 12 THEN medians WHEN segment_lists.place = 13 THEN numbers WHEN segment_lists.place = 14 THEN `own-date` WHEN segment_lists.place = 15 THEN parts WHEN segment_lists.place = 16 THEN patterns WHEN segment_lists.place = 17 THEN `patterns-of-few` WHEN segment_lists.place = 18 THEN periods WHEN segment_lists.place = 19 THEN picked WHEN segment_lists.place = 20 THEN picks WHEN segment_lists.place = 21 THEN quoted WHEN segment_lists.place = 22 THEN quotients WHEN segment_lists.place = 23 THEN reachable WHEN segment_lists.place = 24 THEN `same-product` WHEN segment_lists.place = 25 THEN sequence WHEN segment_lists.place = 26 THEN texts WHEN segment_lists.place = 27 THEN `top-tenth` WHEN segment_lists.place = 28 THEN `values` WHEN segment_lists.place = 29 THEN windows END
ORDER BY segment_lists.place NULLS LAST, segment_membership.customer_id NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 0, prefer_column_name_to_alias = 1, transform_null_in = 0, least_greatest_legacy_null_behavior = 0, precise_float_parsing = 1, decimal_check_overflow = 1, max_ast_elements = 10000000, max_expanded_ast_elements = 10000000, session_timezone = 'UTC', distributed_product_mode = 'global', final = 1;
