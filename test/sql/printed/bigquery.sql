-- refused: `delays` cannot be said in bigquery, which has no words for `median`
-- refused: `medians` cannot be said in bigquery, which has no words for `median`
-- refused: `own-sql` cannot be said in bigquery, which has no words for SQL that is written for `duckdb`
-- segment 0, dialect bigquery, gives the lists that `segment run` writes
-- the dialect was only read, and never run on BigQuery
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (customers.csv), orders (orders.csv), visits (visits.csv), mailings (mailings.csv), tickets (tickets.csv), products (products.csv), brands (brands.csv), companies (companies.csv)
WITH customers_read AS (
  SELECT
    NULLIF(TRIM(customer_id), '') AS customer_id,
    birth_date,
    NULLIF(TRIM(city), '') AS city,
    interests,
    credit AS credit,
    rating AS rating,
    points AS points,
    CAST(signed_up_at AS DATETIME) AS signed_up_at,
    NULLIF(TRIM(email), '') AS email,
    NULLIF(TRIM(first_name), '') AS first_name,
    NULLIF(TRIM(country), '') AS country,
    NULLIF(TRIM(email_consent), '') AS email_consent
  FROM customers
),
orders_read AS (
  SELECT
    NULLIF(TRIM(customer_id), '') AS customer_id,
    total AS total,
    NULLIF(TRIM(product_id), '') AS product_id,
    NULLIF(TRIM(channel), '') AS channel,
    CAST(ordered_at AS DATETIME) AS ordered_at,
    NULLIF(TRIM(status), '') AS status,
    NULLIF(TRIM(order_id), '') AS order_id
  FROM orders
),
visits_read AS (
  SELECT
    NULLIF(TRIM(customer_id), '') AS customer_id,
    NULLIF(TRIM(kind), '') AS kind,
    CAST(seen_at AS DATETIME) AS seen_at,
    NULLIF(TRIM(product_id), '') AS product_id
  FROM visits
),
mailings_read AS (
  SELECT
    NULLIF(TRIM(customer_id), '') AS customer_id,
    NULLIF(TRIM(kind), '') AS kind,
    sent_on
  FROM mailings
),
products_read AS (
  SELECT
    NULLIF(TRIM(category), '') AS category,
    NULLIF(TRIM(product_id), '') AS product_id
  FROM products
),
base AS (
  SELECT
    customers.customer_id,
    customers.birth_date,
    customers.city,
    customers.interests,
    customers.credit,
    customers.rating,
    customers.points,
    customers.signed_up_at,
    customers.email,
    customers.first_name,
    customers.country,
    customers.email_consent
  FROM customers_read AS customers
  WHERE customers.signed_up_at < DATETIME '2026-07-01 00:00:00'
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
  WHERE orders.ordered_at < DATETIME '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_features AS (
  SELECT
    customer,
    SUM(total) AS spend,
    COUNT(DISTINCT product_id) AS orders_distinct_product_id,
    COUNT(*) > 0 AND COUNT(CASE WHEN NOT COALESCE(total > 5, FALSE) THEN 1 END) = 0 AS orders_every,
    CAST(COUNT(CASE WHEN channel = 'app' THEN 1 END) AS FLOAT64) / NULLIF(CAST(COUNT(*) AS FLOAT64), 0) AS orders_share,
    COUNT(DISTINCT ordered_at_date) AS orders_days,
    DATE_DIFF(CAST(DATE '2026-06-30' AS DATE), CAST(MAX(ordered_at_date) AS DATE), DAY) AS orders_days_since_last,
    CAST(DATE_DIFF(CAST(MAX(ordered_at_date) AS DATE), CAST(MIN(ordered_at_date) AS DATE), DAY) AS FLOAT64) / NULLIF(CAST((COUNT(DISTINCT ordered_at_date) - 1) AS FLOAT64), 0) AS usual_gap,
    SUM(CASE WHEN total_test AND ordered_at >= DATETIME '2026-04-02 00:00:00' THEN total END) AS orders_sum_total,
    COUNT(CASE WHEN ordered_at >= signed_up_at AND CASE WHEN ordered_at < DATETIME '2023-10-29 03:00:00' THEN DATETIME_ADD(CAST(ordered_at AS DATETIME), INTERVAL -7200 SECOND) WHEN ordered_at < DATETIME '2024-03-31 03:00:00' THEN DATETIME_ADD(CAST(ordered_at AS DATETIME), INTERVAL -3600 SECOND) WHEN ordered_at < DATETIME '2024-10-27 03:00:00' THEN DATETIME_ADD(CAST(ordered_at AS DATETIME), INTERVAL -7200 SECOND) WHEN ordered_at < DATETIME '2025-03-30 03:00:00' THEN DATETIME_ADD(CAST(ordered_at AS DATETIME), INTERVAL -3600 SECOND) WHEN ordered_at < DATETIME '2025-10-26 03:00:00' THEN DATETIME_ADD(CAST(ordered_at AS DATETIME), INTERVAL -7200 SECOND) WHEN ordered_at < DATETIME '2026-03-29 03:00:00' THEN DATETIME_ADD(CAST(ordered_at AS DATETIME), INTERVAL -3600 SECOND) ELSE DATETIME_ADD(CAST(ordered_at AS DATETIME), INTERVAL -7200 SECOND) END <= CASE WHEN DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL 30 DAY) < DATETIME '2023-10-29 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL 30 DAY)) AS DATETIME), INTERVAL -7200 SECOND) WHEN DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL 30 DAY) < DATETIME '2024-03-31 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL 30 DAY)) AS DATETIME), INTERVAL -3600 SECOND) WHEN DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL 30 DAY) < DATETIME '2024-10-27 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL 30 DAY)) AS DATETIME), INTERVAL -7200 SECOND) WHEN DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL 30 DAY) < DATETIME '2025-03-30 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL 30 DAY)) AS DATETIME), INTERVAL -3600 SECOND) WHEN DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL 30 DAY) < DATETIME '2025-10-26 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL 30 DAY)) AS DATETIME), INTERVAL -7200 SECOND) WHEN DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL 30 DAY) < DATETIME '2026-03-29 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL 30 DAY)) AS DATETIME), INTERVAL -3600 SECOND) ELSE DATETIME_ADD(CAST((DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL 30 DAY)) AS DATETIME), INTERVAL -7200 SECOND) END THEN 1 END) AS orders_count,
    COUNT(*) AS orders_count_2
  FROM orders_rows
  GROUP BY customer
),
orders_rows_in_order_1 AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    CAST(orders.ordered_at AS DATE) AS ordered_at_date,
    orders.order_id,
    ROUND(SAFE_CAST(orders.order_id AS BIGNUMERIC), 10) AS order_id_number,
    orders.channel
  FROM orders_read AS orders
  WHERE orders.ordered_at < DATETIME '2026-07-01 00:00:00'
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
    DATE_DIFF(CAST(ordered_at_date AS DATE), CAST(date_before AS DATE), DAY) AS gap
  FROM orders_rows_in_order_2
),
orders_features_in_order AS (
  SELECT
    customer,
    NULLIF(MAX(gap), 0) AS orders_longest_gap,
    MAX(CASE WHEN latest = 1 THEN channel END) AS last_channel,
    COUNT(CASE WHEN latest <= 1 AND channel = 'phone' THEN 1 END) AS orders_count
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
orders_rows_by_product_id AS (
  SELECT
    orders.customer_id AS customer,
    orders.product_id,
    orders.ordered_at
  FROM orders_read AS orders
  WHERE orders.ordered_at < DATETIME '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_groups_by_product_id AS (
  SELECT
    customer,
    product_id AS value,
    COUNT(*) AS `rows`
  FROM orders_rows_by_product_id
  WHERE product_id IS NOT NULL
  GROUP BY customer, product_id
),
orders_features_by_product_id AS (
  SELECT
    customer,
    LOGICAL_OR(`rows` > 0 AND COALESCE(`rows`, 0) >= 2) AS orders_same
  FROM orders_groups_by_product_id
  GROUP BY customer
),
orders_rows_by_product_category AS (
  SELECT
    orders.customer_id AS customer,
    product.category AS `product.category`,
    orders.ordered_at
  FROM orders_read AS orders
  LEFT JOIN products_read AS product ON product.product_id = orders.product_id
  WHERE orders.ordered_at < DATETIME '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
orders_groups_by_product_category AS (
  SELECT
    customer,
    `product.category` AS value,
    COUNT(*) AS `rows`,
    MAX(ordered_at) AS latest
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
    MAX(CASE WHEN place = 1 AND `rows` > 0 THEN value END) AS favourite
  FROM orders_groups_by_product_category_placed
  GROUP BY customer
),
visits_rows_in_order_1 AS (
  SELECT
    visits.customer_id AS customer,
    visits.kind = 'cart' AS kind_is_cart,
    visits.seen_at,
    CASE WHEN visits.seen_at < DATETIME '2023-10-29 01:00:00' THEN DATETIME_ADD(CAST(visits.seen_at AS DATETIME), INTERVAL 7200 SECOND) WHEN visits.seen_at < DATETIME '2024-03-31 01:00:00' THEN DATETIME_ADD(CAST(visits.seen_at AS DATETIME), INTERVAL 3600 SECOND) WHEN visits.seen_at < DATETIME '2024-10-27 01:00:00' THEN DATETIME_ADD(CAST(visits.seen_at AS DATETIME), INTERVAL 7200 SECOND) WHEN visits.seen_at < DATETIME '2025-03-30 01:00:00' THEN DATETIME_ADD(CAST(visits.seen_at AS DATETIME), INTERVAL 3600 SECOND) WHEN visits.seen_at < DATETIME '2025-10-26 01:00:00' THEN DATETIME_ADD(CAST(visits.seen_at AS DATETIME), INTERVAL 7200 SECOND) WHEN visits.seen_at < DATETIME '2026-03-29 01:00:00' THEN DATETIME_ADD(CAST(visits.seen_at AS DATETIME), INTERVAL 3600 SECOND) ELSE DATETIME_ADD(CAST(visits.seen_at AS DATETIME), INTERVAL 7200 SECOND) END AS moved_from,
    visits.kind = 'view' AS kind_is_view,
    visits.product_id
  FROM visits_read AS visits
  WHERE visits.seen_at < DATETIME '2026-06-30 22:00:00'
),
visits_rows_in_order_then_orders AS (
  SELECT
    orders.customer_id AS customer,
    orders.ordered_at,
    CASE WHEN orders.ordered_at < DATETIME '2023-10-29 03:00:00' THEN DATETIME_ADD(CAST(orders.ordered_at AS DATETIME), INTERVAL -7200 SECOND) WHEN orders.ordered_at < DATETIME '2024-03-31 03:00:00' THEN DATETIME_ADD(CAST(orders.ordered_at AS DATETIME), INTERVAL -3600 SECOND) WHEN orders.ordered_at < DATETIME '2024-10-27 03:00:00' THEN DATETIME_ADD(CAST(orders.ordered_at AS DATETIME), INTERVAL -7200 SECOND) WHEN orders.ordered_at < DATETIME '2025-03-30 03:00:00' THEN DATETIME_ADD(CAST(orders.ordered_at AS DATETIME), INTERVAL -3600 SECOND) WHEN orders.ordered_at < DATETIME '2025-10-26 03:00:00' THEN DATETIME_ADD(CAST(orders.ordered_at AS DATETIME), INTERVAL -7200 SECOND) WHEN orders.ordered_at < DATETIME '2026-03-29 03:00:00' THEN DATETIME_ADD(CAST(orders.ordered_at AS DATETIME), INTERVAL -3600 SECOND) ELSE DATETIME_ADD(CAST(orders.ordered_at AS DATETIME), INTERVAL -7200 SECOND) END AS utc,
    orders.product_id
  FROM orders_read AS orders
  WHERE orders.ordered_at < DATETIME '2026-07-01 00:00:00'
    AND NOT COALESCE(orders.status = 'cancelled', FALSE)
),
visits_rows_in_order_2_both AS (
  SELECT
    customer,
    kind_is_cart,
    seen_at,
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
    NULL AS kind_is_cart,
    NULL AS seen_at,
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
    kind_is_cart,
    seen_at,
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
    kind_is_cart,
    seen_at,
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
    NULL AS kind_is_cart,
    NULL AS seen_at,
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
    kind_is_cart,
    seen_at,
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
    COUNT(CASE WHEN kind_is_cart AND CASE WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY) < DATETIME '2023-10-29 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY)) AS DATETIME), INTERVAL -7200 SECOND) WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY) < DATETIME '2024-03-31 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY)) AS DATETIME), INTERVAL -3600 SECOND) WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY) < DATETIME '2024-10-27 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY)) AS DATETIME), INTERVAL -7200 SECOND) WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY) < DATETIME '2025-03-30 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY)) AS DATETIME), INTERVAL -3600 SECOND) WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY) < DATETIME '2025-10-26 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY)) AS DATETIME), INTERVAL -7200 SECOND) WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY) < DATETIME '2026-03-29 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY)) AS DATETIME), INTERVAL -3600 SECOND) ELSE DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY)) AS DATETIME), INTERVAL -7200 SECOND) END < DATETIME '2026-06-30 22:00:00' AND NOT COALESCE(next_orders <= CASE WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY) < DATETIME '2023-10-29 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY)) AS DATETIME), INTERVAL -7200 SECOND) WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY) < DATETIME '2024-03-31 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY)) AS DATETIME), INTERVAL -3600 SECOND) WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY) < DATETIME '2024-10-27 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY)) AS DATETIME), INTERVAL -7200 SECOND) WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY) < DATETIME '2025-03-30 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY)) AS DATETIME), INTERVAL -3600 SECOND) WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY) < DATETIME '2025-10-26 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY)) AS DATETIME), INTERVAL -7200 SECOND) WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY) < DATETIME '2026-03-29 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY)) AS DATETIME), INTERVAL -3600 SECOND) ELSE DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 1 DAY)) AS DATETIME), INTERVAL -7200 SECOND) END, FALSE) THEN 1 END) AS visits_count,
    COUNT(CASE WHEN kind_is_view AND next_orders_2 <= CASE WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 2 DAY) < DATETIME '2023-10-29 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 2 DAY)) AS DATETIME), INTERVAL -7200 SECOND) WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 2 DAY) < DATETIME '2024-03-31 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 2 DAY)) AS DATETIME), INTERVAL -3600 SECOND) WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 2 DAY) < DATETIME '2024-10-27 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 2 DAY)) AS DATETIME), INTERVAL -7200 SECOND) WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 2 DAY) < DATETIME '2025-03-30 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 2 DAY)) AS DATETIME), INTERVAL -3600 SECOND) WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 2 DAY) < DATETIME '2025-10-26 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 2 DAY)) AS DATETIME), INTERVAL -7200 SECOND) WHEN DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 2 DAY) < DATETIME '2026-03-29 03:00:00' THEN DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 2 DAY)) AS DATETIME), INTERVAL -3600 SECOND) ELSE DATETIME_ADD(CAST((DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 2 DAY)) AS DATETIME), INTERVAL -7200 SECOND) END THEN 1 END) AS visits_count_2
  FROM visits_rows_in_order
  GROUP BY customer
),
visits_rows AS (
  SELECT
    visits.customer_id AS customer,
    visits.seen_at,
    customer.signed_up_at,
    CASE WHEN customer.signed_up_at < DATETIME '2023-10-29 03:00:00' THEN DATETIME_ADD(CAST(customer.signed_up_at AS DATETIME), INTERVAL -7200 SECOND) WHEN customer.signed_up_at < DATETIME '2024-03-31 03:00:00' THEN DATETIME_ADD(CAST(customer.signed_up_at AS DATETIME), INTERVAL -3600 SECOND) WHEN customer.signed_up_at < DATETIME '2024-10-27 03:00:00' THEN DATETIME_ADD(CAST(customer.signed_up_at AS DATETIME), INTERVAL -7200 SECOND) WHEN customer.signed_up_at < DATETIME '2025-03-30 03:00:00' THEN DATETIME_ADD(CAST(customer.signed_up_at AS DATETIME), INTERVAL -3600 SECOND) WHEN customer.signed_up_at < DATETIME '2025-10-26 03:00:00' THEN DATETIME_ADD(CAST(customer.signed_up_at AS DATETIME), INTERVAL -7200 SECOND) WHEN customer.signed_up_at < DATETIME '2026-03-29 03:00:00' THEN DATETIME_ADD(CAST(customer.signed_up_at AS DATETIME), INTERVAL -3600 SECOND) ELSE DATETIME_ADD(CAST(customer.signed_up_at AS DATETIME), INTERVAL -7200 SECOND) END AS moved_from
  FROM visits_read AS visits
  LEFT JOIN customers_read AS customer ON customer.customer_id = visits.customer_id
  WHERE visits.seen_at < DATETIME '2026-06-30 22:00:00'
),
visits_features AS (
  SELECT
    customer,
    COUNT(*) AS visits_count
  FROM visits_rows
  WHERE seen_at >= CASE WHEN signed_up_at < DATETIME '2023-10-29 03:00:00' THEN DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL -7200 SECOND) WHEN signed_up_at < DATETIME '2024-03-31 03:00:00' THEN DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL -3600 SECOND) WHEN signed_up_at < DATETIME '2024-10-27 03:00:00' THEN DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL -7200 SECOND) WHEN signed_up_at < DATETIME '2025-03-30 03:00:00' THEN DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL -3600 SECOND) WHEN signed_up_at < DATETIME '2025-10-26 03:00:00' THEN DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL -7200 SECOND) WHEN signed_up_at < DATETIME '2026-03-29 03:00:00' THEN DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL -3600 SECOND) ELSE DATETIME_ADD(CAST(signed_up_at AS DATETIME), INTERVAL -7200 SECOND) END
    AND seen_at <= DATETIME_ADD(CAST(moved_from AS DATETIME), INTERVAL 129600 SECOND)
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.spend, 0) AS spend,
    COALESCE(orders_features.orders_distinct_product_id, 0) AS orders_distinct_product_id,
    COALESCE(orders_features.orders_every, FALSE) AS orders_every,
    orders_features.orders_share,
    orders_features_in_order.orders_longest_gap,
    COALESCE(orders_features.orders_days, 0) AS orders_days,
    orders_features.orders_days_since_last,
    orders_features.usual_gap,
    COALESCE(mailings_features.mailings_count, 0) AS mailings_count,
    COALESCE(mailings_features.mailings_count_2, 0) AS mailings_count_2,
    COALESCE(orders_features_by_product_id.orders_same, FALSE) AS orders_same,
    orders_features_by_product_category.favourite,
    orders_features_in_order.last_channel,
    COALESCE(orders_features.orders_sum_total, 0) AS orders_sum_total,
    COALESCE(visits_features_in_order.visits_count, 0) AS visits_count,
    COALESCE(visits_features.visits_count, 0) AS visits_count_2,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    COALESCE(orders_features.orders_count_2, 0) AS orders_count_2,
    COALESCE(orders_features_in_order.orders_count, 0) AS orders_count_3,
    COALESCE(visits_features_in_order.visits_count_2, 0) AS visits_count_3
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.customer_id
  LEFT JOIN orders_features_in_order ON orders_features_in_order.customer = base.customer_id
  LEFT JOIN mailings_features ON mailings_features.customer = base.customer_id
  LEFT JOIN orders_features_by_product_id ON orders_features_by_product_id.customer = base.customer_id
  LEFT JOIN orders_features_by_product_category ON orders_features_by_product_category.customer = base.customer_id
  LEFT JOIN visits_features_in_order ON visits_features_in_order.customer = base.customer_id
  LEFT JOIN visits_features ON visits_features.customer = base.customer_id
),
members_1 AS (
  SELECT
    *,
    COALESCE(visits_count >= 1, FALSE) AS abandoned,
    spend IS NOT NULL AS is_ranked,
    COALESCE(birth_date IS NOT NULL AND EXTRACT(YEAR FROM birth_date) < 2026 AND CASE WHEN EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) = 229 THEN 228 ELSE EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) END >= 701 AND CASE WHEN EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) = 229 THEN 228 ELSE EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) END <= 707, FALSE) AS birthdays,
    COALESCE(orders_distinct_product_id >= 2, FALSE) AS different,
    COALESCE(orders_every = TRUE AND SAFE_CAST(FORMAT('%.15g', CAST(orders_share AS FLOAT64)) AS FLOAT64) + 0 > BIGNUMERIC '0.2', FALSE) AS `every-row`,
    COALESCE(TRANSLATE(LOWER(TRANSLATE(TRANSLATE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(city, 'Æ', 'AE'), 'Þ', 'TH'), 'ß', 'ss'), 'æ', 'ae'), 'þ', 'th'), 'Œ', 'OE'), 'œ', 'oe'), 'ẞ', 'SS'), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïðñòóôõöøùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳʹ;΅Ά·ΈΉΊΌΎΏΐΪΫάέήίΰϊϋόύώϓϔЀЁЃЇЌЍЎЙйѐёѓїќѝўḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẛẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ', 'AAAAAACEEEEIIIIDNOOOOOOUUUUYaaaaaaceeeeiiiidnoooooouuuuyyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUuAaIiOoUuUuUuUuUuAaAaÆæGgKkOoOoƷʒjGgNnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYyʹ;¨Α·ΕΗΙΟΥΩιΙΥαεηιυιυουωϒϒЕЕГІКИУИиеегікиуAaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyſAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy'), 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') = TRANSLATE(LOWER(TRANSLATE(TRANSLATE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE('lodz', 'Æ', 'AE'), 'Þ', 'TH'), 'ß', 'ss'), 'æ', 'ae'), 'þ', 'th'), 'Œ', 'OE'), 'œ', 'oe'), 'ẞ', 'SS'), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïðñòóôõöøùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳʹ;΅Ά·ΈΉΊΌΎΏΐΪΫάέήίΰϊϋόύώϓϔЀЁЃЇЌЍЎЙйѐёѓїќѝўḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẛẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ', 'AAAAAACEEEEIIIIDNOOOOOOUUUUYaaaaaaceeeeiiiidnoooooouuuuyyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUuAaIiOoUuUuUuUuUuAaAaÆæGgKkOoOoƷʒjGgNnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYyʹ;¨Α·ΕΗΙΟΥΩιΙΥαεηιυιυουωϒϒЕЕГІКИУИиеегікиуAaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyſAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy'), 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), FALSE) AS folded,
    COALESCE(orders_longest_gap > 100 AND orders_days >= 2 AND orders_days_since_last < 400, FALSE) AS gaps,
    COALESCE(visits_count_2 >= 1, FALSE) AS hours,
    COALESCE(('shoes' IN UNNEST(interests)) AND NULLIF(ARRAY_LENGTH(interests), 0) IS NOT NULL, FALSE) AS lists,
    COALESCE((TRANSLATE(LOWER(TRANSLATE('SHOES', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') IN UNNEST(ARRAY(SELECT TRANSLATE(LOWER(TRANSLATE(item, 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') FROM UNNEST(interests) AS item))), FALSE) AS `lists-folded`,
    COALESCE(credit >= BIGNUMERIC '0.5' AND credit <= BIGNUMERIC '99.99' AND ROUND(CAST(rating AS BIGNUMERIC), 12) >= BIGNUMERIC '2.5' AND points < ROUND(CAST(credit AS BIGNUMERIC), 2) * BIGNUMERIC '0.5', FALSE) AS numbers,
    COALESCE(orders_count >= 1, FALSE) AS `own-date`,
    COALESCE(EXTRACT(HOUR FROM signed_up_at) >= 9 AND (MOD(EXTRACT(DAYOFWEEK FROM CAST(signed_up_at AS DATE)) + 5, 7) + 1) IN (1, 2) AND EXTRACT(MONTH FROM CAST(signed_up_at AS DATE)) = 11 AND 2026 - EXTRACT(YEAR FROM birth_date) - CASE WHEN CASE WHEN EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) = 229 THEN 228 ELSE EXTRACT(MONTH FROM birth_date) * 100 + EXTRACT(DAY FROM birth_date) END > 630 THEN 1 ELSE 0 END >= 18, FALSE) AS parts,
    COALESCE(REGEXP_CONTAINS(email, '^[a-z.]+@example\\.(?:com|org)$'), FALSE) AS patterns,
    COALESCE(REGEXP_CONTAINS(email, '\\bann\\b'), FALSE) AS `patterns-of-few`,
    COALESCE(DATE_TRUNC(CAST(signed_up_at AS DATE), ISOWEEK) >= DATE '2025-07-01' AND DATE_TRUNC(CAST(signed_up_at AS DATE), ISOWEEK) < DATE '2026-07-01' AND DATE_TRUNC(CAST(signed_up_at AS DATE), MONTH) >= DATE '2025-11-01' AND DATE_TRUNC(CAST(signed_up_at AS DATE), MONTH) < DATE '2025-12-01' AND DATE_TRUNC(CAST(signed_up_at AS DATE), QUARTER) >= DATE '2025-10-01' AND DATE_TRUNC(CAST(signed_up_at AS DATE), QUARTER) < DATE '2026-01-01' AND EXTRACT(QUARTER FROM CAST(signed_up_at AS DATE)) = 4 AND EXTRACT(DAY FROM CAST(signed_up_at AS DATE)) = 28 AND EXTRACT(YEAR FROM CAST(signed_up_at AS DATE)) = 2025, FALSE) AS periods,
    MOD(CAST(CONCAT('0x', SUBSTR(TO_HEX(MD5(('sample:spring:' || customer_id))), 1, 8)) AS INT64), 10000) AS sample_bucket,
    MOD(CAST(CONCAT('0x', SUBSTR(TO_HEX(MD5(('split:picked:' || customer_id))), 1, 8)) AS INT64), 10000) AS split_bucket,
    COALESCE(orders_count_3 >= 1, FALSE) AS picks,
    COALESCE(first_name IN ('O\'Brien', 'a\\b', 'two\nlines'), FALSE) AS quoted,
    COALESCE(SAFE_CAST(FORMAT('%.15g', CAST(usual_gap AS FLOAT64)) AS FLOAT64) + 0 <= BIGNUMERIC '45.5' AND SAFE_CAST(FORMAT('%.15g', CAST((CAST(mailings_count AS FLOAT64) / NULLIF(CAST(mailings_count_2 AS FLOAT64), 0)) AS FLOAT64)) AS FLOAT64) + 0 > BIGNUMERIC '0.33', FALSE) AS quotients,
    CASE WHEN email_consent IS NOT NULL AND NOT COALESCE(TRANSLATE(LOWER(TRANSLATE(email_consent, 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') IN (TRANSLATE(LOWER(TRANSLATE('yes', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER(TRANSLATE('true', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER(TRANSLATE('y', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER(TRANSLATE('1', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')), FALSE) THEN 1 ELSE 0 END AS email_refused,
    LOWER(TRANSLATE(email, 'İΣ', 'iσ')) AS email_address,
    COALESCE(orders_same, FALSE) AS `same-product`,
    COALESCE(visits_count_3 >= 1, FALSE) AS sequence,
    COALESCE((STRPOS(email, '@') > 0) AND STARTS_WITH(TRANSLATE(LOWER(TRANSLATE(city, 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER(TRANSLATE('Ł', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')) AND ENDS_WITH(email, '.com'), FALSE) AS texts,
    COALESCE(favourite = 'shoes' AND NOT COALESCE(last_channel = 'web', FALSE), FALSE) AS `values`,
    COALESCE(orders_sum_total >= 50, FALSE) AS windows
  FROM features
),
members_2 AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY is_ranked ORDER BY spend NULLS LAST, customer_id NULLS LAST) AS place,
    ROW_NUMBER() OVER (PARTITION BY COALESCE(orders_count_2 >= 1 AND sample_bucket < 5000, FALSE) ORDER BY spend DESC NULLS LAST, customer_id NULLS LAST) AS place_2,
    MAX(email_refused) OVER (PARTITION BY email_address) AS email_refused_by_any,
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
    COALESCE(is_ranked AND ranked_customers - DIV(9 * (ranked_customers - 1) + 9, 10) - (rank - 1) > 0 AND tied - (ranked_customers - DIV(9 * (ranked_customers - 1) + 9, 10) - (rank - 1)) <= ranked_customers - DIV(9 * (ranked_customers - 1) + 9, 10) - (rank - 1), FALSE) AS `top-tenth`
  FROM members_2
),
members AS (
  SELECT
    *,
    CASE WHEN picked AND split_bucket < 5000 THEN 'control' WHEN picked AND split_bucket < 10000 THEN 'a' END AS `picked.arm`,
    COALESCE(country = 'PL' AND email IS NOT NULL AND TRANSLATE(LOWER(TRANSLATE(email_consent, 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ') IN (TRANSLATE(LOWER(TRANSLATE('yes', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER(TRANSLATE('true', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER(TRANSLATE('y', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ'), TRANSLATE(LOWER(TRANSLATE('1', 'İΣ', 'iσ')), 'µſͅςϐϑϕϖϰϱϵẛιᲀᲁᲂᲃᲄᲅᲆᲇᲈ', 'μsισβθφπκρεṡιвдосттъѣꙋ')) AND email_unrefused, FALSE) AS reachable
  FROM members_3
),
segment_membership AS (
  SELECT
    customer_id,
    abandoned, -- constructs.yaml:31
    best, -- constructs.yaml:34
    birthdays, -- constructs.yaml:19
    different, -- constructs.yaml:27
    `every-row`, -- constructs.yaml:28
    folded, -- constructs.yaml:9
    gaps, -- constructs.yaml:26
    hours, -- constructs.yaml:22
    lists, -- constructs.yaml:13
    `lists-folded`, -- constructs.yaml:14
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
    'different' AS name
  UNION ALL
  SELECT
    5 AS place,
    'every-row' AS name
  UNION ALL
  SELECT
    6 AS place,
    'folded' AS name
  UNION ALL
  SELECT
    7 AS place,
    'gaps' AS name
  UNION ALL
  SELECT
    8 AS place,
    'hours' AS name
  UNION ALL
  SELECT
    9 AS place,
    'lists' AS name
  UNION ALL
  SELECT
    10 AS place,
    'lists-folded' AS name
  UNION ALL
  SELECT
    11 AS place,
    'numbers' AS name
  UNION ALL
  SELECT
    12 AS place,
    'own-date' AS name
  UNION ALL
  SELECT
    13 AS place,
    'parts' AS name
  UNION ALL
  SELECT
    14 AS place,
    'patterns' AS name
  UNION ALL
  SELECT
    15 AS place,
    'patterns-of-few' AS name
  UNION ALL
  SELECT
    16 AS place,
    'periods' AS name
  UNION ALL
  SELECT
    17 AS place,
    'picked' AS name
  UNION ALL
  SELECT
    18 AS place,
    'picks' AS name
  UNION ALL
  SELECT
    19 AS place,
    'quoted' AS name
  UNION ALL
  SELECT
    20 AS place,
    'quotients' AS name
  UNION ALL
  SELECT
    21 AS place,
    'reachable' AS name
  UNION ALL
  SELECT
    22 AS place,
    'same-product' AS name
  UNION ALL
  SELECT
    23 AS place,
    'sequence' AS name
  UNION ALL
  SELECT
    24 AS place,
    'texts' AS name
  UNION ALL
  SELECT
    25 AS place,
    'top-tenth' AS name
  UNION ALL
  SELECT
    26 AS place,
    'values' AS name
  UNION ALL
  SELECT
    27 AS place,
    'windows' AS name
)
SELECT
  segment_lists.name AS segment,
  segment_membership.customer_id,
  CASE WHEN segment_lists.place = 17 THEN `picked.arm` END AS arm,
  CASE WHEN segment_lists.place = 17 THEN email END AS email,
  CASE WHEN segment_lists.place = 17 THEN spend END AS spend
FROM segment_membership
CROSS JOIN segment_lists
WHERE CASE WHEN segment_lists.place = 1 THEN abandoned WHEN segment_lists.place = 2 THEN best WHEN segment_lists.place = 3 THEN birthdays WHEN segment_lists.place = 4 THEN different WHEN segment_lists.place = 5 THEN `every-row` WHEN segment_lists.place = 6 THEN folded WHEN segment_lists.place = 7 THEN gaps WHEN segment_lists.place = 8 THEN hours WHEN segment_lists.place = 9 THEN lists WHEN segment_lists.place = 10 THEN `lists-folded` WHEN segment_lists.place = 11 THEN numbers WHEN segment_lists.place = 12 THEN `own-date` WHEN segment_lists.place = 13 THEN parts WHEN segment_lists.place = 14 THEN patterns WHEN segment_lists.place = 15 THEN `patterns-of-few` WHEN segment_lists.place = 16 THEN periods WHEN segment_lists.place = 17 THEN picked WHEN segment_lists.place = 18 THEN picks WHEN segment_lists.place = 19 THEN quoted WHEN segment_lists.place = 20 THEN quotients WHEN segment_lists.place = 21 THEN reachable WHEN segment_lists.place = 22 THEN `same-product` WHEN segment_lists.place = 23 THEN sequence WHEN segment_lists.place = 24 THEN texts WHEN segment_lists.place = 25 THEN `top-tenth` WHEN segment_lists.place = 26 THEN `values` WHEN segment_lists.place = 27 THEN windows END
ORDER BY segment_lists.place NULLS LAST, segment_membership.customer_id NULLS LAST;
